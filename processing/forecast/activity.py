"""Points of interest and check-ins to what a forecast learns from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.forecast.activity import CheckIns, Pois
from ...algorithms.forecast.features.mobility import WINDOW_D
from ...algorithms.forecast.surroundings import Surroundings
from ...algorithms.methods import Method
from ...algorithms.texts import Text
from ...algorithms.times.spans import DAY
from ...algorithms.times.timeclasses import hours_known, shown_time
from ..cells.locator import PolygonLocator
from ..framework.unused import tell_unused_without
from ..layers.fields import chosen_field
from ..layers.reading import Points, read_points
from .activityparameters import LAYERS
from .remarks import tell_unused

if TYPE_CHECKING:
    from ..framework.run import Run
    from ..layers.reading import Polygons


def with_activity(
    run: Run, around: Surroundings, polygons: Polygons, crs: Any, methods: Sequence[Method]
) -> Surroundings:
    """The same with the layers POIS and CHECKINS, where they are given and a model learns from them.

    run: whose parameters they are.
    around: what else is known of the cells.
    polygons: the cells.
    crs: the working one.
    methods: the models that are asked for.
    """
    needed = {layer for method in methods for layer in method.needs}
    tell_unused(run, methods, [layer for layer in LAYERS if layer not in needed])
    for layer, fields in LAYERS.items():
        tell_unused_without(run, layer, fields)
    for layer in LAYERS:
        if layer in needed and not run.given(layer):
            words = [method.word for method in methods if layer in method.needs]
            run.info("{label}: none given; {models} learns without them.", label=run.label(layer), models=words)
    if "POIS" in needed and run.given("POIS"):
        around = replace(around, pois=_read_pois(run, polygons, crs))
    if "CHECKINS" in needed and run.given("CHECKINS"):
        checkins = _read_checkins(run, polygons, crs)
        _tell_end(run, checkins, around)
        around = replace(around, checkins=checkins)
    return around


def _tell_end(run: Run, checkins: CheckIns, around: Surroundings) -> None:
    """Warn of check-ins that end so long before the incidents, or begin after them, that nothing is learned there."""
    if not len(around.events):
        return
    first, last, end = checkins.time.min(), checkins.time.max(), around.events.time.max()
    if first > end:
        run.warn(
            "{label}: the first is of {first}, after the last incident, {end}: nothing is learned from them.",
            label=run.label("CHECKINS"),
            first=shown_time(first),
            end=shown_time(end),
        )
    if end - last > WINDOW_D * DAY:
        run.warn(
            "{label}: the last is of {last}, more than {days} days before the last incident, {end}: nothing is learned "
            "from them where no newer ones are known.",
            label=run.label("CHECKINS"),
            last=shown_time(last),
            days=WINDOW_D,
            end=shown_time(end),
        )


def _read_pois(run: Run, polygons: Polygons, crs: Any) -> Pois:
    """Points of interest by cell and kind."""
    source = run.required_source("POIS")
    field = chosen_field(run, source, "POI_TYPE_FIELD")
    points = read_points(run, source, crs, [field])
    cell, _ = _located(run, points, polygons)
    run.counts.tell(pois_read=points.read, pois=len(points))
    if field is None:
        return Pois(cell, np.zeros(len(cell), dtype=np.int64), (), len(polygons))
    names, kind = np.unique(points.texts(field).astype(str), return_inverse=True)
    return Pois(cell, kind.reshape(-1), tuple(name or Text("no type") for name in names), len(polygons))


def _read_checkins(run: Run, polygons: Polygons, crs: Any) -> CheckIns:
    """Check-ins by cell and time; of visitors only numbers go on that tell them apart."""
    source = run.required_source("CHECKINS")
    time_field, user_field = (chosen_field(run, source, f"CHECKIN_{name}_FIELD") for name in ("TIME", "USER"))
    if time_field is None:
        raise PatrolError(
            "{label}: choose the {field}; without it nothing can be learned from check-ins.",
            label=source.label,
            field=run.label("CHECKIN_TIME_FIELD"),
        )
    points = read_points(run, source, crs, [time_field, user_field])
    times, is_day = points.moments(time_field)
    if user_field is None:
        run.warn(
            "{label}: without the {field} visitors are not told apart; only how many check-ins there are is learned "
            "from.",
            label=source.label,
            field=run.label("CHECKIN_USER_FIELD"),
        )
    else:
        told = points.texts(user_field) != ""
        points.keep(told, Text("without a visitor id in {field}", field=user_field))
        points.skipped.require_some(len(points), points.read)
        times = times[told]
    if is_day.all() or hours_known(times).none:
        run.warn(
            "{label}: dates without a time of day; all check-ins count for the interval at midnight. Choose a field "
            "that holds the hour, or leave the layer out.",
            label=source.label,
        )
    cell, within = _located(run, points, polygons)
    run.counts.tell(checkins_read=points.read, checkins=len(points))
    return CheckIns(cell, times[within], _numbered(points, user_field), len(polygons))


def _numbered(points: Points, field: str | None) -> np.ndarray | None:
    """A number for each visitor; None without a field."""
    if field is None:
        return None
    return np.unique(points.texts(field).astype(str), return_inverse=True)[1].reshape(-1).astype(np.int64)


def _located(run: Run, points: Points, polygons: Polygons) -> tuple[np.ndarray, np.ndarray]:
    """The cell of each point in the grid, and which of the points these are; the others are left out and told."""
    cell = PolygonLocator(polygons.geometries).locate(run, points.x, points.y)
    within = cell >= 0
    points.keep(within, Text("outside the grid"))
    points.skipped.require_some(len(points), points.read)
    points.skipped.report(run.warn)
    return cell[within], within
