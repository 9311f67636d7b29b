"""What a browser posts from the editor of a message."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

LIST = "shift_messages:list"


def form_data(message=None, *, texts=None, action="", **values):
    """The form of a message as the browser sends it back, with some values changed. ``action``: submit, publish ..."""
    values = {**(filled_in(message) if message else {}), **values}
    rows = texts if texts is not None else existing_texts(message)
    known = sum(1 for row in rows if row.get("id"))
    data = nested_form_data({"network_texts": inline_formset(rows, initial=known)})
    data |= {"kind": "article", "go_live_at": "", "expire_at": "", **values}
    if message is not None and message.latest_revision:
        data["loaded_revision_id"] = message.latest_revision_id
        data["loaded_revision_created_at"] = message.latest_revision.created_at.isoformat()
    return data | ({f"action-{action}": "1"} if action else {})


def filled_in(message):
    latest = message.get_latest_revision_as_object()
    moments = {
        name: getattr(latest, name).astimezone().strftime("%Y-%m-%d %H:%M") if getattr(latest, name) else ""
        for name in ("go_live_at", "expire_at")
    }
    return {
        "title": latest.title,
        "kind": latest.kind,
        "pillars": [pillar.pk for pillar in latest.pillars.all()],
        "key_message": latest.key_message_id or "",
        "text": latest.text,
        "link_page": latest.link_page_id or "",
        "link_url": latest.link_url,
        "image": latest.image_id or "",
        "image_alt": latest.image_alt,
        "video": latest.video_id or "",
        "video_url": latest.video_url,
        "hashtags": latest.hashtags,
        "disclosure": latest.disclosure,
        "own_words_prompt": latest.own_words_prompt,
        "teams": [team.pk for team in latest.teams.all()],
        "roles": latest.roles,
        **moments,
    }


def existing_texts(message):
    if message is None:
        return []
    latest = message.get_latest_revision_as_object()
    return [{"id": row.pk, "network": row.network, "text": row.text} for row in latest.network_texts.all()]


def complete(key_message, **values):
    """Everything that a message needs to go out."""
    return {
        "title": "Open dag in Zwolle",
        "text": "Kom kijken hoe wij werken.",
        "pillars": [key_message.pillar_id],
        "key_message": key_message.pk,
        "link_url": "https://www.brinkhoven.example/open-dag",
        **values,
    }


def edit_url(message):
    return reverse("shift_messages:edit", args=[message.pk])


def add_url():
    return reverse("shift_messages:add")


def action_url(message, name):
    state = message.current_workflow_state.current_task_state
    return reverse("shift_messages:workflow_action", args=[message.pk, name, state.pk])
