"""The incidents of a forecast: those that are forecast, those of the other types, and where the cells lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.forecast.events import CellEvents
from ...algorithms.forecast.places import Places
from ...algorithms.forecast.surroundings import Surroundings
from ...algorithms.incidents.kinds import Kinds, find_kinds
from ...algorithms.texts import Text
from ..cells.locator import PolygonLocator
from ..layers.fields import chosen_field
from ..layers.incidents import read_incidents
from ..layers.overlaps import warn_of_overlaps

if TYPE_CHECKING:
    from ..framework.run import Run
    from ..framework.source import Source
    from ..layers.reading import Polygons


@dataclass(frozen=True)
class Record:
    """``events``: the incidents that are forecast. ``around``: where the cells lie, and the other types. ``outside``:
    when those happened that no cell holds, datetime64[s] (m,). ``whole_days``: whether their times tell only days.
    """

    events: CellEvents
    around: Surroundings
    outside: np.ndarray
    whole_days: bool


def read_record(run: Run, grid: Source, polygons: Polygons, crs: Any, hours_matter: bool) -> Record:
    """The incidents by cell.

    run: whose parameters INCIDENTS, TIME_FIELD, CLOCK_FIELD, TYPE_FIELD and TYPES are read.
    grid: the layer of the cells.
    polygons: the cells.
    crs: the working one.
    hours_matter: whether it is said where many hours are doubtful.
    """
    source = run.required_source("INCIDENTS")
    type_field = chosen_field(run, source, "TYPE_FIELD")
    points, incidents = read_incidents(run, source, crs, time_required=True, hours_matter=hours_matter)
    cell, several = PolygonLocator(polygons.geometries).locate_all(run, incidents.x, incidents.y)
    warn_of_overlaps(run, grid.label, several)
    if incidents.time is None:
        raise TypeError("incidents of a forecast have times: read_incidents asked for them")
    times = incidents.time
    if incidents.whole_days:
        times = times.astype("datetime64[D]").astype("datetime64[s]")
    kinds = points.texts(type_field) if type_field else np.full(len(points), "", dtype=object)
    x, y = points.x, points.y
    inside = cell >= 0
    points.keep(inside, Text("outside the grid"))
    points.skipped.require_some(len(points), points.read)
    points.skipped.report(run.warn)
    run.counts.tell(
        incidents_read=points.read, incidents_used=len(points), skipped=points.skipped.total, cells=len(polygons)
    )
    found = find_kinds(run.text("TYPES"), kinds)
    names, kind, wanted = found.names, found.of, _wanted(run, found)

    def events(chosen: np.ndarray) -> CellEvents:
        return CellEvents(cell[chosen], times[chosen], len(polygons), x[chosen], y[chosen])

    forecast = events(inside & wanted[kind])
    others = tuple(
        (name or Text("no type"), events(inside & (kind == index)))
        for index, name in enumerate(names)
        if not (wanted[index] and wanted.sum() == 1) and len(names) > 1
    )
    around = Surroundings(_places(polygons, run), forecast, others)
    return Record(forecast, around, times[~inside & wanted[kind]], incidents.whole_days)


def _wanted(run: Run, found: Kinds) -> np.ndarray:
    """Which types are forecast, bool (names,): those of TYPES, all where there are none."""
    if found.unknown:
        raise PatrolError(
            "{label}: no incident is of the type {unknown}. The most frequent types are {types}.",
            label=run.label("TYPES"),
            unknown=found.unknown,
            types=found.frequent,
        )
    return np.ones(len(found.names), dtype=bool) if found.is_empty else found.meant


def _places(polygons: Polygons, run: Run) -> Places:
    """Centres and areas of the cells."""
    centres = [geometry.centroid().asPoint() for geometry in polygons.geometries]
    x, y = (np.array([getattr(centre, axis)() for centre in centres]) for axis in "xy")
    return Places(x, y, polygons.areas(run.control))
