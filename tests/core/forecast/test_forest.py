"""random_forest: its numbers are those of the record, and it does with little."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from activitycases import OF_TABLE_II, lively_city, with_another_future
from cityevents import NOW, city, city_events, hilly, square_places

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.features.rows import seconds
from patrol_planner.algorithms.forecast.features.table import FeatureTable
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.models.forest import forest, trees
from patrol_planner.algorithms.forecast.models.forest.balanced import Targets, balanced_sample
from patrol_planner.algorithms.forecast.models.forest.forest import fit_random_forest
from patrol_planner.algorithms.forecast.surroundings import Surroundings
from patrol_planner.algorithms.forecast.training import Training

DAY_S = 86_400
DAY = Intervals(NOW, 2.0, 12)


@pytest.fixture
def few_trees(monkeypatch):
    """A small forest: what holds for it holds for any."""
    monkeypatch.setattr(trees, "TREES", 8)


def test_the_forest_knows_no_future(few_trees):
    training = lively_city(a_day=60.0)
    one, other = (fit_random_forest(known, DAY) for known in (training, with_another_future(training, NOW)))
    assert np.array_equal(one.expected, other.expected) and one.importance() == other.importance()


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
    sample = balanced_sample(Targets(training, DAY, Control()), np.random.default_rng(1))
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
