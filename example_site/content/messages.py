"""All forty messages: thirty-two in Dutch and eight in English."""

from .messages_care import CARE
from .messages_craft import CRAFT
from .messages_english import ENGLISH
from .messages_neighbourhood import FUTURE, NEIGHBOURHOOD
from .messages_work import WORK
from .shapes import Message

# The originals stand before their translations.
MESSAGES: tuple[Message, ...] = (*WORK, *CARE, *CRAFT, *NEIGHBOURHOOD, *FUTURE, *ENGLISH)
