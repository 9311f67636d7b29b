"""The editor of a message: its tabs, and text fields that count along as the network does."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.forms.widgets import Media
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from shift_plugin.base.enums import network_choices, networks
from shift_plugin.conf import shift_settings

ABOUT_HOOK = "register_shift_message_about"


class CountedTextarea(AdminAutoHeightTextInput):
    """A textarea that says how long the text is and, for a text per network, how much room is left on it."""

    template_name = "shift_plugin/library/counted_textarea.html"

    def __init__(self, *, per_network: bool) -> None:
        super().__init__()
        self.per_network = per_network

    @property
    def media(self) -> Media:
        return Media(
            js=["shift_plugin/text-counter.js", "shift_plugin/message-editor.js"],
            css={"all": ["shift_plugin/admin-library.css"]},
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        field_id = context["widget"]["attrs"].get("id", f"id_{name}")
        counters = {
            key: {**network.counter, "label": str(network.label), "tags": network.max_hashtags}
            for key, network in networks().items()
        }
        return {
            **context,
            "field_id": field_id,
            "networks": json.dumps(counters),
            "disclosures": json.dumps(dict(shift_settings.DISCLOSURE_TAGS)),
            "select_id": field_id.removesuffix("text") + "network" if self.per_network else "",
        }


class NetworkSelect(forms.Select):
    """The networks of the settings, looked up when the form is shown and not when the program starts."""

    def __init__(self) -> None:
        super().__init__(choices=CallableChoiceIterator(lambda: [("", _("Choose a network")), *network_choices()]))


class AboutPanel(Panel):
    """What other capabilities have to say about a message, such as the story that it was made from."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "shift_plugin/library/about_panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.parts = []
            if self.request is not None and self.instance.pk:
                made = (make(self.request, self.instance) for make in hooks.get_hooks(ABOUT_HOOK))
                self.parts = [part for part in made if part is not None]

        @property
        def media(self) -> Media:
            return sum((part.media for part in self.parts), Media())

        def is_shown(self) -> bool:
            return bool(self.parts)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "parts": self.parts}


def message_panels(form_class: type[forms.BaseForm]) -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(_content(), heading=_("Content")),
            ObjectList(
                [
                    HelpPanel(
                        _(
                            "A network without a text of its own uses the text of the first tab. "
                            "The counter includes link, hashtags and disclosure."
                        )
                    ),
                    InlinePanel(
                        "network_texts",
                        panels=[
                            FieldPanel("network", widget=NetworkSelect()),
                            FieldPanel("text", widget=CountedTextarea(per_network=True)),
                        ],
                        heading=_("Texts per network"),
                        label=_("text for a network"),
                    ),
                ],
                heading=_("Texts per network"),
            ),
            ObjectList(
                [
                    FieldPanel("teams", widget=forms.CheckboxSelectMultiple()),
                    FieldPanel("roles", widget=forms.CheckboxSelectMultiple()),
                ],
                heading=_("Audience"),
            ),
            ObjectList(
                [
                    HelpPanel(_("Colleagues can share the message between these two moments. Both may stay empty.")),
                    FieldPanel("go_live_at", heading=_("In the library from")),
                    FieldPanel("expire_at", heading=_("In the library until")),
                ],
                heading=_("Planning"),
            ),
        ],
        base_form_class=form_class,
    )


def _content() -> list[Any]:
    return [
        AboutPanel(),
        FieldPanel("title", required_on_save=True),
        FieldPanel("kind"),
        MultiFieldPanel(
            [
                FieldPanel("pillars", widget=forms.CheckboxSelectMultiple(), required_on_save=False),
                FieldPanel("key_message", required_on_save=False),
                FieldPanel("campaign"),
            ],
            heading=_("Strategy"),
        ),
        FieldPanel("text", widget=CountedTextarea(per_network=False)),
        MultiFieldPanel([FieldPanel("link_page"), FieldPanel("link_url")], heading=_("Link")),
        MultiFieldPanel(
            [
                FieldPanel("image"),
                FieldPanel("image_alt"),
                FieldPanel("credit"),
                FieldPanel("video"),
                FieldPanel("video_url"),
            ],
            heading=_("Image and video"),
        ),
        MultiFieldPanel(
            [FieldPanel("hashtags"), FieldPanel("disclosure"), FieldPanel("own_words_prompt")],
            heading=_("Around the text"),
        ),
    ]
