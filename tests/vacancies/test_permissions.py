from __future__ import annotations

from shift_plugin.vacancies.permissions import may_offer
from tests.factories.people import UserFactory
from tests.factories.strategy import StrategyPageFactory
from tests.factories.vacancies import VacancyFactory


def test_who_may_change_a_vacancy_may_offer_it(index, hr, master) -> None:
    vacancy = VacancyFactory(parent=index)
    creator = UserFactory(roles=["creator"])
    # Right on the page alone is not enough for somebody who has nothing to do with vacancies.
    assert [may_offer(user, vacancy) for user in (hr, master, creator, UserFactory())] == [True, True, False, False]


def test_hr_changes_pages_below_vacancies_only(db) -> None:
    from django.core.management import call_command

    strategy = StrategyPageFactory()
    vacancy = VacancyFactory()
    call_command("shift_setup", verbosity=0)
    user = UserFactory(roles=["hr"])

    assert vacancy.permissions_for_user(user).can_publish()
    assert not strategy.permissions_for_user(user).can_edit()
