"""Polygons that lie on each other: copies are left out, and points in several are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from .columns import texts_of

if TYPE_CHECKING:
    from ...algorithms.control import Control
    from ..framework.run import Run
    from .reading import Polygons


def without_copies(polygons: Polygons, control: Control) -> Polygons:
    """Of polygons that lie exactly on each other the first; the others are left out and counted.

    Raises PatrolError where they hold other values: nothing tells then which of them is meant.
    """
    first_of: dict[bytes, int] = {}
    shapes = (bytes(shape.asWkb()) for shape in control.each(polygons.geometries))
    first = np.array([first_of.setdefault(shape, place) for place, shape in enumerate(shapes)], dtype=np.int64)
    is_first = first == np.arange(len(polygons))
    copies = np.flatnonzero(~is_first)
    if not len(copies):
        return polygons
    for name, column in polygons.values.items():
        texts = texts_of(column)
        other = int((texts[copies] != texts[first[copies]]).sum())
        if other:
            raise PatrolError(
                "{label}: {n:,} of its {total:,} polygons lie exactly on another that has another {name}, as "
                "in a forecast of several intervals. Filter the layer so that each place is there once.",
                label=polygons.label,
                n=other,
                total=len(polygons),
                name=name,
            )
    polygons.skipped.add(Text("that lie exactly on another"), len(copies))
    return polygons.where(is_first)


def warn_of_overlaps(run: Run, label: str, several: np.ndarray) -> None:
    """Say how many incidents (n,) lie in several polygons of a layer, and where they count."""
    number = int(several.sum())
    if number:
        run.warn(
            "{label}: its polygons overlap, and {n:,} of {total:,} incidents lie in more than one of them. "
            "Each counts once, in the smallest that holds it: a beat rather than its district.",
            label=label,
            n=number,
            total=len(several),
        )
