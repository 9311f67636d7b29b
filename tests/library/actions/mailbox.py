from smtplib import SMTPRecipientsRefused

from django.contrib.auth import get_user_model
from django.core.mail.backends.locmem import EmailBackend


class RefusesEditors(EmailBackend):
    """A server that doesn't know the mailboxes of the editors."""

    def send_messages(self, messages):
        for message in messages:
            if get_user_model().objects.filter(email=message.to[0], groups__name="Social Editor").exists():
                raise SMTPRecipientsRefused({message.to[0]: (550, b"No such user")})
        return super().send_messages(messages)
