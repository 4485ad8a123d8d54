"""The back-test: what was planted is found, noise is chance, nothing of the future is seen."""

from __future__ import annotations

import numpy as np
import pytest
from pastevents import DAY, HOUR, MONDAY, events, judged, planted

from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.intervals import Intervals


def test_the_back_test_finds_what_was_planted_and_beats_the_plain_count() -> None:
    found = judged(planted(1), np.ones(100), Intervals(MONDAY, 2, 12), 200, 5, 1)
    assert found is not None
    assert found.end == MONDAY and (found.end - found.start) / DAY == 28
    assert found.model.hit_rate > found.baseline.hit_rate + 0.1
    assert found.model.low <= found.model.hit_rate <= found.model.high
    assert found.model.auc > 0.8
    assert found.model.pai == pytest.approx(found.model.hit_rate / 0.05)
    assert found.model.hits == pytest.approx(found.model.hit_rate * found.model.events)
    assert found.gain.share == pytest.approx(found.model.hit_rate - found.baseline.hit_rate)
    assert 0.1 < found.gain.low < found.gain.share < found.gain.high and found.gain.is_more_than_noise


def test_the_back_test_of_noise_is_chance() -> None:
    rng = np.random.default_rng(2)
    time = MONDAY - (rng.random(4000) * 200 * 86400).astype("timedelta64[s]") - HOUR
    found = judged(
        CellEvents(rng.integers(0, 100, 4000), time, 100), np.ones(100), Intervals(MONDAY, 2, 12), 200, 10, 1
    )
    assert found is not None
    assert abs(found.model.auc - 0.5) < 0.06 and found.model.hit_rate < 0.25


def test_equal_seed_equal_back_test_and_no_word_of_the_future() -> None:
    known = planted(3)
    later = CellEvents(np.append(known.cell, [42] * 500), np.append(known.time, [MONDAY] * 500), known.cells)
    first, second = (judged(some, np.ones(100), Intervals(MONDAY, 2, 12), 200, 5, 9) for some in (known, later))
    assert first == second


def test_too_short_a_history_has_no_tested() -> None:
    short = events((0, "2024-05-25T01:00"), (0, "2024-06-01T01:00"))
    assert judged(short, np.ones(3), Intervals(MONDAY, 2, 12), 270, 10, 1) is None


def test_the_pai_is_of_area_not_of_cells() -> None:
    """Incidents spread evenly over cells of which one is most of the area: no better than chance."""
    rng = np.random.default_rng(6)
    area = np.array([90.0] + [1.0] * 10)
    cell = rng.choice(11, 6000, p=area / area.sum())
    time = MONDAY - HOUR - (rng.random(6000) * 200 * 86400).astype("timedelta64[s]")
    found = judged(CellEvents(cell, time, 11), area, Intervals(MONDAY, 24, 7), 200, 9, 1)
    assert found is not None
    assert found.model.pai == pytest.approx(1, abs=0.05)


def test_bounds_are_wider_where_incidents_come_in_bursts() -> None:
    rng = np.random.default_rng(8)
    days = rng.integers(0, 200, 300)
    alone = MONDAY - days * DAY - HOUR
    cell = np.where(rng.random(300) < 0.5, 0, rng.integers(1, 20, 300))
    single = judged(CellEvents(cell, alone, 20), np.ones(20), Intervals(MONDAY, 24, 7), 200, 5, 1)
    bursts = judged(
        CellEvents(np.repeat(cell, 9), np.repeat(alone, 9), 20), np.ones(20), Intervals(MONDAY, 24, 7), 200, 5, 1
    )
    assert single is not None and bursts is not None
    # Nine records of each event are no nine events: the bounds must not shrink to a third.
    assert bursts.model.high - bursts.model.low > 0.7 * (single.model.high - single.model.low)


def test_incidents_in_what_intervals_leave_of_a_week_are_counted_as_not_tested() -> None:
    known = planted(4)
    # Three intervals of 48 hours leave a day of each week.
    found = judged(known, np.ones(100), Intervals(MONDAY, 48, 1), 200, 10, 1)
    assert found is not None
    weeks = known.between(MONDAY - 28 * DAY, MONDAY)
    left = ((weeks.time - MONDAY) // DAY).astype(int) % 7 == 6
    assert found.untested == left.sum() > 0 and found.model.events == (~left).sum()
    whole = judged(known, np.ones(100), Intervals(MONDAY, 24, 1), 200, 10, 1)
    assert whole is not None and whole.untested == 0
