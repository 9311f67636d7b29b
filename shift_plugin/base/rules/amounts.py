"""Amounts of money: how people write them, and how far along they are."""

from __future__ import annotations

import re
from decimal import Decimal


def percentage(part: Decimal, whole: Decimal) -> int:
    """How much of the whole, rounded down: 99.9 % is not there yet. Without a whole: 0."""
    return int(part * 100 / whole) if whole > 0 else 0


def amount_in(text: str) -> Decimal | None:
    """The amount in a cell, as people write it: 1.234,50 or 1,234.50 or € 1234. None for anything else.

    One sign before exactly three last digits is taken for thousands: nobody raises tenths of cents.
    """
    bare = re.sub(r"[\s€$£']|[A-Z]{3}", "", text)
    if not re.fullmatch(r"\d[\d.,]*", bare):
        return None
    last = max(bare.rfind("."), bare.rfind(","))
    is_decimal = last >= 0 and len(bare) - last - 1 != 3 and bare.count(bare[last]) == 1
    whole, cents = (bare[:last], bare[last + 1 :]) if is_decimal else (bare, "")
    if len(cents) > 2:
        return None
    return Decimal(f"{re.sub('[.,]', '', whole) or 0}.{cents or 0}")
