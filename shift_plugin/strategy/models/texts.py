from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shift_plugin.strategy.panels import LocalTextsFormField
from shift_plugin.strategy.rules import local_text


class LocalTextsField(models.JSONField):
    """The texts of a row in the site's other languages, beside the columns in the main language.

    Not Wagtail's TranslatableMixin: a pillar is one thing with one group of people and one set of figures, whatever the
    language of the reader, so it has one row.
    """

    def __init__(self, *args: Any, texts: Sequence[str] = (), **kwargs: Any) -> None:
        self.texts = tuple(texts)
        kwargs.setdefault("verbose_name", _("in other languages"))
        kwargs.setdefault("default", dict)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # A migration sees the plain column, so that it needs none of our code.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def clone(self) -> LocalTextsField:
        _name, _path, args, kwargs = super().deconstruct()
        return LocalTextsField(*args, texts=self.texts, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        columns = {name: self.model._meta.get_field(name) for name in self.texts}
        texts = {
            name: (capfirst(column.verbose_name), column.max_length, isinstance(column, models.TextField))
            for name, column in columns.items()
        }
        return LocalTextsFormField(texts=texts, label=capfirst(self.verbose_name), help_text=self.help_text)


class LocalTextsMixin(models.Model):
    """Reading the texts in the language of the page: ``{{ pillar.texts.summary }}``, or ``texts_in("en").name``.

    An abstract model, because a migration imports every other kind of base class.
    """

    class Meta:
        abstract = True

    local_texts: dict[str, dict[str, str]]

    def texts_in(self, language: str | None) -> SimpleNamespace:
        """Every text in this language, and in the main language where there is none."""
        names = self._meta.get_field("local_texts").texts
        local = self.local_texts
        return SimpleNamespace(**{name: local_text(local, language, name) or getattr(self, name) for name in names})

    @property
    def texts(self) -> SimpleNamespace:
        return self.texts_in(get_language())
