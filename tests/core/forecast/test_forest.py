"""random_forest: what it learns from, what it may know, and that its numbers are those of the record."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from activitycases import lively_city, some_rows
from cityevents import NOW, city, city_events, hilly, square_places

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.forecast.activity import CheckIns
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.features.rows import Rows, seconds
from patrol_planner.algorithms.forecast.features.table import FeatureTable
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.models.forest import balanced, forest, trees
from patrol_planner.algorithms.forecast.models.forest.balanced import Targets, balanced_sample
from patrol_planner.algorithms.forecast.models.forest.forest import fit_random_forest
from patrol_planner.algorithms.forecast.surroundings import Surroundings
from patrol_planner.algorithms.forecast.training import Training

DAY_S = 86_400
DAY = Intervals(NOW, 2.0, 12)
OF_TABLE_II = {
    "30-day density", "7-day density", "POI distribution: bar", "POI distribution: bank", "POI distribution: school",
    "POI distribution: shop", "POI density", "location diversity", "visitor entropy", "visitor homogeneity",
    "region popularity", "visitor ratio", "user count", "observation frequency",
}  # fmt: skip


@pytest.fixture
def few_trees(monkeypatch):
    """A small forest: what holds for it holds for any."""
    monkeypatch.setattr(trees, "TREES", 8)


def drawn(training: Training, intervals: Intervals, seed: int = 1) -> balanced.Balanced:
    found = balanced_sample(Targets(training, intervals, Control()), np.random.default_rng(seed))
    assert found is not None
    return found


def moved(time: np.ndarray, moment: np.datetime64, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Times of which those at a moment or later are others, later still, and which these are."""
    later = time >= moment
    other = time + rng.integers(0, 900_000, len(time)).astype("m8[s]")
    return np.where(later, other, time), np.flatnonzero(later)


def with_another_future(training: Training, moment: np.datetime64) -> Training:
    """All incidents of all types, and all check-ins, moved in time and between cells from a moment on."""
    rng = np.random.default_rng(8)

    def otherwise(kind: CellEvents) -> CellEvents:
        time, later = moved(kind.time, moment, rng)
        cell = kind.cell.copy()
        cell[later] = rng.permutation(cell[later])
        return CellEvents(cell, time, kind.cells, kind.x, kind.y)

    around = training.around
    went = around.checkins
    time, later = moved(went.time, moment, rng)
    cell, user = went.cell.copy(), went.user.copy()
    cell[later], user[later] = rng.permutation(cell[later]), rng.permutation(user[later])
    events = otherwise(training.events)
    others = tuple((name, otherwise(kind)) for name, kind in around.others)
    known = replace(around, events=events, others=others, checkins=CheckIns(cell, time, user, went.cells))
    return replace(training, events=events, around=known)


# --- what it learns from


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


# --- what it may know


def test_no_feature_knows_the_future():
    training = lively_city(a_day=60.0)
    rows = some_rows(600, training.events.cells)
    starts = seconds(DAY.starts)
    table = FeatureTable(training, starts, rows.length_s, Control())
    assert set(table.names) >= OF_TABLE_II
    first = table.at(rows, Control())
    # At the end of the record.
    other = with_another_future(training, NOW)
    assert np.array_equal(first, FeatureTable(other, starts, rows.length_s, Control()).at(rows, Control()))
    # At any row's origin, within it.
    middle = np.datetime64(int(np.median(rows.origin)), "s")
    other = with_another_future(training, middle)
    second = FeatureTable(other, starts, rows.length_s, Control()).at(rows, Control())
    past = rows.origin <= seconds(middle)
    order = [FeatureTable(other, starts, rows.length_s, Control()).names.index(name) for name in table.names]
    assert 200 < past.sum() < 400
    assert np.array_equal(first[past], second[past][:, order])
    changed = (first[~past] != second[~past][:, order]).any(axis=0)
    moving = [name not in ("hour", "weekday") and "POI" not in name and "diversity" not in name for name in table.names]
    assert np.array_equal(changed, moving), "the test itself must change every feature that time changes"


def test_neither_does_the_forest(few_trees):
    training = lively_city(a_day=60.0)
    one, other = (fit_random_forest(known, DAY) for known in (training, with_another_future(training, NOW)))
    assert np.array_equal(one.expected, other.expected) and one.importance() == other.importance()


def test_every_row_is_known_by_itself():
    training = lively_city()
    rows = some_rows(300, training.events.cells)
    table = FeatureTable(training, seconds(DAY.starts), rows.length_s, Control())
    whole = table.at(rows, Control())
    order = np.random.default_rng(1).permutation(len(rows))
    assert np.array_equal(table.at(rows.where(order), Control()), whole[order])
    assert np.array_equal(table.at(rows.where(np.arange(5)), Control()), whole[:5])


