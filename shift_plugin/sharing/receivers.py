"""What sharing gives to the capabilities below that can't ask for it."""

from shift_plugin.library.queries import use_shared
from shift_plugin.sharing.queries import was_shared_by

use_shared(was_shared_by)
