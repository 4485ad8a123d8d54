"""A grid and an incident layer to what a forecast is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem

from ...algorithms.errors import PatrolError
from ...algorithms.forecast.intervals import Intervals, intervals_a_week
from ...algorithms.forecast.models import registry
from ...algorithms.forecast.surroundings import Surroundings
from ...algorithms.times.record import start_after
from ..layers.overlaps import without_copies
from ..layers.reading import Polygons, read_polygons
from . import remarks
from .activity import with_activity
from .record import read_record

if TYPE_CHECKING:
    from ..framework.run import Run

# A table of so many cells and intervals takes 400 MB, and a forecast holds several.
MOST_CELLS_AND_INTERVALS = 50_000_000


@dataclass(frozen=True)
class Inputs:
    """What was read: the grid's cells, the incidents in and around them, and the intervals to forecast."""

    crs: QgsCoordinateReferenceSystem
    polygons: Polygons
    cell_id: Sequence[Any]
    around: Surroundings
    intervals: Intervals


def read_inputs(run: Run) -> Inputs:
    """The parameters GRID, INCIDENTS and those of the intervals."""
    grid = run.required_source("GRID")
    crs = run.working_crs()
    id_field = grid.first_field("cell_id")
    polygons = without_copies(read_polygons(run, grid, crs, [id_field]), run.control)
    polygons.skipped.report(run.warn)
    forecast_hours, interval_hours = run.number("FORECAST_HOURS"), run.number("INTERVAL_HOURS")
    _require_a_size_that_fits(len(polygons), forecast_hours, interval_hours)
    cell_id = polygons.values[id_field] if id_field else polygons.fid.tolist()
    record = read_record(run, grid, polygons, crs, interval_hours % 24 != 0)
    start = _start(run, record.events.time, record.whole_days, interval_hours % 24 == 0)
    if record.whole_days:
        remarks.tell_whole_days(run, interval_hours)
    intervals = Intervals.over(start, forecast_hours, interval_hours)
    around = with_activity(run, record.around, polygons, crs, registry.tried(run.word("MODEL")))
    return Inputs(crs, polygons, cell_id, around, intervals)


def _start(run: Run, times: np.ndarray, whole_days: bool, of_days: bool) -> np.datetime64:
    """The start of the forecast: as given, else what follows the last incident; said where it is not as given.

    run: whose parameter FORECAST_START is read.
    times: of the incidents, (n,).
    whole_days: whether they tell only days.
    of_days: whether the intervals are whole days.
    """
    start = run.moment("FORECAST_START")
    if start is None:
        start, day = start_after(times)
        remarks.tell_start(run, start, day)
    elif whole_days and of_days and start != start.astype("datetime64[D]"):
        # Days cannot be cut elsewhere than at midnight.
        start = start.astype("datetime64[D]").astype("datetime64[s]")
        remarks.tell_midnight(run, start)
    return start


def _require_a_size_that_fits(cells: int, forecast_hours: float, interval_hours: float) -> None:
    """Raise PatrolError for more cells × intervals, those of the back-test's week included, than memory may hold."""
    ahead, week = round(forecast_hours / interval_hours), intervals_a_week(interval_hours)
    if cells * (ahead + week) > MOST_CELLS_AND_INTERVALS:
        raise PatrolError(
            "{n:,} cells × {intervals:,} intervals ({ahead:,} to forecast, {week:,} of the back-test's week) are "
            "more than {most:,}. Use larger cells, longer intervals or fewer hours.",
            n=cells,
            intervals=ahead + week,
            ahead=ahead,
            week=week,
            most=MOST_CELLS_AND_INTERVALS,
        )
