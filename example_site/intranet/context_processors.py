from typing import Any

from django.http import HttpRequest


def intranet(request: HttpRequest) -> dict[str, Any]:
    """Filled in with the navigation once the page types are there."""
    return {}
