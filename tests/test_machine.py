"""cvae_lib.machine: what this computer is good at, and how much work to do on it."""

import pytest

from cvae_lib import machine


def test_the_budget_is_one_switch(monkeypatch):
    monkeypatch.setenv("CVAE_BUDGET", "quick")
    assert machine.budget(10, 1) == 1
    monkeypatch.delenv("CVAE_BUDGET")
    assert machine.budget(10, 1) == 10
    monkeypatch.setenv("CVAE_BUDGET", "fast")
    with pytest.raises(ValueError, match="CVAE_BUDGET"):
        machine.budget(10, 1)
