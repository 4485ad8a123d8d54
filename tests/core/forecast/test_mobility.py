"""Mobility features of Table II: by hand, by plain loops, and what they do with many visitors."""

from __future__ import annotations

import numpy as np
import pytest
from activitycases import checkins, lively_city, plain_mobility, rows, some_rows

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.forecast.activity import CheckIns
from patrol_planner.algorithms.forecast.features import mobility, similarity
from patrol_planner.algorithms.forecast.features.mobility import CheckInIndex, visitors_of
from patrol_planner.algorithms.forecast.features.rows import Rows, seconds
from patrol_planner.algorithms.forecast.features.similarity import Histories, visitor_homogeneity


def every_feature(went: CheckIns, targets: Rows) -> dict[str, np.ndarray]:
    index = CheckInIndex(went, targets.start, targets.length_s)
    visitors = visitors_of(index, went.user, targets)
    return {
        "observation frequency": mobility.observation_frequency(index, targets),
        "region popularity": mobility.region_popularity(index, targets),
        "visitor ratio": mobility.visitor_ratio(index, targets),
        "user count": mobility.user_count(visitors),
        "visitor entropy": mobility.visitor_entropy(visitors),
        "visitor homogeneity": visitor_homogeneity(visitors, Histories(went, went.user), targets, Control()),
    }


def test_by_hand():
    went = checkins(
        (4, "2024-01-05 20:10", 1),  # user 1 knows the cell for long, from another hour
        (4, "2024-03-30 22:10", 1),
        (4, "2024-03-29 23:10", 1),
        (4, "2024-03-28 22:30", 2),  # new
        (4, "2024-03-27 22:30", 3),  # new
        (5, "2024-03-30 22:30", 2),  # elsewhere
        (5, "2024-03-30 12:00", 3),
        (5, "2024-03-30 13:00", 3),
        (4, "2024-03-31 22:30", 9),  # the target itself
        (4, "2024-02-28 22:30", 7),  # more than thirty days ago
    )
    found = every_feature(
        went, rows((4, "2024-03-31 22:00", "2024-03-31 00:00"), (0, "2024-03-31 22:00", "2024-03-31"))
    )
    assert found["observation frequency"].tolist() == [4, 0]
    assert found["region popularity"].tolist() == [4 / 5, 0]
    assert found["visitor ratio"].tolist() == [2 / 4, 0]
    assert found["user count"].tolist() == [3, 0]
    assert found["visitor entropy"] == pytest.approx([1.5, 0])
    # Histories: 1 in cell 4 alone, 2 once in 4 and in 5, 3 once in 4 and twice in 5.
    pairs = 1 / 2**0.5 + 1 / 5**0.5 + (1 + 2) / (2**0.5 * 5**0.5)
    assert found["visitor homogeneity"] == pytest.approx([pairs / 3, 0])


@pytest.mark.parametrize("hours", [2.0, 7.0, 24.0])
def test_they_are_those_of_plain_loops(hours):
    went = lively_city().around.checkins
    targets = some_rows(60, went.cells, hours)
    found, wanted = every_feature(went, targets), plain_mobility(went, targets)
    assert set(found) == set(wanted)
    for name, values in wanted.items():
        assert found[name] == pytest.approx(values, abs=1e-9), name
        assert max(values) > 0, name


def test_entropy_and_homogeneity_of_equals():
    # Eight visitors, each once in the one cell: all alike.
    went = checkins(*((0, f"2024-03-30 22:0{user}", user) for user in range(8)))
    found = every_feature(went, rows((0, "2024-03-31 22:00", "2024-03-31")))
    assert found["visitor entropy"] == pytest.approx([3]) and found["visitor ratio"].tolist() == [1]
    assert found["visitor homogeneity"] == pytest.approx([28 / 8])


def test_of_many_visitors_some_stand_for_all(monkeypatch):
    rng = np.random.default_rng(1)
    went = CheckIns(
        rng.integers(0, 3, 6000),
        np.datetime64("2024-03-30T22:00", "s") + rng.integers(0, 7000, 6000).astype("m8[s]"),
        rng.integers(0, 500, 6000),
        3,
    )
    targets = rows((0, "2024-03-31 22:00", "2024-03-31"), (1, "2024-03-31 22:00", "2024-03-31"))
    sampled = every_feature(went, targets)["visitor homogeneity"]
    monkeypatch.setattr(similarity, "MOST_COMPARED", 10_000)
    whole = every_feature(went, targets)["visitor homogeneity"]
    assert sampled == pytest.approx(whole, rel=0.05) and not np.array_equal(sampled, whole)
    # In pieces it is the same.
    monkeypatch.setattr(similarity, "_AT_ONCE", 7)
    assert every_feature(went, targets)["visitor homogeneity"] == pytest.approx(whole)


def test_it_can_be_stopped():
    went = lively_city().around.checkins
    targets = some_rows(60, went.cells, 24.0)
    visitors = visitors_of(CheckInIndex(went, targets.start, targets.length_s), went.user, targets)
    with pytest.raises(Cancelled):
        visitor_homogeneity(visitors, Histories(went, went.user), targets, Control(should_stop=lambda: True))


def test_a_mask_keeps_times_and_visitors():
    went = checkins((0, "2024-03-30 22:00", 5), (2, "2024-03-30 23:00", 6), (1, "2024-03-30 20:00", 7), cells=3)
    inner = went.within(np.array([True, False, True]))
    assert (inner.cell.tolist(), inner.user.tolist(), inner.cells) == ([0, 1], [5, 6], 2)
    assert inner.time.tolist() == went.time[:2].tolist()
    nameless = CheckIns(went.cell, went.time, None, 3)
    assert nameless.within(np.ones(3, bool)).user is None
    assert len(nameless.between(np.datetime64("2024-03-30T21:00"), np.datetime64("2024-03-30T23:00"))) == 1
    assert seconds(went.time)[0] == 1711836000
