from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    name = "example_site.users"
    label = "users"
    default = True
    verbose_name = _("Employees")


class IntranetUsersAdminConfig(WagtailUsersAppConfig):
    """Wagtail's user admin with the forms for our own user model."""

    user_viewset = "example_site.users.viewsets.UserViewSet"
    default = False
