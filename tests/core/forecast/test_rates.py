"""Features of a forecast by rates: what each is, and that none knows the future."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from cityevents import NOW, SIDE, city, square_places
from scipy.stats import norm

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.features.decay import daily_rate
from patrol_planner.algorithms.forecast.features.rates import RateFeatures
from patrol_planner.algorithms.forecast.features.spots import Spots
from patrol_planner.algorithms.forecast.places import Places

DAY = np.timedelta64(86_400, "s")


def moved_ahead(kind: CellEvents) -> CellEvents:
    """The same past, and quite another future."""
    rng = np.random.default_rng(9)
    later = kind.time >= NOW
    cell, x, y = kind.cell.copy(), kind.x.copy(), kind.y.copy()
    order = rng.permutation(np.flatnonzero(later))
    cell[later], x[later], y[later] = cell[order], x[order], y[order]
    time = np.where(later, NOW + rng.integers(0, 900_000, len(kind)).astype("m8[s]"), kind.time)
    return replace(kind, cell=cell, time=time, x=x, y=y)


def test_no_feature_knows_the_future():
    training, _ = city()
    around = training.around
    others = tuple((name, moved_ahead(kind)) for name, kind in around.others)
    otherwise = RateFeatures(around.places, moved_ahead(around.events), others)
    assert (training.events.time >= NOW).sum() > 100
    assert np.array_equal(around.rates.at(NOW, training.begin), otherwise.at(NOW, training.begin))


def test_a_steady_rate_comes_out_as_it_is():
    time = NOW - np.arange(1, 301) * DAY
    steady = CellEvents(np.zeros(300, int), time, 2).in_order()
    for half_life in (7.0, 30.0, 120.0, None):
        rate = daily_rate(steady, NOW - 300 * DAY, NOW, half_life)
        assert rate == pytest.approx([1.0, 0.0], rel=0.06)
    # One half-life ago counts half of now.
    two = CellEvents(np.array([0, 1]), np.array([NOW - 7 * DAY, NOW - np.timedelta64(1, "s")]), 2)
    rate = daily_rate(two, NOW - 300 * DAY, NOW, 7.0)
    assert rate[0] == pytest.approx(rate[1] / 2, rel=1e-4)


def test_rings_are_the_cells_around_and_those_around_them():
    first, second = square_places(7).rings
    middle = 3 * 7 + 3
    row, column = np.divmod(np.arange(49), 7)
    away = np.maximum(abs(row - 3), abs(column - 3))
    assert np.array_equal(first[middle].toarray().ravel() > 0, away == 1)
    assert np.array_equal(second[middle].toarray().ravel() > 0, away == 2)
    # The mean of the ring, also in a corner that has three neighbours.
    assert first @ np.full(49, 5.0) == pytest.approx(np.full(49, 5.0))
    assert first[0].toarray().ravel()[[1, 7, 8]] == pytest.approx([1 / 3] * 3)


def test_a_larger_cell_has_as_much_of_its_ring_as_its_area():
    places = Places(np.array([0.0, 300.0]), np.zeros(2), np.array([90_000.0, 22_500.0]))
    first, _ = places.rings
    assert first.toarray().tolist() == [[0.0, 4.0], [0.0, 0.0]]


def test_what_reaches_a_cell_is_the_integral_of_the_gaussian():
    places, x, y, width = square_places(5), 700.0, 640.0, 200.0
    share = places.reached_from(np.array([x]), np.array([y]), width).toarray().ravel()
    edges = np.arange(6) * SIDE
    over_x, over_y = (np.diff(norm.cdf(edges, at, width)) for at in (x, y))
    wanted = np.outer(over_y, over_x).ravel()
    assert share == pytest.approx(np.where(wanted > 1e-3, wanted, share), abs=1e-12)
    assert share.sum() == pytest.approx(wanted.sum(), abs=5e-3)


def test_blurs_in_a_row_are_one_wider_gaussian():
    places = square_places(31)
    spread = np.zeros(31 * 31)
    spread[15 * 31 + 15] = 1.0
    for _ in range(4):
        spread = places.blur @ spread
    row = spread.reshape(31, 31).sum(axis=0)
    cells = np.arange(31) - 15.0
    # Four Gaussians and four cells' breadths.
    assert np.sqrt((row * cells**2).sum() / row.sum()) == pytest.approx(np.sqrt(4 + 4 / 12), rel=0.02)
    assert spread.sum() == pytest.approx(1.0, abs=0.02)


def test_spots_hold_every_incident_to_a_sixth_of_a_side():
    training, _ = city()
    known = training.known
    spots = Spots(training.around.places, [known, known])
    assert np.abs(spots.x[spots.of[1]] - known.x).max() <= SIDE / 12
    assert np.abs(spots.y[spots.of[0]] - known.y).max() <= SIDE / 12


def test_kept_tables_are_those_of_their_moment():
    training, _ = city()
    rates = training.around.rates
    first = rates.at(NOW, training.begin).copy()
    rates.at(NOW - 7 * DAY, training.begin)
    assert np.array_equal(rates.at(NOW, training.begin), first)
    assert not np.array_equal(rates.at(NOW, NOW - 50 * DAY), first)


def test_without_places_there_are_no_kernels():
    with pytest.raises(PatrolError, match="where the incidents happened"):
        RateFeatures(square_places(2), CellEvents(np.array([0]), np.array([NOW]), 4))
    with pytest.raises(PatrolError, match="more than 0"):
        Places(np.zeros(1), np.zeros(1), np.zeros(1))
