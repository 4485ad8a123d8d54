"""Which incidents do not count, because somebody wishes so: those of some places, and those of some kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.incidents.kinds import Kinds, find_kinds

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run
    from .reading import Points

# Records this close to a point of EXCLUDE are of its place.
_EXCLUDED_M = 50.0


def excluded(
    run: Run,
    crs: QgsCoordinateReferenceSystem,
    points: Points,
    kind: str | None,
    known: np.ndarray | None = None,
) -> np.ndarray:
    """The incidents that EXCLUDE and EXCLUDE_TYPES leave out, bool (n,); how many is said.

    run: whose parameters say which; without them there are none.
    crs: the working one, that of the points.
    points: of the incidents.
    kind: the field of their kinds, None without.
    known: bool (n,), those that count at all; None: all of them.
    """
    at_place = of_kind = np.zeros(len(points), dtype=bool)
    if run.given("EXCLUDE"):
        # It loads SciPy, which nothing needs where no place is left out.
        from .marked import Marked

        at_place = Marked(run, "EXCLUDE", crs).holds(points.x, points.y, _EXCLUDED_M, run.control)
    if run.given("EXCLUDE_TYPES"):
        of_kind = _of_kinds(run, points, kind)
    if known is not None:
        at_place, of_kind = at_place & known, of_kind & known
    run.counts.tell(excluded=int((at_place | of_kind).sum()))
    for name, chosen in (("EXCLUDE", at_place), ("EXCLUDE_TYPES", of_kind)):
        if run.given(name):
            run.info("{label}: {n:,} incidents left out.", label=run.label(name), n=int(chosen.sum()))
    return at_place | of_kind


def _of_kinds(run: Run, points: Points, kind: str | None) -> np.ndarray:
    """Which incidents are of a kind of EXCLUDE_TYPES, bool (n,)."""
    return kinds_of(run, "EXCLUDE_TYPES", points, kind).chosen


def kinds_of(run: Run, name: str, points: Points, field: str | None) -> Kinds:
    """The kinds that a parameter lists, by a field of the incidents; a warning names those that none of them has."""
    texts = np.full(len(points), "", dtype=object) if field is None else points.texts(field)
    found = find_kinds(run.text(name), texts)
    if found.unknown:
        run.warn(
            "{label}: no incident is of the kind {unknown}. The most frequent kinds are {kinds}.",
            label=run.label(name),
            unknown=found.unknown,
            kinds=found.frequent,
        )
    return found
