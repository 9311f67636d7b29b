from shift_plugin.people.views.own import JoinPillarView, JoinView, LeavePillarView, LeaveView, MeView

__all__ = ["JoinPillarView", "JoinView", "LeavePillarView", "LeaveView", "MeView"]
