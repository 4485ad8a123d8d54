"""What patrol:patrolwaypoints reads: the incidents of the turn, and the ground that way-points can cover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.cells.grid import Grid
from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import hours_known, shown_time
from ...algorithms.waypoints.clusters import ClusterSettings
from ...algorithms.waypoints.ground import Ground
from ...algorithms.waypoints.turns import ALL, in_turn, turn_hours, turn_title
from ...algorithms.waypoints.waypoints import WaypointSettings
from ..cells.studyarea import read_study_area
from ..layers.fields import chosen_field, field_label
from ..layers.geometries import rings_of
from ..layers.incidents import read_incidents
from ..layers.placeholders import STRAYS
from ..times.times import need_hours

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..cells.studyarea import StudyArea
    from ..framework.run import Run
    from ..framework.source import Source

# By squares of this many to the box around the study area it is told near which of them its border runs.
_SQUARES = 10_000


@dataclass(frozen=True)
class Inputs:
    """What was read of n incidents of the turn.

    ``x``, ``y``: float64 (n,), metres. ``time``: datetime64[s] (n,). ``fid``: int64 (n,), their feature ids.
    ``hours``: of the turn. ``whole_days``: the times tell days, not hours. ``ground``: the area with epsilon as its
    reach, None where it has none; ``has_study_area``: whether it was given, or is the hull of the incidents.
    """

    crs: QgsCoordinateReferenceSystem
    x: np.ndarray
    y: np.ndarray
    time: np.ndarray
    fid: np.ndarray
    settings: WaypointSettings
    turn: str
    hours: np.ndarray
    whole_days: bool
    ground: Ground | None
    has_study_area: bool


def read_inputs(run: Run) -> Inputs:
    """All of it, with what was left out."""
    number, most, seed = (run.integer(name) for name in ("CLUSTERS", "MAX_CLUSTERS", "SEED"))
    epsilon_m = run.number("EPSILON")
    settings = WaypointSettings(ClusterSettings(number, most, seed), epsilon_m, run.number("BANDWIDTH"))
    source, area_source = run.required_source("INCIDENTS"), run.source("STUDY_AREA")
    crs, turn = run.working_crs(), run.word("TURN")
    hours_or = "" if turn == ALL else Text("{label} all", label=run.label("TURN"))
    points, incidents = read_incidents(run, source, crs, hours_or, time_required=True)
    area = read_study_area(run, area_source, crs) if area_source is not None else None
    kept = np.arange(len(incidents))
    if area is None:
        for is_far, cause in STRAYS:
            far = is_far(incidents.x[kept], incidents.y[kept])
            text = Text("{cause} (give a study area to keep them)", cause=cause)
            points.skipped.add(text, int(far.sum()))
            kept = kept[~far]
    else:
        inside = _inside(run, area, incidents.x, incidents.y)
        points.skipped.add(Text("outside the study area"), int((~inside).sum()))
        kept = kept[inside]
    points.skipped.require_some(len(kept), points.read)
    points.skipped.report(run.warn)
    time = incidents.where(kept).time
    if time is None:
        raise PatrolError("{label}: choose the Time field.", label=source.label)
    if incidents.whole_days:
        _tell_days_alone(run, source)
    elif turn == ALL:
        need_hours(run.warn, _time_label(run, source), hours_known(time), "")
    chosen = _of_the_turn(run, time, turn)
    kept = kept[chosen]
    run.counts.tell(incidents_read=points.read, skipped=points.skipped.total, incidents_used=len(kept))
    x, y = incidents.x[kept], incidents.y[kept]
    return Inputs(
        crs=crs,
        x=x,
        y=y,
        time=time[chosen],
        fid=points.fid[kept],
        settings=settings,
        turn=turn,
        hours=turn_hours(turn),
        whole_days=incidents.whole_days,
        ground=_ground(run, area, x, y, epsilon_m),
        has_study_area=area is not None,
    )


def _inside(run: Run, area: StudyArea, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which points lie in the study area, its border included: bool (n,)."""
    box = area.geometry.boundingBox()
    side = (box.width() * box.height() / _SQUARES) ** 0.5
    low, high = (box.xMinimum(), box.yMinimum()), (box.xMaximum(), box.yMaximum())
    grid = Grid.covering(*low, *high, side, closed=True)
    return area.holds(grid.within(area.mask(grid, run.control)), x, y, run.control)


def _time_label(run: Run, source: Source) -> Text:
    return field_label(source.label, chosen_field(run, source, "TIME_FIELD") or "")


def _tell_days_alone(run: Run, source: Source) -> None:
    run.warn(
        "{field} holds dates without a time of day: each probability is that of the day, the same at every hour. Give "
        "the time of day as Clock field (CLOCK_FIELD) to tell hours apart.",
        field=_time_label(run, source),
    )


def _of_the_turn(run: Run, time: np.ndarray, turn: str) -> np.ndarray:
    """Which of the times lie in the turn, bool (n,); an error where none does."""
    chosen = in_turn(time, turn)
    if not chosen.any():
        raise PatrolError(
            "{label}: none of the {n:,} incidents ({first} to {last}) lies in {title}. Choose another turn, or all.",
            label=run.label("TURN"),
            n=len(time),
            first=shown_time(time.min()),
            last=shown_time(time.max()),
            title=turn_title(turn),
        )
    if turn != ALL:
        inside, outside = int(chosen.sum()), int((~chosen).sum())
        run.info(
            "{title}: {n:,} incidents; {outside:,} of other turns do not count.",
            one="{title}: {n:,} incident; {outside:,} of other turns do not count.",
            title=turn_title(turn),
            n=inside,
            outside=outside,
        )
        run.counts.tell(outside_turn=outside)
    return chosen


def _ground(run: Run, area: StudyArea | None, x: np.ndarray, y: np.ndarray, reach_m: float) -> Ground | None:
    """The study area, else the hull of the incidents, said in the log; None where it has no area."""
    if area is not None:
        rings = rings_of([area.geometry], run.control)
        return Ground.of(rings.xy, rings.offsets, rings.hole, reach_m, run.control)
    ground = Ground.around(x, y, reach_m, run.control)
    if ground is None:
        run.warn(
            "The incidents lie at one place or on one line and span no area, so no share of it can be told: give a "
            "{label}.",
            label=run.label("STUDY_AREA"),
        )
    else:
        run.info(
            "No {label} is given: shares of the area are of the convex hull of the incidents, {km2:,.2f} km².",
            label=run.label("STUDY_AREA"),
            km2=ground.area_m2 / 1e6,
        )
    return ground
