"""Bounds of the expected number: nine in ten true ones lie within them, where they are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from cityevents import NOW, city, city_events, square_places
from scipy.stats import gamma

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled
from patrol_planner.algorithms.forecast.bounds import Bounds, fit_bounds
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.forecast import ForecastSettings, make_forecast
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.models import registry
from patrol_planner.algorithms.forecast.surroundings import Surroundings
from patrol_planner.algorithms.forecast.training import Training
from patrol_planner.algorithms.methods import method_of

WEEK = Intervals(NOW, 168.0, 1)


def rough(across: int, a_day: float, seed: int) -> np.ndarray:
    """Rates per day of cells that have little to do with their neighbours: gamma of shape 2, (cells,)."""
    rate = np.random.default_rng(seed).gamma(2.0, 1.0, across * across)
    return rate * a_day / rate.sum()


@pytest.mark.parametrize("model", ["blend", "prior_count", "count_ties"])
def test_nine_in_ten_true_numbers_lie_within_the_bounds(model: str) -> None:
    inside, hot = [], []
    for seed in range(4):
        rate = rough(20, 30.0, seed)
        around = Surroundings(square_places(20), city_events(rate, 300, seed))
        found = make_forecast(around, WEEK, ForecastSettings(300, 10, model=model))
        assert found.low is not None and found.high is not None
        true = 7 * rate[:, None]
        within = (found.low <= true) & (true <= found.high)
        inside.append(within.mean())
        hot.append(within[found.hotspot].mean())
        # Not by being so wide that nothing could lie outside.
        assert (found.high - found.low).sum() < 2.5 * found.expected.sum()
    assert 0.85 < np.mean(inside) < 0.96
    assert 0.75 < np.mean(hot) < 0.98


def test_the_longer_the_record_the_closer_the_bounds() -> None:
    rate = rough(15, 30.0, 1)
    widths = []
    for days in (100, 800):
        around = Surroundings(square_places(15), city_events(rate, days, 1))
        found = make_forecast(around, WEEK, ForecastSettings(days, 10))
        assert found.low is not None and found.high is not None
        widths.append((found.high - found.low).sum() / found.expected.sum())
    assert widths[1] < 0.7 * widths[0]


def test_the_more_alike_cells_are_the_closer_the_bounds_of_what_is_known_of_their_surroundings() -> None:
    widths = []
    for rate in (np.full(400, 0.075), rough(20, 30.0, 2)):
        around = Surroundings(square_places(20), city_events(rate, 300, 2))
        found = make_forecast(around, WEEK, ForecastSettings(300, 10))
        assert found.low is not None and found.high is not None
        widths.append((found.high - found.low).sum() / found.expected.sum())
    assert widths[0] < 0.8 * widths[1]


def test_a_cell_without_any_incident_may_have_some() -> None:
    """Half of the cells are quiet, not empty: the count expects nothing of many, and the upper bound says otherwise."""
    rate = np.where(np.arange(400) % 2 == 0, 0.002, 0.1)
    around = Surroundings(square_places(20), city_events(rate, 200, 3))
    found = make_forecast(around, Intervals(NOW, 12.0, 14), ForecastSettings(200, 10, model="prior_count"))
    assert found.low is not None and found.high is not None
    none = found.expected.sum(axis=1) == 0
    assert none.sum() > 50 and (found.low[none] == 0).all() and (found.high[none] > 0).all()
    true = 7 * rate[none]
    assert np.mean(found.high[none].sum(axis=1) >= true) > 0.9


def test_bounds_of_hours_are_those_of_the_cell_in_its_rhythm() -> None:
    bounds = Bounds(floor=0.0, slope=1.0, surroundings=2.0, own=10.0, reach=0.45, incidents=1e12)
    expected = np.array([[1.0, 3.0], [0.5, 0.5]])
    low, high = bounds.of(expected, 1.0)
    np.testing.assert_allclose(low[0] / expected[0], low[0, 0])
    np.testing.assert_allclose(high[0] / expected[0], high[0, 0])
    # The shape of the first cell is 2 + 10 × 4: from a table of chi-squared with 84 degrees of freedom.
    np.testing.assert_allclose(low[0, 0], 63.876 / 84, rtol=1e-3)
    np.testing.assert_allclose(high[0, 0], 106.395 / 84, rtol=1e-3)
    # Half of the week: half of everything, and the same certainty.
    half_low, half_high = bounds.of(expected / 2, 0.5)
    np.testing.assert_allclose([half_low, half_high], [low / 2, high / 2])
    # Counted from few incidents, the share of an interval is uncertain itself, the more the rarer it is.
    few_low, few_high = Bounds(0.0, 1.0, 2.0, 10.0, 0.45, 100.0).of(expected, 1.0)
    assert (few_low < low).all() and (few_high > high).all()
    assert few_high[0, 0] / expected[0, 0] > few_high[0, 1] / expected[0, 1]
    # 1/42 of the cell, and 1/(100 × 3.5/5 + 5) of the interval.
    shape = 1 / (1 / 42 + 1 / 75)
    np.testing.assert_allclose(few_high[0, 1], 3.0 * gamma.ppf(0.95, shape) / shape, rtol=1e-3)


def test_equal_seed_equal_bounds_and_no_word_of_the_future() -> None:
    training, _ = city()
    blend = method_of(registry.MODELS, "blend")
    first = fit_bounds(blend, training, 7)
    assert first == fit_bounds(blend, training, 7) != None  # noqa: E711
    events = training.events
    moved = CellEvents(np.where(events.time < NOW, events.cell, 0), events.time, events.cells, events.x, events.y)
    around = replace(training.surroundings(), events=moved)
    assert fit_bounds(blend, replace(training, events=moved, around=around), 7) == first


def test_too_little_to_tell_is_said() -> None:
    training, _ = city(days=30.0, a_day=1.0)
    few = Training(training.events, 2.0, NOW, training.around)
    assert fit_bounds(method_of(registry.MODELS, "count_ties"), few, 1) is None
    rare, _ = city(days=200.0, a_day=0.2)
    assert fit_bounds(method_of(registry.MODELS, "count_ties"), rare, 1) is None


def test_a_stop_is_answered() -> None:
    training, _ = city()
    with pytest.raises(Cancelled):
        fit_bounds(method_of(registry.MODELS, "blend"), training, 1, Control(should_stop=lambda: True))
