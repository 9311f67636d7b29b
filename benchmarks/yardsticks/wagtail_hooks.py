from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from .models import BareRow

register_snippet(BareRow)


@modeladmin_register
class BareAdmin(ModelAdmin):
    model = BareRow
    base_url_path = "bare-rows"
