from __future__ import annotations

import pytest

from shift_plugin import checks

X = "shift_plugin.sharing.networks.X"


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"NETWORKS": [X], "NETWORK_OPTIONS": {"x": {"limit": 4000}}}, []),
        ({"NETWORKS": ["shift_plugin.sharing.networks.Hyves"]}, ["shift_plugin.E031"]),
        ({"NETWORK_OPTIONS": {"x": {"share_url": "http://x.com/"}}}, ["shift_plugin.E031"]),
        ({"NETWORKS": [X, X]}, ["shift_plugin.E032"]),
        ({"NETWORK_OPTIONS": {"hyves": {"limit": 10}}}, ["shift_plugin.W033"]),
    ],
)
def test_networks_of_the_settings(settings, values, found):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, **values}
    assert [message.id for message in checks.networks_of_the_settings()] == found
