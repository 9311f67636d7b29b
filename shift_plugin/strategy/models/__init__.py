from shift_plugin.strategy.models.goals import Audience, Objective
from shift_plugin.strategy.models.pages import PillarPage, PillarPageMixin, StrategyPage, StrategyPageMixin
from shift_plugin.strategy.models.pillars import FocusPeriod, KeyMessage, Pillar

__all__ = [
    "Audience",
    "FocusPeriod",
    "KeyMessage",
    "Objective",
    "Pillar",
    "PillarPage",
    "PillarPageMixin",
    "StrategyPage",
    "StrategyPageMixin",
]
