"""What this capability announces."""

from django.dispatch import Signal

# Somebody stopped taking part: by themselves, by an editor, or because their user is gone. Sent inside the transaction,
# with ``ambassador``.
ambassador_left = Signal()
