"""Editing a text in the other languages of the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.coreutils import get_content_languages


def other_languages() -> list[str]:
    """Codes of the site's languages besides the main one; none on a site in one language."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    return [code for code in get_content_languages() if code != settings.LANGUAGE_CODE]


class LocalTextsWidget(forms.Widget):
    """A group of inputs per language. ``texts``: name of a text → its label, longest length and whether it is long."""

    template_name = "shift_plugin/strategy/local_texts.html"

    def __init__(self, texts: Mapping[str, tuple[Any, int | None, bool]]) -> None:
        super().__init__()
        self.texts = texts

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        known = value if isinstance(value, dict) else {}
        own_id = context["widget"]["attrs"].get("id", f"id_{name}")
        context["languages"] = [
            {
                "code": code,
                "label": get_language_info(code)["name_translated"],
                "inputs": [
                    {
                        "label": label,
                        "id": f"{own_id}-{code}-{text}",
                        "html": self._input(is_long, code, length).render(
                            f"{name}-{code}-{text}",
                            known.get(code, {}).get(text, ""),
                            {"id": f"{own_id}-{code}-{text}"},
                        ),
                    }
                    for text, (label, length, is_long) in self.texts.items()
                ],
            }
            for code in other_languages()
        ]
        return context

    def _input(self, is_long: bool, code: str, length: int | None) -> forms.Widget:
        attributes: dict[str, Any] = {"lang": code} | ({"maxlength": length} if length else {})
        return AdminAutoHeightTextInput(attributes) if is_long else forms.TextInput(attributes)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, dict[str, str]]:
        return {
            code: {text: data.get(f"{name}-{code}-{text}", "").strip() for text in self.texts}
            for code in other_languages()
        }

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:
        return ""


class LocalTextsFormField(forms.Field):
    """Texts by language: ``{"en": {"name": "…"}}``; what is empty is left out, so that the main language shows."""

    def __init__(self, *, texts: Mapping[str, tuple[Any, int | None, bool]], **kwargs: Any) -> None:
        kwargs.update(required=False, widget=LocalTextsWidget(texts))
        super().__init__(**kwargs)
        self.texts = texts

    def clean(self, value: Any) -> dict[str, dict[str, str]]:
        cleaned: dict[str, dict[str, str]] = {}
        for code, texts in (value or {}).items():
            for name, text in texts.items():
                _label, length, _is_long = self.texts[name]
                forms.CharField(required=False, max_length=length).clean(text)
                if text:
                    cleaned.setdefault(code, {})[name] = text
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != {
            code: filled for code, texts in (data or {}).items() if (filled := {k: v for k, v in texts.items() if v})
        }


class LocalTextsPanel(FieldPanel):
    """Stays away on a site in one language."""

    def __init__(self, field_name: str = "local_texts", **kwargs: Any) -> None:
        super().__init__(field_name, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(other_languages()) and super().is_shown()
