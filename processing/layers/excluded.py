"""Which incidents do not count, because somebody wishes so: those of some places, and those of some kinds."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.officers.priorities import comparable

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ..framework.run import Run
    from .reading import Points

# Records this close to a point of EXCLUDE are of its place.
_EXCLUDED_M = 50.0
_NAMED_KINDS = 8


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
        # It needs SciPy, which a forecast without it does without.
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
    words = next(csv.reader([run.text("EXCLUDE_TYPES")], skipinitialspace=True), [])
    wanted = {comparable(word): word.strip() for word in words if word.strip()}
    if not wanted or kind is None:
        return np.zeros(len(points), dtype=bool)
    kinds = points.texts(kind).astype(str)
    distinct, which, count = np.unique(kinds, return_inverse=True, return_counts=True)
    alike = [comparable(word) for word in distinct]
    unknown = [word for word in wanted if word not in alike]
    if unknown:
        run.warn(
            "{label}: no incident is of the kind {unknown}. The most frequent kinds are {kinds}.",
            label=run.label("EXCLUDE_TYPES"),
            unknown=[wanted[word] for word in unknown],
            kinds=distinct[np.argsort(-count, kind="stable")[:_NAMED_KINDS]].tolist(),
        )
    return np.array([word in wanted for word in alike])[which.reshape(-1)]
