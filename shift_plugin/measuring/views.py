from __future__ import annotations

from wagtail_modeladmin.views import IndexView

from shift_plugin.base.views import SafeExportMixin


class DayFigureIndexView(SafeExportMixin, IndexView):
    """The list of figures per day, with safe spreadsheets."""
