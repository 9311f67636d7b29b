from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from .forms import EmployeeCreationForm, EmployeeEditForm


class UserViewSet(WagtailUserViewSet):
    template_prefix = "users/"

    def get_form_class(self, for_update: bool = False) -> type:
        return EmployeeEditForm if for_update else EmployeeCreationForm
