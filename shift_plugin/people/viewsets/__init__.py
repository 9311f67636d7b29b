from shift_plugin.people.viewsets.ambassadors import AmbassadorViewSet
from shift_plugin.people.viewsets.teams import TeamViewSet

__all__ = ["AmbassadorViewSet", "TeamViewSet"]