def test_cells_around_count_as_in_the_rates():
    training, _ = city(types=1)
    rows = Rows(np.arange(225), *(np.full(225, int(seconds(NOW))) for _ in range(2)), 7200)
    table = FeatureTable(training, seconds(DAY.starts), 7200, Control())
    found = dict(zip(table.names, table.at(rows, Control()).T))
    rates = training.around.rates
    wanted = dict(zip(rates.names, rates.at(NOW, training.begin).T))
    for name in ("own count, all days alike", "cells around, all days alike", "type 0: cells around"):
        ours = name if name in found else f"{name}, all days alike"
        assert found[ours] == pytest.approx(wanted[name], rel=1e-5), name


# --- what comes out


def test_expected_incidents_are_as_many_as_there_are():
    training, rate = city(days=300.0, a_day=60.0)
    found = fit_random_forest(training, Intervals(NOW, 2.0, 84))
    assert found.expected.shape == found.probability.shape == (225, 84)
    assert found.expected.sum() == pytest.approx(rate.sum() * 7, rel=0.05)
    observed = len(training.events.between(NOW, NOW + np.timedelta64(7, "D")))
    assert found.expected.sum() == pytest.approx(observed, rel=0.15)
    # Both numbers say the same of Poisson's incidents.
    assert found.probability == pytest.approx(-np.expm1(-found.expected), abs=0.02)
    assert (found.expected >= found.probability - 1e-12).all()
    order = np.argsort(found.expected.sum(axis=1))
    assert np.corrcoef(found.expected.sum(axis=1), rate)[0, 1] > 0.9
    for part in np.array_split(order, 5):
        assert found.expected[part].sum() == pytest.approx(rate[part].sum() * 7, rel=0.35)


def test_leaves_hold_fifty_and_lead_back_to_the_base_rate():
    training, _ = city(a_day=40.0)
    sample = drawn(training, DAY)
    table = FeatureTable(training, seconds(DAY.starts), 7200, Control()).at(sample.rows, Control())
    grown = trees.grow_trees(table, sample, 1, Control())
    assert len(grown._trees) == trees.TREES and trees.LEAF >= 50
    for one in grown._trees:
        leaves = one.children_left == -1
        assert one.weighted_n_node_samples[leaves].min() >= 50
    expected, probability = grown.of(table, Control())
    # In all targets of the record together: as many as there were.
    assert sample.weight @ expected == pytest.approx(sample.weight @ sample.number, rel=0.08)
    assert sample.weight @ probability == pytest.approx(sample.weight @ sample.happened, rel=0.08)
    # A leaf says what its rows say that its tree did not see.
    others = np.zeros(len(table), dtype=bool)
    others[::2] = True
    values, leaf = trees._leaves(grown._trees[0], table, sample, others), grown._trees[0].apply(table)
    for one in np.unique(leaf)[:5]:
        inside = others & (leaf == one)
        stand = sample.weight[inside].sum()
        wanted = [(sample.weight * what)[inside].sum() / stand for what in (sample.number, sample.happened)]
        assert inside.any() and values[one] == pytest.approx(wanted)
    assert grown.importance.sum() == pytest.approx(1)


def test_the_level_is_that_of_the_last_weeks(few_trees):
    """Since a month there is twice as much everywhere."""
    training, rate = city(days=300.0, a_day=40.0)
    again = city_events(rate, 30.0, 77)
    both = [np.concatenate([getattr(one, name) for one in (training.events, again)]) for name in ("cell", "time")]
    events = CellEvents(*both, 225)
    x, y = (np.concatenate([getattr(one, axis) for one in (training.events, again)]) for axis in "xy")
    events = replace(events, x=x, y=y)
    known = replace(training, events=events, around=replace(training.around, events=events))
    found = fit_random_forest(known, DAY)
    # The last days' counts lie above those of the weeks that tell the level.
    assert found.expected.sum() == pytest.approx(80, rel=0.2)
    assert found.probability == pytest.approx(-np.expm1(-found.expected), abs=0.03)
    # The targets that tell it are all those of four weeks.
    targets = Targets(known, DAY, Control())
    for size in (10**6, 5000):
        rows, stands_for, incidents = targets.latest(size, np.random.default_rng(1))
        assert len(rows) * stands_for == pytest.approx(225 * 12 * 28)
        assert incidents == len(events.between(NOW - np.timedelta64(28, "D"), NOW))
        assert rows.start.min() >= seconds(NOW) - 28 * DAY_S and (rows.start + rows.length_s).max() <= seconds(NOW)


def test_equal_seed_equal_forest_whoever_grows_it(few_trees, monkeypatch):
    training, _ = city(a_day=40.0)
    first, second = fit_random_forest(training, DAY), fit_random_forest(replace(training, seed=2), DAY)
    monkeypatch.setattr(trees, "threads", lambda: 1)
    alone = fit_random_forest(training, DAY)
    assert np.array_equal(first.expected, alone.expected) and first.importance() == alone.importance()
    assert not np.array_equal(first.expected, second.expected)


def test_importance_is_by_name_the_most_first(few_trees):
    found = fit_random_forest(lively_city(a_day=60.0, types=0), DAY).importance()
    names, shares = zip(*found)
    assert set(names) >= OF_TABLE_II and list(shares) == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)
    assert set(names[:4]) & {"own count, all days alike", "own count, 120 days"} and "weekday" not in names[:4]


