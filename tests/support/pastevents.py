"""Incidents by cell and time, made for the tests of forecasts, and the two calls they are handed to most."""

from __future__ import annotations

import numpy as np

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.forecast.evaluation.backtest import BackTest, back_test
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.models.priorcount import PriorCount, fit_prior_count
from patrol_planner.algorithms.forecast.models.registry import MODELS
from patrol_planner.algorithms.forecast.places import Places
from patrol_planner.algorithms.forecast.surroundings import Surroundings
from patrol_planner.algorithms.forecast.training import Training
from patrol_planner.algorithms.methods import method_of

MONDAY = np.datetime64("2024-06-03T00:00", "s")
HOUR = np.timedelta64(3600, "s")
DAY = 24 * HOUR
PRIOR_COUNT = method_of(MODELS, "prior_count")


def events(*rows: tuple[int, str], cells: int = 3) -> CellEvents:
    return CellEvents(np.array([row[0] for row in rows]), np.array([row[1] for row in rows], "M8[s]"), cells)


def planted(seed: int, cells: int = 100) -> CellEvents:
    """Five cells in which most happens, Friday and Saturday nights apart in five others."""
    rng = np.random.default_rng(seed)
    start = MONDAY - 200 * DAY
    steady = (rng.integers(0, 5, 800), start + (rng.random(800) * 200 * 86400).astype("timedelta64[s]"))
    weekend = np.array([day for day in range(200) if (day + 3) % 7 in (4, 5)])
    noise = (rng.integers(0, cells, 300), start + (rng.random(300) * 200 * 86400).astype("timedelta64[s]"))
    nights = (
        5 + rng.integers(0, 5, 900),
        start + rng.choice(weekend, 900) * DAY + (22 * 3600 + rng.random(900) * 7000).astype("m8[s]"),
    )
    parts = (steady, nights, noise)
    return CellEvents(np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts]), cells)


def somewhere(known: CellEvents, area_m2: np.ndarray) -> Surroundings:
    """The incidents in the middle of cells that lie in a row."""
    x = np.arange(len(area_m2)) * 1.0
    placed = CellEvents(known.cell, known.time, known.cells, x[known.cell], np.zeros(len(known)))
    return Surroundings(Places(x, np.zeros(len(area_m2)), area_m2), placed)


def prior_count(known: CellEvents, intervals: Intervals, days: float) -> PriorCount:
    """Fitted where the record ends with the start of the forecast."""
    return fit_prior_count(Training(known, days, intervals.start), intervals)


def judged(
    known: CellEvents,
    area_m2: np.ndarray,
    intervals: Intervals,
    days: float,
    coverage: float,
    seed: int,
    control: Control | None = None,
) -> BackTest | None:
    """prior_count back-tested where the record ends with the start of the forecast."""
    training = Training(known, days, intervals.start, somewhere(known, area_m2))
    return back_test([PRIOR_COUNT], [], training, area_m2, intervals, coverage, seed, control)
