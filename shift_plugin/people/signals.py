"""What this capability announces."""

from django.dispatch import Signal

# Somebody stopped taking part: by themselves, by an editor, or because their user is gone. Sent inside the transaction,
# with ``ambassador``.
ambassador_left = Signal()

# An address gets no mail any more, because it refuses again and again or the host said so. Sent inside the transaction,
# with ``ambassador`` and ``words``: what the mail server said.
address_set_aside = Signal()
