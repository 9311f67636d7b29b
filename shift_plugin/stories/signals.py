"""What stories announce, inside the transaction that writes it: use ``transaction.on_commit`` for what can't be undone.

The sender is the class Story and they carry ``story``, unless something else is said.
"""

from django.dispatch import Signal

# A story was handed in for the first time.
story_handed_in = Signal()

# An editor accepted it, or it was accepted by trust. Also carries ``by``: the user, or None.
story_accepted = Signal()

# A challenge is open: stories are welcome from now on. The sender is the class Challenge; it carries ``challenge``.
challenge_opened = Signal()

# A challenge takes no more stories. The sender is the class Challenge; it carries ``challenge``.
challenge_closed = Signal()

# Somebody in a photo or video doesn't agree (any more), so it may not go out: the consent was withdrawn, or ended.
# The sender is the class Consent. Carries ``consent`` and ``message_ids``: the messages that hold or held it.
media_withdrawn = Signal()
