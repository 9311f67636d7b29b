"""Reading XML that somebody else made: without entities, and whatever namespace an element is in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405 - only the name of the error

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from shift_plugin.vacancies.sources.base import Unreadable


def parsed(body: bytes) -> Any:
    try:
        return fromstring(body)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable("The answer is no XML that can be read.") from error


def children(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element if str(child.tag).rpartition("}")[2].lower() == name.lower())


def text_of(element: Any, name: str) -> str:
    """The text of the first child of that name; empty without one."""
    found = next(children(element, name), None) if element is not None else None
    return ("".join(found.itertext()) if found is not None else "").strip()
