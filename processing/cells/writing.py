"""Writing many cells, each a polygon of one ring, from arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsWkbTypes

from ..files.filewriter import appending_writer
from ..geopackage.bulkwriting import fill_table, plain_path
from ..layers.geometries import polygon_geometries
from ..layers.writing import WRITE_AT_ONCE, Column, fields_of, write_features

if TYPE_CHECKING:
    import numpy as np
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

    from ..framework.run import Run


def write_cells(
    run: Run,
    output: str,
    columns: Sequence[Column],
    rings: Callable[[int, int], np.ndarray],
    crs: QgsCoordinateReferenceSystem,
) -> str:
    """Write one polygon per row to an output; returns where it is.

    run: whose output it is.
    output: the parameter.
    columns: quickest with arrays as values.
    rings: first and end row → float64 (rows, vertices, 2), the first vertex of a ring again as its last; asked for some
    thousand rows at a time, so that it need not hold them all.
    crs: they are in.

    A GeoPackage is filled in bulk; every other destination gets features through its sink. Both give the same layer.
    """
    fields, kind, label = fields_of(columns), QgsWkbTypes.Type.Polygon, run.label(output)
    sink, destination = run.open_sink(output, fields, kind, crs)
    plain = plain_path(sink.destination, columns)
    if plain is not None:
        # Only the end of the sink closes the file.
        sink.close()
        sink.rows += len(columns[0].values)
        if fill_table(*plain, columns, rings, run.control, label):
            return destination
        sink = appending_writer(*plain, fields, kind, crs, run.transforms, label)
    write_features(run, sink, columns, _geometries(rings, len(columns[0].values)), label)
    return destination


def _geometries(rings: Callable[[int, int], np.ndarray], total: int) -> Iterator[QgsGeometry]:
    for start in range(0, total, WRITE_AT_ONCE):
        yield from polygon_geometries(rings(start, min(start + WRITE_AT_ONCE, total)))
