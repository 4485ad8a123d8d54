"""Travel between places: when it starts, the roads that places are tied to, travel times, and the ways themselves."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsGeometry

from ...algorithms.errors import PatrolError
from ...algorithms.roads.snapping import prefer_connected, tie_places
from ...algorithms.roads.travel import TravelTimes
from ..common.wording import counted, listed
from ..layers.geometries import line_geometry

if TYPE_CHECKING:
    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.snapping import Ties
    from ...algorithms.route.plan import Leg
    from ..framework.run import Run

# How much longer streets are than the straight line, where no roads are given.
DETOUR = 1.3
# A matrix of more places takes minutes and gigabytes.
MOST_PLACES = 3000
_FIRST_HOUR = 8
_NAMED = 5


def read_moment(run: Run, name: str) -> np.datetime64 | None:
    """A date and time parameter; None when left out, an error when it cannot be read."""
    moment = run.moment(name)
    if moment is None and run.given(name):
        raise PatrolError(f"{run.label(name)}: the value is not a date and time. Write it as 2024-05-31 22:15.")
    return moment


def today_at_eight() -> np.datetime64:
    return np.datetime64(datetime.date.today(), "s") + np.timedelta64(_FIRST_HOUR, "h")


def warn_of_straight_lines(run: Run, network: RoadNetwork | None) -> None:
    """Say that there are no roads, where there are none."""
    if network is None:
        run.warn(
            f"No roads are given: travel is along straight lines, {DETOUR:g} times their length, at "
            f"{run.number('DEFAULT_SPEED'):g} km/h where no other speed is known. Give roads for real routes."
        )


def tie(
    run: Run,
    network: RoadNetwork | None,
    x: np.ndarray,
    y: np.ndarray,
    names: Sequence[str],
    always: np.ndarray | None = None,
) -> Ties | None:
    """Places (n,) tied to the roads, None without roads.

    run: takes what is said.
    network: the roads, None where none are given.
    x, y: float64 (n,), metres.
    names: what the log calls each.
    always: bool (n,), places that are tied however far they are, with a warning; of the others those farther than
        SNAP_MAX are left out, with a warning. Raises PatrolError when nothing else is left.
    """
    if network is None:
        return None
    snap_max = run.number("SNAP_MAX")
    limit = snap_max if always is None else np.where(always, np.inf, snap_max)
    return settled(run, tie_places(network, x, y, limit), names)


def settled(run: Run, ties: Ties, names: Sequence[str]) -> Ties:
    """Ties to the nearest roads (n,), but to one that leads on where the nearest does not; see tie."""
    snap_max, limit = run.number("SNAP_MAX"), ties.snap_max_m
    ties = prefer_connected(ties, snap_max)
    optional = np.isfinite(limit)
    if ties.far[optional].all() and optional.any():
        of_all = f"None of the {counted(int(optional.sum()), 'place')}"
        raise PatrolError(none_near(run, of_all, named(names, ties, ties.far)))
    if ties.far.any():
        run.warn(
            f"{int(ties.far.sum()):,} of {len(names):,} places are farther than {snap_max:g} m from every road; they "
            f"are left out: {named(names, ties, ties.far)}."
        )
    late = ~ties.far & (ties.distance_m > snap_max)
    if late.any():
        run.warn(f"Far from every road, and tied to the nearest all the same: {named(names, ties, late)}.")
    moved = ties.distance_m > ties.nearest_m
    if moved.any():
        run.info(
            f"{counted(int(moved.sum()), 'place')} not tied to the nearest road, which does not lead to the others, "
            f"but to one that does: {named(names, ties, moved)}."
        )
    return ties


def none_near(run: Run, whom: str, which: str) -> str:
    """That nothing is left, and what to do."""
    return (
        f"{whom} is within {run.number('SNAP_MAX'):g} m of a road: {which}. Give the roads of this area, or raise the "
        f"{run.label('SNAP_MAX')}."
    )


def named(names: Sequence[object], ties: Ties, chosen: np.ndarray) -> str:
    """The first of the chosen places (n,) with their distances from the road."""
    some = np.flatnonzero(chosen)[: _NAMED + 1]
    return listed([f"{names[index]} ({ties.distance_m[index]:,.0f} m)" for index in some], _NAMED)


def travel_times(
    run: Run, ties: Ties | None, x: np.ndarray, y: np.ndarray, speed_kmh: float | None = None
) -> TravelTimes:
    """Travel times between places.

    run: takes progress and the stop.
    ties: the roads the places are tied to, None for straight lines.
    x, y: float64 (n,), metres.
    speed_kmh: nobody drives faster, None for no such limit.
    """
    if ties is None:
        return TravelTimes.straight_lines(x, y, speed_kmh or run.number("DEFAULT_SPEED"), DETOUR)
    return TravelTimes.of_ties(ties, speed_kmh, run.control)


def ways_of(run: Run, journeys: Sequence[tuple[TravelTimes, Leg]]) -> list[np.ndarray]:
    """The vertices (k, 2) of each leg, in the order given."""
    ways: list[np.ndarray] = [np.zeros((0, 2))] * len(journeys)
    # Those from one place after the other: the search from it is made once.
    order = sorted(range(len(journeys)), key=lambda number: (id(journeys[number][0]), journeys[number][1].start))
    for done, number in enumerate(order):
        run.control.step(done, len(order))
        travel, leg = journeys[number]
        ways[number] = travel.path(leg.start, leg.end)
    return ways


def way_geometry(way: np.ndarray) -> QgsGeometry:
    """The line of a way; no geometry where nobody moves, as a line needs two places."""
    return line_geometry(way) if (way[1:] != way[:-1]).any() else QgsGeometry()
