"""The table of contents of the database: a capability that is missing here loses its tables at the next migration."""

from shift_plugin.base.models import *  # noqa: F403
from shift_plugin.distribution.models import *  # noqa: F403
from shift_plugin.library.models import *  # noqa: F403
from shift_plugin.measuring.models import *  # noqa: F403
from shift_plugin.people.models import *  # noqa: F403
from shift_plugin.sharing.models import *  # noqa: F403
from shift_plugin.stories.models import *  # noqa: F403
from shift_plugin.strategy.models import *  # noqa: F403
from shift_plugin.vacancies.models import *  # noqa: F403
