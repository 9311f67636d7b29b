"""What distribution announces. ``sender`` is the class Distribution; every signal carries ``distribution``.

They are sent inside the transaction that writes the change: use ``transaction.on_commit`` for what can't be undone.
"""

from django.dispatch import Signal

# A distribution has a moment now, and will leave by itself.
distribution_planned = Signal()

# Its people are known, and the first mails leave. Sent exactly once.
distribution_started = Signal()

# Nothing is left to do.
distribution_finished = Signal()
