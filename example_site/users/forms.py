from wagtail.images.widgets import AdminImageChooser
from wagtail.users.forms import UserCreationForm, UserEditForm

OWN_FIELDS = {"job_title", "location", "phone", "photo"}


class EmployeeCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OWN_FIELDS
        widgets = {**UserCreationForm.Meta.widgets, "photo": AdminImageChooser}


class EmployeeEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | OWN_FIELDS
        widgets = {**UserEditForm.Meta.widgets, "photo": AdminImageChooser}
