from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from shift_plugin.library.actions import tell_author
from shift_plugin.vacancies.actions import offer_for_sharing
from tests.factories.library import MessageFactory
from tests.factories.strategy import KeyMessageFactory
from tests.factories.vacancies import VacancyFactory


def test_hr_is_told_what_has_to_change_and_where(index, hr, master) -> None:
    vacancy, key_message = VacancyFactory(parent=index), KeyMessageFactory()
    message = offer_for_sharing(
        vacancy=vacancy, by=hr, now=timezone.now(), pillars=[key_message.pillar], key_message=key_message
    )
    state = message.current_workflow_task_state
    state.task.specific.on_action(state, master, "reject", comment="Korter, graag.")

    assert tell_author(task_state_id=state.pk) == 1

    text = mail.outbox[0].body
    assert "Korter, graag." in text
    assert reverse("shift_offer_vacancy", args=[vacancy.pk]) in text
    assert reverse("shift_messages:edit", args=[message.pk]) not in text


@pytest.mark.parametrize("kind", ["vacancy", "article"])
def test_a_message_about_a_closed_vacancy_can_not_be_published(index, kind) -> None:
    vacancy = VacancyFactory(parent=index, closes_at=timezone.now() - timedelta(minutes=1))
    message = MessageFactory(kind=kind, source_page=vacancy, draft=True)

    if kind == "article":
        message.clean_for_publication()
    else:
        with pytest.raises(ValidationError) as error:
            message.clean_for_publication()
        assert list(error.value.message_dict) == ["expire_at"]
