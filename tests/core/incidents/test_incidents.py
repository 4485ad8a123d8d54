"""Incidents and their age."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.incidents.incidents import Incidents

HOUR = np.timedelta64(3600, "s")
NOW = np.datetime64("2024-06-10T00:00:00")


def test_weights_halve_with_every_half_life_and_the_future_keeps_its_own() -> None:
    time = NOW - np.array([0, 24, 48, 96, -24]) * HOUR
    found = Incidents(np.zeros(5), np.zeros(5), time, np.full(5, 8.0)).aged(2.0, NOW)
    assert found.weight == pytest.approx([8, 8 / np.sqrt(2), 4, 2, 8])
    assert (found.time == time).all()


def test_an_interval_is_as_old_as_its_middle() -> None:
    # From six days ago until two days ago: four days, neither six nor two.
    time, end = np.array([NOW - 144 * HOUR, NOW - 96 * HOUR]), np.array([NOW - 48 * HOUR, NOW - 96 * HOUR])
    found = Incidents(np.zeros(2), np.zeros(2), time, np.ones(2), end=end).aged(2.0, NOW)
    assert found.weight == pytest.approx([0.25, 0.25])
    assert (found.end == end).all()


def test_ages_need_times() -> None:
    with pytest.raises(PatrolError, match="choose a time field"):
        Incidents(np.zeros(1), np.zeros(1)).aged(2.0, NOW)
