from __future__ import annotations

from wagtail_modeladmin.views import IndexView

from shift_plugin.base.views import ForgivingIndexMixin, SafeExportMixin


class DayFigureIndexView(ForgivingIndexMixin, SafeExportMixin, IndexView):
    """The list of figures per day, with safe spreadsheets."""