def test_hours_are_learned(few_trees):
    """All happens at night; a forest that knows the hour says so."""
    training, _ = city(a_day=40.0, types=0)
    night = training.events.time.astype("M8[D]") + (seconds(training.events.time) % (2 * 3600) + 22 * 3600).astype(
        "m8[s]"
    )
    events = replace(training.events, time=night.astype("M8[s]"))
    found = fit_random_forest(replace(training, events=events, around=replace(training.around, events=events)), DAY)
    assert found.expected[:, 11].sum() > 30 and found.expected[:, :11].sum() < 3


# --- with less


def test_a_few_incidents_are_left_to_the_count():
    told = []
    training, _ = city(a_day=0.25)
    assert 40 < len(training.known) < 60
    found = fit_random_forest(training, DAY, Control(info=told.append))
    assert len(told) == 1 and "too few for a forest; it is count_ties" in told[0]
    assert found.expected.sum() == pytest.approx(0.25, rel=0.3) and np.isfinite(found.expected).all()
    none = replace(training, until=NOW - np.timedelta64(4000, "D"))
    with pytest.raises(PatrolError, match="nothing can be learned"):
        fit_random_forest(none, DAY)


def test_dates_without_hours_are_forecast_as_days(few_trees):
    training, _ = city(a_day=40.0)
    days = training.events.time.astype("M8[D]").astype("M8[s]")
    events = replace(training.events, time=days)
    training = replace(training, events=events, around=replace(training.around, events=events))
    told = []
    found = fit_random_forest(training, Intervals(NOW, 2.0, 24), Control(info=told.append))
    assert any("it forecasts whole days" in text for text in told)
    assert found.expected.shape == (225, 24) and np.ptp(found.expected[:, :12], axis=1).max() == 0
    assert found.expected.sum() == pytest.approx(80, rel=0.1)
    whole = fit_random_forest(training, Intervals(NOW, 24.0, 2))
    assert whole.expected == pytest.approx(found.expected[:, [0, 12]] * 12)


def test_without_visitors_or_recent_check_ins_there_are_fewer_features():
    training = lively_city()
    around, starts = training.around, seconds(DAY.starts)

    def names(went: CheckIns | None) -> set[str]:
        known = replace(training, around=replace(around, checkins=went))
        return set(FeatureTable(known, starts, 7200, Control()).names)

    went = around.checkins
    every, nameless, none = names(went), names(replace(went, user=None)), names(None)
    assert every - nameless == {"visitor ratio", "user count", "visitor entropy", "visitor homogeneity"}
    assert nameless - none == {"observation frequency", "region popularity"}
    assert names(went.between(NOW - np.timedelta64(90, "D"), NOW - np.timedelta64(31, "D"))) == none


def test_venues_without_kinds_or_with_too_many():
    training, starts = lively_city(), seconds(DAY.starts)
    pois = training.around.pois

    def names(kinds: tuple[str, ...], kind: np.ndarray) -> list[str]:
        some = replace(pois, kinds=kinds, kind=kind)
        known = replace(training, around=replace(training.around, pois=some, checkins=None))
        found = FeatureTable(known, starts, 7200, Control())
        return [name for name in found.names if "POI" in name or "diversity" in name]

    assert names((), np.zeros(len(pois), int)) == ["POI density"]
    many = names(tuple(map(str, range(50))), np.arange(len(pois)) % 50)
    assert len(many) == 33 and many[30:] == ["POI distribution: all other kinds", "location diversity", "POI density"]


def test_a_short_record_will_do(few_trees):
    training, _ = city(days=8.0, a_day=100.0)
    found = fit_random_forest(training, DAY)
    assert isinstance(found, forest.RandomForest) and found.expected.sum() == pytest.approx(100, rel=0.15)


def test_more_cells_and_intervals_than_fit_at_once(few_trees, monkeypatch):
    training = lively_city(a_day=60.0)
    whole = fit_random_forest(training, DAY)
    monkeypatch.setattr(forest, "_TARGETS_AT_ONCE", 1000)
    assert np.array_equal(fit_random_forest(training, DAY).expected, whole.expected)


def test_it_can_be_stopped_and_tells_how_far_it_is():
    training = lively_city(a_day=60.0)
    seen: list[float] = []
    fit_random_forest(training, DAY, Control(progress=seen.append))
    assert seen == sorted(seen) and len(seen) > 30 and max(seen) <= 1
    for asked in (0, 5, 60):
        left = iter(range(asked))
        with pytest.raises(Cancelled):
            fit_random_forest(training, DAY, Control(should_stop=lambda left=left: next(left, None) is None))


def test_many_incidents_in_few_cells(few_trees):
    events = city_events(hilly(4, 1) * 400.0, 60.0, 1)
    training = Training(events, 365.0, NOW, Surroundings(square_places(4), events))
    found = fit_random_forest(training, Intervals(NOW, 2.0, 12))
    assert len(training.known) > 300_000 and found.expected.sum() == pytest.approx(6400, rel=0.05)
    assert found.probability.max() <= 1
