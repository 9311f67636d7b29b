from shift_plugin.distribution.rules.sending import (
    CHUNK_TIME,
    RETRY_PAUSES,
    TRANSITIONS,
    after_refusal,
    is_ahead,
    is_narrower,
    is_permanent,
    may_become,
    minutes_late,
    one_line,
    retry_pause,
    senders_for,
)

__all__ = [
    "CHUNK_TIME",
    "RETRY_PAUSES",
    "TRANSITIONS",
    "after_refusal",
    "is_ahead",
    "is_narrower",
    "is_permanent",
    "may_become",
    "minutes_late",
    "one_line",
    "retry_pause",
    "senders_for",
]
