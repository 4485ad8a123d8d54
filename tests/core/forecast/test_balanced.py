"""What the forest learns from: targets of the record, as many with an incident as without."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from cityevents import NOW, city

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.features.rows import seconds
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.models.forest import balanced
from patrol_planner.algorithms.forecast.models.forest.balanced import Targets, balanced_sample
from patrol_planner.algorithms.forecast.training import Training

DAY_S = 86_400
DAY = Intervals(NOW, 2.0, 12)


def drawn(training: Training, intervals: Intervals, seed: int = 1) -> balanced.Balanced:
    found = balanced_sample(Targets(training, intervals, Control()), np.random.default_rng(seed))
    assert found is not None
    return found


@pytest.mark.parametrize(("hours", "number"), [(2.0, 12), (2.0, 84), (24.0, 7), (168.0, 1), (5.0, 7), (36.0, 2)])
def test_the_sample_is_balanced_over_and_stands_for_all_targets(hours, number):
    training, _ = city(a_day=40.0)
    intervals = Intervals(NOW + np.timedelta64(6, "h"), hours, number)
    sample = drawn(training, intervals)
    rows, known = sample.rows, training.known
    half = len(rows) // 2
    assert sample.happened[:half].all() and not sample.happened[half:].any()
    assert len(set(zip(rows.cell.tolist(), rows.start.tolist()))) == len(rows)
    # Each says what happened.
    time = seconds(known.time)
    for row in range(0, len(rows), len(rows) // 40):
        inside = (time >= rows.start[row]) & (time < rows.start[row] + rows.length_s) & (known.cell == rows.cell[row])
        assert inside.sum() == sample.number[row]
    # All targets, one by one: the same intervals of earlier days, or of earlier periods of whole days.
    until, begin = int(seconds(training.until)), int(seconds(training.begin))
    period = -(-rows.length_s // DAY_S) * DAY_S
    offsets = seconds(intervals.starts) - until
    starts = {
        start
        for offset, m in product(offsets.tolist(), range(1, 400))
        if begin + 30 * DAY_S <= (start := until + offset % period - m * period) <= until - rows.length_s
    }
    assert set(rows.start.tolist()) <= starts
    assert sample.weight.sum() == pytest.approx(len(starts) * known.cells)
    happened = {(cell, start) for start in starts for cell in
                known.cell[(time >= start) & (time < start + rows.length_s)].tolist()}  # fmt: skip
    assert sample.weight[:half].sum() == pytest.approx(len(happened))


def test_the_lag_is_the_same_as_in_use():
    training, _ = city(a_day=40.0)
    gap = replace(training, until=NOW - np.timedelta64(3, "D"))
    offsets = seconds(DAY.starts) - int(seconds(gap.until))
    rows = drawn(gap, Intervals(NOW, 2.0, 36)).rows
    lag = rows.start - rows.origin
    assert set(lag.tolist()) == {*offsets.tolist(), *(offsets + DAY_S).tolist(), *(offsets + 2 * DAY_S).tolist()}
    assert np.array_equal(rows.start % DAY_S, (lag + int(seconds(gap.until))) % DAY_S)


def test_of_many_targets_some_are_drawn(monkeypatch):
    training, _ = city(a_day=40.0)
    monkeypatch.setattr(balanced, "_MOST", 500)
    few = drawn(training, DAY)
    monkeypatch.setattr(balanced, "_FEW", 0)
    rejected = drawn(training, DAY)
    for sample in (few, rejected):
        assert len(sample.rows) == 1000 and sample.happened.sum() == 500
        assert len(set(zip(sample.rows.cell.tolist(), sample.rows.start.tolist()))) == 1000
    assert few.weight.sum() == rejected.weight.sum()


def test_nothing_to_tell_apart_is_no_sample():
    time = NOW - np.arange(1, 200).astype("m8[h]") * 12
    training = Training(CellEvents(np.zeros(199, int), time, 1), 100, NOW)
    targets = Targets(training, Intervals(NOW, 24.0, 1), Control())
    assert balanced_sample(targets, np.random.default_rng(1)) is None
