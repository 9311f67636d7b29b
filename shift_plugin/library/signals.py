"""What the library announces. Both are sent after the transaction, so that a receiver reads what everyone reads.

message_published: a message can be shared from now on, or its text changed while it could. Never sent for a message
    that is only scheduled. Arguments: ``message`` (fresh from the database), ``revision_id`` (what was published).
message_withdrawn: a message can't be shared any more: unpublished, past its window, or deleted.
    Arguments: ``message_id``, ``deleted`` (True when the message itself is gone).

The sender is ShareableMessage.
"""

from django.dispatch import Signal

message_published = Signal()
message_withdrawn = Signal()
