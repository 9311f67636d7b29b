from shift_plugin.measuring.queries.campaigns import CampaignProgress, best_messages, campaign_progress
from shift_plugin.measuring.queries.report import (
    Choice,
    counts_by,
    day_figures,
    labels_of,
    over_time,
    summary,
    table,
    team_sizes,
    teams_to_show,
)

__all__ = [
    "CampaignProgress",
    "Choice",
    "best_messages",
    "campaign_progress",
    "counts_by",
    "day_figures",
    "labels_of",
    "over_time",
    "summary",
    "table",
    "team_sizes",
    "teams_to_show",
]
