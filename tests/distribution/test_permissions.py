import pytest
from django.contrib.auth.models import Permission

from shift_plugin.distribution.permissions import (
    may_change,
    may_distribute,
    may_view,
)
from tests.factories.people import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rights", "answers"),
    [
        ([], (False, False, False)),
        (["view_distribution"], (False, False, True)),
        (["change_distribution"], (False, True, True)),
        (["add_distribution"], (True, False, False)),
    ],
)
def test_rights_give_what_their_name_says(rights, answers):
    user = UserFactory()
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))

    assert (may_distribute(user), may_change(user), may_view(user)) == answers
