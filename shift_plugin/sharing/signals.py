"""What sharing announces. ``sender`` is the class Share; every signal carries ``share``.

They are sent inside the transaction that writes the share: use ``transaction.on_commit`` for what can't be undone.
A click is not announced: it has to be stored before the visitor's answer leaves, and nothing more.
"""

from django.dispatch import Signal

# The window of a network was opened, or the text was copied. Also carries ``delivery_id``: the delivery whose link was
# followed, or None. Sent once per share, also when the form was sent twice.
share_opened = Signal()

# Somebody says that they placed the post. Sent once, until it is taken back.
share_confirmed = Signal()

# Somebody takes that back. Also carries ``confirmed_at``: when they had said it.
share_unconfirmed = Signal()
