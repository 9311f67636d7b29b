from datetime import UTC, date, datetime

import pytest

from shift_plugin.measuring import actions
from shift_plugin.measuring.enums import Dimension
from shift_plugin.measuring.models import DayTotal
from shift_plugin.sharing.actions import forget_answer
from tests.factories.library import MessageFactory
from tests.factories.sharing import ShareFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 5)
NOON = datetime(2026, 3, 5, 11, 0, tzinfo=UTC)


def test_what_is_taken_back_leaves_the_day_on_which_it_was_said(run_queue):
    share = ShareFactory(opened_at=NOON, confirmed_at=NOON)
    actions.add_up_day(day=DAY)
    forget_answer(share=share)
    run_queue()
    total = DayTotal.objects.get(day=DAY, dimension=Dimension.ALL)
    assert (total.opened, total.confirmed) == (1, 0)


def test_old_figures_move_along_when_a_published_change_moves_a_message_to_another_pillar(run_queue):
    message = MessageFactory()
    ShareFactory(message=message, opened_at=NOON)
    actions.add_up_day(day=DAY)
    other = PillarFactory()
    message.pillars = [other]
    message.save_revision().publish(skip_permission_checks=True)
    run_queue()
    assert list(DayTotal.objects.filter(dimension=Dimension.PILLAR).values_list("key", "opened")) == [
        (str(other.pk), 1)
    ]
