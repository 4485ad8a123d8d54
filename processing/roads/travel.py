"""Travel between places: when it starts, the roads that places are tied to, travel times, and the ways themselves."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsGeometry

from ...algorithms.errors import PatrolError
from ...algorithms.roads.travel import TravelTimes
from ...algorithms.texts import Text
from ..common.wording import listed
from ..layers.geometries import line_geometry
from .lines import chosen_vehicle

if TYPE_CHECKING:
    from ...algorithms.roads.sources import Tied, TravelSource
    from ...algorithms.roads.traffic import Traffic
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
        raise PatrolError(
            "{label}: the value is not a date and time. Write it as 2024-05-31 22:15.", label=run.label(name)
        )
    return moment


def today_at_eight() -> np.datetime64:
    return np.datetime64(datetime.date.today(), "s") + np.timedelta64(_FIRST_HOUR, "h")


def straight_speed(run: Run, own_kmh: np.ndarray | float = np.nan) -> np.ndarray:
    """km/h along straight lines: somebody's own speed, NaN for the default one; nobody walks faster than a walker."""
    vehicle, default = chosen_vehicle(run), run.number("DEFAULT_SPEED")
    if vehicle.signs:
        return np.where(np.isnan(own_kmh), default, own_kmh)
    return np.fmin(own_kmh, min(default, max(vehicle.class_kmh.values())))


def warn_of_straight_lines(run: Run, source: TravelSource | None) -> None:
    """Say that there are no roads, where there are none."""
    if source is None:
        run.warn(
            "No roads are given: travel is along straight lines, {detour:g} times their length, at "
            "{kmh:g} km/h where no other speed is known. Give roads for real routes.",
            detour=DETOUR,
            kmh=float(straight_speed(run)),
        )


def tie(
    run: Run,
    source: TravelSource,
    x: np.ndarray,
    y: np.ndarray,
    names: Sequence[object],
    always: np.ndarray | None = None,
) -> Any:
    """Places (n,) tied to the roads.

    run: takes what is said.
    source: the roads.
    x, y: float64 (n,), metres.
    names: what the log calls each.
    always: bool (n,), places that are tied however far they are, with a warning; of the others those farther than
        SNAP_MAX are left out, with a warning. Raises PatrolError when nothing else is left.
    """
    snap_max = run.number("SNAP_MAX")
    limit = snap_max if always is None else np.where(always, np.inf, snap_max)
    return settled(run, source, source.tied(x, y, limit, run.control), names)


def settled(run: Run, source: TravelSource, ties: Any, names: Sequence[object]) -> Any:
    """Ties to the nearest roads (n,), but to one that leads on where the nearest does not; see tie."""
    snap_max, limit = run.number("SNAP_MAX"), ties.snap_max_m
    ties = source.settled(ties, snap_max)
    optional = np.isfinite(limit)
    if ties.far[optional].all() and optional.any():
        of_all = Text("None of the {n:,} places", one="None of the {n:,} place", n=int(optional.sum()))
        raise PatrolError(none_near(run, source, of_all, named(names, ties, ties.far)))
    if ties.far.any():
        run.warn(
            "{n:,} of {total:,} places are farther than {metres:g} m from every road; they are left out: {names}.",
            n=int(ties.far.sum()),
            total=len(names),
            metres=snap_max,
            names=named(names, ties, ties.far),
        )
    late = ~ties.far & (ties.distance_m > snap_max)
    if late.any():
        run.warn("Far from every road, and tied to the nearest all the same: {names}.", names=named(names, ties, late))
    moved = ties.distance_m > ties.nearest_m
    if moved.any():
        run.info(
            "{n:,} places not tied to the nearest road, which does not lead to the others, but to one that does: "
            "{names}.",
            one="{n:,} place not tied to the nearest road, which does not lead to the others, but to one that does: "
            "{names}.",
            n=int(moved.sum()),
            names=named(names, ties, moved),
        )
    return ties


def led_to_stops(
    run: Run,
    source: TravelSource,
    ties: Any,
    stranded: np.ndarray,
    stops: np.ndarray,
    names: Sequence[object] | np.ndarray,
) -> Any:
    """Ties of places (n,) where those from which no stop can be served are at the nearest road of the stops, with a
    warning.

    run: takes what is said.
    source: the roads.
    ties: all of them.
    stranded: bool (n,), places where somebody sets out.
    stops: int (s,), the places to be visited.
    names: what the log calls each place.
    """
    led, moved = source.led(ties, stranded, stops)
    if moved.any():
        run.warn(
            "From the nearest road no stop can be served; tied to the nearest road of the stops all the same: {names}.",
            names=named(names, led, moved),
        )
    return led


def none_near(run: Run, source: TravelSource, whom: Text, which: Text) -> Text:
    """That nothing is left, and what to do.

    run: knows the limit.
    source: the roads.
    whom: nobody of these.
    which: the first of them, with their distances.
    """
    if source.server:
        return Text(
            "{whom} is within {metres:g} m of a road that the server at {host} knows: {which}. It may have the map of "
            "another region: give the address of one for this area, or raise the {limit}.",
            whom=whom,
            metres=run.number("SNAP_MAX"),
            host=source.server,
            which=which,
            limit=run.label("SNAP_MAX"),
        )
    return Text(
        "{whom} is within {metres:g} m of a road: {which}. Give the roads of this area, or raise the {limit}.",
        whom=whom,
        metres=run.number("SNAP_MAX"),
        which=which,
        limit=run.label("SNAP_MAX"),
    )


def named(names: Sequence[object] | np.ndarray, ties: Tied, chosen: np.ndarray) -> Text:
    """The first of the chosen places (n,) with their distances from the road; once where a cell has many intervals."""
    shown: dict[Text, None] = {}
    for at in np.flatnonzero(chosen).tolist():
        far = ties.distance_m[at]
        distance = Text("{metres:,.0f} m", metres=far) if np.isfinite(far) else Text("no road for many kilometres")
        shown[Text("{name} ({distance})", name=names[at], distance=distance)] = None
        if len(shown) > _NAMED:
            break
    return listed(list(shown), _NAMED)


def travel_times(
    run: Run,
    source: TravelSource | None,
    ties: Tied | None,
    xy: tuple[np.ndarray, np.ndarray],
    speed_kmh: float | None = None,
    traffic: Traffic | None = None,
) -> TravelTimes:
    """Travel times between places.

    run: takes progress and the stop.
    source: the roads, None for straight lines.
    ties: where the places are tied to them.
    xy: where the places are, float64 (n,) each, metres.
    speed_kmh: nobody drives faster, None for no such limit.
    traffic: that by which classes of road may be slowed differently.
    """
    if source is None:
        return TravelTimes.straight_lines(*xy, speed_kmh or float(straight_speed(run)), DETOUR)
    return source.times(ties, speed_kmh, run.control, None, traffic)


def way_geometry(way: np.ndarray) -> QgsGeometry:
    """The line of a way; no geometry where nobody moves, as a line needs two places."""
    return line_geometry(way) if (way[1:] != way[:-1]).any() else QgsGeometry()
