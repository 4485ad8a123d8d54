"""Stops and probabilities at them, and what is refused of both."""

from __future__ import annotations

import numpy as np
import pytest
from routecases import EIGHT, stops_of

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.route.stops import StopProbabilities


def test_impossible_stops_are_refused():
    with pytest.raises(PatrolError, match="priority of stop B is -1"):
        stops_of([0, 1], [1, -1])
    with pytest.raises(PatrolError, match="there is none"):
        stops_of([])
    with pytest.raises(PatrolError, match=r"up to 1e\+308, too much to be added up"):
        stops_of([0, 1], [1e308, 1e308])


def test_probabilities_are_those_of_day_hour_and_cluster():
    # 2024-05-31 is a Friday, day 5.
    found = StopProbabilities.from_table(
        np.array([5.0, 5.0, 6.0]),
        np.array([8.0, 9.0, 0.0]),
        np.array(["7", "7", "3"]),
        np.array([0.25, 0.5, 1.0]),
        np.array(["3", "7", "7"]),
    )
    assert found.at(1, EIGHT) == found.at(2, EIGHT) == 0.25
    assert found.at(1, np.datetime64("2024-05-31T09:59:59")) == 0.5
    assert found.at(0, EIGHT) == 0.0
    assert found.at(0, np.datetime64("2024-06-01T00:10:00")) == 1.0


@pytest.mark.parametrize(
    ("day", "hour", "cluster", "prob", "text"),
    [
        (0, 8, "A", 0.1, "day in row 1 is 0"),
        (1, 24, "A", 0.1, "hour in row 1 is 24"),
        (1, np.nan, "A", 0.1, "hour in row 1 is empty"),
        (1, 8, "A", 1.5, "probability 1.5"),
        (1, 8, "Z", 0.1, r"no cluster of the table \(Z\) is the name of a stop \(A\)"),
    ],
)
def test_impossible_probabilities_are_refused(day, hour, cluster, prob, text):
    with pytest.raises(PatrolError, match=text):
        StopProbabilities.from_table(
            np.array([day], dtype=float),
            np.array([hour], dtype=float),
            np.array([cluster]),
            np.array([prob]),
            np.array(["A"]),
        )


def test_two_probabilities_of_one_hour_are_refused_unless_they_are_equal():
    def found(*prob):
        table = np.array([[5.0, 8.0]] * len(prob)).T
        return StopProbabilities.from_table(*table, np.array(["A"] * len(prob)), np.array(prob), np.array(["A"]))

    assert found(0.25, 0.25).at(0, EIGHT) == 0.25
    with pytest.raises(PatrolError, match="day 5, hour 8 of cluster A stands in the table more than once"):
        found(0.25, 0.5)
