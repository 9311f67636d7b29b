from shift_plugin.distribution.forms.announcements import AnnouncementForm
from shift_plugin.distribution.forms.chats import ChatChannelForm, masked
from shift_plugin.distribution.forms.distributions import URGENT_FIELDS, DistributionForm, PeopleSearchForm
from shift_plugin.distribution.forms.preferences import MailPreferencesForm

__all__ = [
    "URGENT_FIELDS",
    "AnnouncementForm",
    "ChatChannelForm",
    "DistributionForm",
    "MailPreferencesForm",
    "PeopleSearchForm",
    "masked",
]
