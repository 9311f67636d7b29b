"""Several hosts on one database make the same digests at the same moment: each is made once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from shift_plugin.distribution.actions import digests
from shift_plugin.distribution.models import Delivery, DigestItem, Distribution
from shift_plugin.people.enums import Rhythm
from tests.distribution.test_workers import together
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 20


def test_four_builders_make_a_digest_once(pillar):
    for _person in range(PEOPLE):
        AmbassadorFactory(pillars=[pillar], rhythm=Rhythm.DAILY)
    MessageFactory(pillars=[pillar])
    now = timezone.now()
    assert sorted(together(lambda: digests.build_due(now=now))) == [0, 0, 0, PEOPLE]
    assert Distribution.objects.count() == 1
    assert (Delivery.objects.count(), DigestItem.objects.count()) == (PEOPLE, PEOPLE)
