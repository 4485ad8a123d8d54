"""Incidents that a record holds for other reasons than that they happened there: on fallback addresses, by officers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.incidents.fallback import Fallbacks, fallback_addresses
from ...algorithms.incidents.kinds import comparable, kept_share
from ...algorithms.texts import Text
from ..framework.recordquality import LEAVE_OUT
from ..framework.unused import tell_unused_without
from .excluded import kinds_of
from .fields import chosen_field, field_label
from .geometries import reproject
from .places import lat_lon

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.incidents.incidents import Incidents
    from ..framework.run import Run
    from ..framework.source import Source
    from .reading import Points

# A field of beats has several incidents to each; from so many incidents on that can be told.
_TELLING, _FEWEST_A_BEAT = 50, 2
# Where an algorithm draws nothing else by lot.
_SEED = 1
# From when on nothing may be known.
_STARTS = ("FORECAST_START", "PERIOD_END", "TEST_START")


def quality_fields(run: Run, source: Source) -> list[str | None]:
    """The fields of beats and of categories, None where they are not chosen."""
    return [chosen_field(run, source, name) for name in ("INCIDENT_BEAT_FIELD", "CATEGORY_FIELD")]


def leave_out_fallbacks(
    run: Run, source: Source, crs: QgsCoordinateReferenceSystem, points: Points, incidents: Incidents
) -> Incidents:
    """The incidents without those on fallback addresses, which are told of and leave the points, too.

    run: whose parameters INCIDENT_BEAT_FIELD and FALLBACK_POINTS say how.
    source: the layer of incidents.
    crs: that of the points.
    points, incidents: parallel.
    """
    if run.algorithm.parameterDefinition("INCIDENT_BEAT_FIELD") is None:
        return incidents
    tell_unused_without(run, "INCIDENT_BEAT_FIELD", ("FALLBACK_POINTS",))
    field = chosen_field(run, source, "INCIDENT_BEAT_FIELD")
    if field is None:
        return incidents
    beat = _beats(run, points, field)
    if not (beat >= 0).any():
        run.warn(
            "{label}: no incident has a value there, so fallback addresses cannot be found.",
            label=field_label(points.label, field),
        )
    known = np.flatnonzero(_before_start(run, incidents))
    shared, far = fallback_addresses(points.x[known], points.y[known], beat[known], run.control)
    here = np.zeros(len(points), dtype=bool)
    for found, what in (
        (shared, Text("with incidents of at least four beats each, as no place has")),
        (far, Text("far from the beat that their incidents are of, with hardly another of it around")),
    ):
        if found.points:
            _tell(run, source, crs, points, known, found, what)
            here[known[found.chosen]] = True
    if run.word("FALLBACK_POINTS") != LEAVE_OUT or not here.any():
        return incidents
    points.keep(~here, Text("on a fallback address"))
    points.skipped.require_some(len(points), points.read)
    return incidents.where(~here)


def _beats(run: Run, points: Points, field: str) -> np.ndarray:
    """The beat of each incident, int (n,), −1 where none is given. Raises PatrolError where these are no beats."""
    texts, which = np.unique(points.texts(field).astype(str), return_inverse=True)
    names, number = np.unique([comparable(text) for text in texts], return_inverse=True)
    # "" comes first.
    beat = (number - (names[:1] == "").any())[which.reshape(-1)]
    known, beats = int((beat >= 0).sum()), int(beat.max(initial=-1)) + 1
    if known >= _TELLING and beats * _FEWEST_A_BEAT > known:
        raise PatrolError(
            "{label} has {beats:,} different values for {n:,} incidents, so they are no beats. Choose another field "
            "as {parameter}, or none.",
            label=field_label(points.label, field),
            beats=beats,
            n=known,
            parameter=run.label("INCIDENT_BEAT_FIELD"),
        )
    return beat


def _before_start(run: Run, incidents: Incidents) -> np.ndarray:
    """The incidents of which a forecast may know, bool (n,)."""
    known = np.ones(len(incidents), dtype=bool)
    for name in _STARTS:
        if incidents.time is not None and run.algorithm.parameterDefinition(name) is not None:
            start = run.moment(name)
            known &= incidents.time < start if start is not None else known
    return known


def _tell(
    run: Run,
    source: Source,
    crs: QgsCoordinateReferenceSystem,
    points: Points,
    known: np.ndarray,
    found: Fallbacks,
    what: Text,
) -> None:
    """Warn of fallback addresses.

    run: whose log it is.
    source: the layer of incidents.
    crs: that of the points.
    points: of the incidents.
    known: those that were looked at, int (m,).
    found: among these.
    what: how they were found, after their number.
    """
    largest = known[[found.largest]]
    x, y = points.x[largest], points.y[largest]
    own_x, own_y = reproject(x, y, crs, source.crs, run.transforms)
    latitude, longitude = lat_lon(run, x, y, crs)
    digits = 6 if source.crs.isGeographic() else 1
    is_left_out = run.word("FALLBACK_POINTS") == LEAVE_OUT
    run.warn(
        "{label}: fallback addresses, where incidents are put whose own address was not found: {points} {what}. "
        "{n:,} incidents are left out. {largest}"
        if is_left_out
        else "{label}: fallback addresses, where incidents are put whose own address was not found: {points} {what}. "
        "{n:,} incidents are kept, and may make a false hotspot. {largest}",
        label=points.label,
        points=Text("{n:,} points", one="{n:,} point", n=found.points),
        what=what,
        n=int(found.chosen.sum()),
        largest=Text(
            "The largest has {n:,} of them, of {beats}, at {x}, {y} (latitude {latitude:.5f}, longitude "
            "{longitude:.5f}).",
            n=found.number,
            beats=Text("{n:,} beats", one="{n:,} beat", n=found.beats),
            x=str(round(float(own_x[0]), digits)),
            y=str(round(float(own_y[0]), digits)),
            latitude=float(latitude[0]),
            longitude=float(longitude[0]),
        ),
    )


def weigh_records_of_officers(run: Run, points: Points, incidents: Incidents, kind: str | None) -> Incidents:
    """The incidents without the records that officers begin themselves, or with a share of these; likewise the points.

    run: whose parameters OFFICER_INITIATED, CATEGORY_FIELD and OFFICER_WEIGHT say which.
    points, incidents: parallel.
    kind: the field of their kinds, which stands in for that of their categories.
    """
    if run.algorithm.parameterDefinition("OFFICER_INITIATED") is None:
        return incidents
    tell_unused_without(run, "OFFICER_INITIATED", ("CATEGORY_FIELD", "OFFICER_WEIGHT"))
    if not run.given("OFFICER_INITIATED"):
        return incidents
    field = run.field("CATEGORY_FIELD") if run.given("CATEGORY_FIELD") else None
    chosen = kinds_of(run, "OFFICER_INITIATED", points, field or kind).chosen
    weight = run.number("OFFICER_WEIGHT")
    seed = run.integer("SEED") if run.algorithm.parameterDefinition("SEED") is not None else _SEED
    kept = kept_share(chosen, weight, seed)
    run.info(
        "{label}: {n:,} incidents, of which {left_out:,} are left out (weight {weight:g}).",
        label=run.label("OFFICER_INITIATED"),
        n=int(chosen.sum()),
        left_out=int((~kept).sum()),
        weight=weight,
    )
    run.counts.tell(officer_initiated=int(chosen.sum()))
    if not kept.any():
        raise PatrolError(
            "{label}: all {n:,} incidents are records of officers. Give fewer categories, or a weight above 0.",
            label=points.label,
            n=len(points),
        )
    points.take(kept)
    return incidents.where(kept)
