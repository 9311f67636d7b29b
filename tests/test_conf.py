import pytest
from django.core.exceptions import ImproperlyConfigured

from shift_plugin.conf import ShiftSettings, load, shift_settings


def test_with_an_empty_dictionary_everything_has_its_default(settings):
    settings.SHIFT_PLUGIN = {}
    assert shift_settings.current() == ShiftSettings()


def test_a_changed_setting_is_seen_at_once(settings):
    settings.SHIFT_PLUGIN = {"LIBRARY_PAGE_SIZE": 12}
    assert shift_settings.LIBRARY_PAGE_SIZE == 12
    settings.SHIFT_PLUGIN = {"LIBRARY_PAGE_SIZE": 6}
    assert shift_settings.LIBRARY_PAGE_SIZE == 6


def test_an_unknown_key_is_named():
    with pytest.raises(ImproperlyConfigured) as error:
        load({"LIBRARY_PAGESIZE": 12, "FOUR_EYES": True})
    assert str(error.value) == "SHIFT_PLUGIN has unknown keys: LIBRARY_PAGESIZE."


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"LIBRARY_PAGE_SIZE": "12"}, "SHIFT_PLUGIN['LIBRARY_PAGE_SIZE'] must be of type int, not str."),
        ({"NETWORKS": "linkedin"}, "SHIFT_PLUGIN['NETWORKS'] must be of type tuple, not str."),
        ({"ROLE_LABELS": []}, "SHIFT_PLUGIN['ROLE_LABELS'] must be of type dict, not list."),
        ({"OUTCOME_UNKNOWN": "guess"}, "SHIFT_PLUGIN['OUTCOME_UNKNOWN'] must be 'leave' or 'resend'."),
    ],
)
def test_a_value_of_the_wrong_kind_is_an_error(values, message):
    with pytest.raises(ImproperlyConfigured) as error:
        load(values)
    assert str(error.value) == message


def test_a_list_may_stand_for_a_tuple_and_one_role_may_be_renamed():
    loaded = load({"NETWORKS": ["a.B"], "ROLE_GROUPS": {"editor": "Activators"}})
    assert loaded.NETWORKS == ("a.B",)
    assert loaded.ROLE_GROUPS == {
        "master": "Social Master",
        "editor": "Activators",
        "creator": "Social Creator",
        "publisher": "Social Publisher",
        "hr": "HR",
    }
