"""The classic models of cells: each against plain loops, or the numbers that its data were drawn with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from cityevents import NOW, SIDE, city, square_places

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.models.consistency import fit_consistency
from patrol_planner.algorithms.forecast.models.countties import fit_count_ties, tied_rate
from patrol_planner.algorithms.forecast.models.kernel import fit_kernel
from patrol_planner.algorithms.forecast.models.prospective import fit_prospective
from patrol_planner.algorithms.forecast.models.registry import MODELS
from patrol_planner.algorithms.forecast.models.selfexciting import (
    excitement,
    fit_cells,
    fit_self_exciting,
    fit_self_exciting_kernel,
)
from patrol_planner.algorithms.forecast.surroundings import Surroundings
from patrol_planner.algorithms.forecast.training import Training

WEEK = Intervals(NOW, 168.0, 1)
DAY_S = 86_400


# The forest learns weeks and hours each by themselves.
RATES = [method for method in MODELS if method.word != "random_forest"]


@pytest.mark.parametrize("method", RATES, ids=[method.word for method in RATES])
def test_every_model_of_rates_spreads_its_week_over_the_hours(method):
    training, _ = city()
    whole = method.load()(training, WEEK, Control()).expected
    hours = method.load()(training, Intervals(NOW, 2.0, 84), Control()).expected
    assert hours.shape == (225, 84) and (hours >= 0).all()
    assert hours.sum(axis=1) == pytest.approx(whole[:, 0], rel=0.12, abs=0.02)
    assert hours.sum() == pytest.approx(whole.sum(), rel=0.02)


@pytest.mark.parametrize("method", MODELS, ids=[method.word for method in MODELS])
def test_no_model_knows_the_future(method):
    training, _ = city(days=100)
    past = replace(training.around, events=training.events.before(NOW))
    past = replace(past, others=tuple((name, kind.before(NOW)) for name, kind in past.others))
    blind = replace(training, events=past.events, around=past)
    one, other = (method.load()(known, WEEK, Control()).expected for known in (training, blind))
    assert np.array_equal(one, other)


def test_ties_of_the_count_are_broken_by_all_incidents():
    training, _ = city()
    count = training.known.a_cell()
    every = count + sum(kind.before(NOW).a_cell() for _, kind in training.around.others)
    order = np.lexsort([every, count])
    rate = tied_rate(training)
    rises = (np.diff(count[order]) > 0) | (np.diff(every[order]) > 0)
    assert (np.diff(count[order]) == 0).sum() > 100 and np.array_equal(np.diff(rate[order]) > 1e-12, rises)
    assert rate.sum() * 200 == pytest.approx(count.sum(), rel=0.01)
    assert fit_count_ties(training, WEEK).expected[:, 0] == pytest.approx(rate * 7)


def test_prospective_is_the_sum_of_the_study():
    training, _ = city(days=80, a_day=3.0, across=8)
    places, known = training.around.places, training.known
    recent = known.between(NOW - np.timedelta64(8 * 7 * DAY_S, "s"), NOW)
    step = SIDE / 6
    risk = np.zeros(64)
    for cell in range(64):
        for x, y, time in zip(recent.x, recent.y, recent.time):
            x, y = (np.floor(x / step) + 0.5) * step, (np.floor(y / step) + 0.5) * step
            away = np.hypot(places.x[cell] - x, places.y[cell] - y)
            if away <= 400.0:
                weeks = int((NOW - time).astype(int) // (7 * DAY_S))
                risk[cell] += 1 / (1 + int(away // (SIDE / 2))) / (1 + weeks)
    found = fit_prospective(training, WEEK).expected[:, 0]
    assert found == pytest.approx(risk / risk.sum() * len(recent) / 8, rel=1e-6)


def test_consistency_is_a_share_of_weeks_and_the_last_week():
    training, _ = city()
    found = fit_consistency(training, WEEK)
    known = training.known
    ago = ((NOW - known.time).astype(int) - 1) // (7 * DAY_S)
    weeks = int(200.0 // 7)
    share = np.array([len(set(ago[(known.cell == cell) & (ago < weeks)])) / weeks for cell in range(225)])
    last = np.bincount(known.cell[ago == 0], minlength=225)
    columns = np.column_stack([share, last, np.ones(225)])
    weight, residual, *_ = np.linalg.lstsq(columns, found.expected[:, 0], rcond=None)
    assert columns @ weight == pytest.approx(found.expected[:, 0]) and (weight > -1e-9).all()
    assert sum(part for _, part in found.importance()) == pytest.approx(1.0)


def excited_events(seed: int, background: np.ndarray, triggered: float, decay_d: float, days: float) -> CellEvents:
    """Incidents that bring about further ones in their cell."""
    rng = np.random.default_rng(seed)
    number = rng.poisson(background * days)
    cell = np.repeat(np.arange(len(background)), number)
    moment = rng.random(len(cell)) * days
    cells, moments = [cell], [moment]
    while len(cell):
        children = rng.poisson(triggered, len(cell))
        cell, moment = np.repeat(cell, children), np.repeat(moment, children)
        moment = moment + rng.exponential(decay_d, len(moment))
        cell, moment = cell[moment < days], moment[moment < days]
        cells.append(cell)
        moments.append(moment)
    cell, moment = np.concatenate(cells), np.concatenate(moments)
    time = NOW - np.timedelta64(round(days * DAY_S), "s") + (moment * DAY_S).astype("m8[s]")
    return CellEvents(cell, time, len(background))


def test_self_exciting_finds_what_it_was_drawn_with():
    background = np.random.default_rng(3).gamma(1.0, 0.05, 200)
    training = Training(excited_events(5, background, 0.35, 4.0, 300.0), 300.0, NOW)
    found = fit_cells(training, Control())
    assert found.triggered == pytest.approx(0.35, abs=0.07) and found.decay_d == pytest.approx(4.0, rel=0.3)
    assert found.background.sum() == pytest.approx(background.sum(), rel=0.15)


def test_excitement_is_the_sum_over_the_earlier_incidents_of_the_cell():
    training = Training(excited_events(6, np.full(5, 0.05), 0.5, 3.0, 60.0), 60.0, NOW)
    found = fit_cells(training, Control())
    known = training.known
    ahead = fit_self_exciting(training, WEEK).expected[:, 0]
    age = (NOW - known.time).astype(float) / DAY_S
    offspring = found.triggered * np.exp(-age / found.decay_d) * (1 - np.exp(-7 / found.decay_d))
    wanted = found.background * 7 + np.bincount(known.cell, offspring, minlength=5)
    assert ahead == pytest.approx(wanted, abs=1e-8)


def test_excitement_is_carried_from_one_incident_to_the_next_however_many_a_cell_has():
    rng = np.random.default_rng(8)
    cell = np.repeat(np.arange(5), [1, 700, 2, 1, 96])
    moment = rng.random(len(cell)) * 90.0
    moment = moment[np.lexsort((moment, cell))]
    asked = []
    control = Control(should_stop=lambda: bool(asked.append(1)))
    found = excitement(np.diff(cell, prepend=-1) != 0, 700, moment, 4.0, control)
    assert len(asked) == 20, "ten joinings for each of the two"
    delay = moment[:, None] - moment
    earlier = (cell[:, None] == cell) & np.tri(len(cell), k=-1, dtype=bool)
    parts = np.where(earlier, np.exp(-np.where(earlier, delay, 0.0) / 4.0) / 4.0, 0.0)
    assert found[0] == pytest.approx(parts.sum(axis=1), abs=1e-12)
    assert found[1] == pytest.approx((parts * delay).sum(axis=1), abs=1e-10)


def test_a_background_of_a_density_reaches_the_cells_around_and_keeps_its_number():
    """Two hot cells in a quiet city: the cells beside them have a background, and far away there is none."""
    across, background = 11, np.zeros(121)
    background[[60, 61]] = 0.5
    drawn, places = excited_events(4, background, 0.3, 4.0, 200.0), square_places(across)
    known = CellEvents(drawn.cell, drawn.time, 121, places.x[drawn.cell], places.y[drawn.cell])
    training = Training(known, 200.0, NOW, Surroundings(places, known))
    alone = fit_self_exciting(training, WEEK).expected[:, 0]
    dense = fit_self_exciting_kernel(training, WEEK).expected[:, 0]
    beside, far = [49, 50, 59, 62, 71, 72], [0, 10, 110, 120]
    assert alone[beside].max() < 1e-6 < 0.01 < dense[beside].min() and dense[far].max() < 1e-3
    assert dense[[60, 61]].min() > 3 * dense[beside].max()
    # All in all as much is expected.
    assert dense.sum() == pytest.approx(alone.sum(), rel=0.1)


def test_the_kernel_takes_the_width_that_forecasts_the_last_weeks():
    smooth, _ = city(a_day=4.0)
    assert "300 m" in fit_kernel(smooth, WEEK).importance()[0][0]
    rng = np.random.default_rng(2)
    training, _ = city(a_day=4.0)
    spot = rng.integers(0, 40, 2000)
    cell = rng.integers(0, 225, 40)[spot]
    time = NOW - rng.integers(1, 200 * DAY_S, 2000).astype("m8[s]")
    x, y = cell % 15 * SIDE + 150.0, cell // 15 * SIDE + 150.0
    repeated = CellEvents(cell, time, 225, x, y)
    at_spots = Training(repeated, 365.0, NOW, replace(training.around, events=repeated))
    assert "75 m" in fit_kernel(at_spots, WEEK).importance()[0][0]
