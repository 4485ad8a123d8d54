"""Hotspots, their peaks and the scores of all cells as layers; and where a hotspot is, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsGeometry, QgsWkbTypes

from ...algorithms.hotspots.change import CHANGE_WORDS
from ...algorithms.hotspots.getisord import COLD, HOT
from ...algorithms.hotspots.streets import longest_names
from ..cells.cells import dissolve
from ..cells.writing import write_cells
from ..layers.geometries import point_geometry
from ..layers.places import lat_lon
from ..layers.writing import WRITE_AT_ONCE, Column, fields_of, write_features
from .streets import join_lines

if TYPE_CHECKING:
    from ...algorithms.hotspots.getisord import GiScores
    from ...algorithms.hotspots.measures import Hotspots
    from ..cells.cells import CellLayer
    from ..framework.run import Run

_GREATEST_WHOLE = 2**31 - 1
_KIND_WORDS = {HOT: "hot", COLD: "cold", 0: "none"}
_TYPE = QgsWkbTypes.Type


def dress_hotspots(run: Run, layer: CellLayer, compared: bool) -> None:
    """How the outputs look: by what they are made of, and whether two periods are compared."""
    kind = "hotspot_streets" if layer.is_road else "hotspots"
    peaks = "peaks_change" if compared else "peaks"
    run.dress("HOTSPOTS", f"{kind}_change" if compared else kind)
    run.dress("POINTS", peaks)
    run.dress("CELL_SCORES", "gi_streets" if layer.is_road else "gi_cells")


def write_hotspots(run: Run, layer: CellLayer, found: Hotspots) -> tuple[str, list[QgsGeometry]]:
    """One feature for each hotspot, a polygon or the lines of its streets: where it was written, and the shapes."""
    number = len(found)
    columns = [
        *_columns(layer, found),
        Column("peak_x", "float", layer.centre_x[found.peak]),
        Column("peak_y", "float", layer.centre_y[found.peak]),
        *_later_columns(layer, found),
    ]
    if layer.is_road:
        shapes, kind = join_lines(layer, found.of_cell, number, run.control), _TYPE.MultiLineString
    else:
        shapes = dissolve(layer, found.of_cell, number, run.control)
        kind = _polygon_kind(shapes)
    sink, destination = run.open_sink("HOTSPOTS", fields_of(columns), kind, layer.crs)
    write_features(run, sink, columns, shapes, run.label("HOTSPOTS"), kind)
    return destination, shapes


def write_peaks(run: Run, layer: CellLayer, found: Hotspots) -> str:
    """The middle of the riskiest cell of each hotspot."""
    columns = [*_columns(layer, found), *_later_columns(layer, found)]
    sink, destination = run.open_sink("POINTS", fields_of(columns), _TYPE.Point, layer.crs)
    points = [point_geometry(layer.centre_x[peak], layer.centre_y[peak]) for peak in found.peak]
    write_features(run, sink, columns, points, run.label("POINTS"))
    return destination


def _columns(layer: CellLayer, found: Hotspots) -> list[Column]:
    number = len(found)
    unknown = [None] * number
    order = list(range(1, number + 1))
    return [
        Column("hotspot_id", "int", order),
        Column("rank", "int", order),
        Column("cells", "int", found.cells),
        Column("area_m2", "float", unknown if layer.is_road else found.size),
        Column("risk_sum", "float", found.risk_sum),
        Column("risk_max", "float", found.risk_max),
        Column("n", *_counts(layer, found)),
        Column("z", "float", unknown if found.z is None else found.z),
        Column("p", "float", unknown if found.p is None else found.p),
    ]


def _counts(layer: CellLayer, found: Hotspots) -> tuple[str, Any]:
    """The kind and the values of the field n: whole numbers, where they are.

    The incidents of a cell are shared among its streets, and a user's n may hold weights.
    """
    if found.count is None:
        return "float" if layer.is_road else "int", [None] * len(found)
    whole = not layer.is_road and bool((found.count == np.rint(found.count)).all())
    return "int" if whole else "float", found.count


def _later_columns(layer: CellLayer, found: Hotspots) -> list[Column]:
    """What was added to the fields of the first version, at their end."""
    unknown = [None] * len(found)
    words = unknown if found.change is None else [CHANGE_WORDS[kind] for kind in found.change]
    return [
        Column("change", "text", words),
        Column("length_m", "float", found.size if layer.is_road else unknown),
        Column("risk_base", "float", unknown if found.risk_base is None else found.risk_base),
        Column("street", "text", streets_of(layer, found)),
    ]


def write_scores(run: Run, layer: CellLayer, scores: GiScores) -> str:
    """Every cell with its Gi* score, hot, cold or neither."""
    number = len(layer.cells)
    # Ids longer than a whole number field are kept as text.
    whole = all(isinstance(value, int) and abs(value) <= _GREATEST_WHOLE for value in layer.identity)
    columns = [
        Column("cell_id", "int" if whole else "text", layer.identity),
        Column("value", "float", layer.cells.risk),
        Column("z", "float", scores.z),
        Column("p", "float", scores.p),
        Column("p_fdr", "float", scores.p_adjusted),
        Column("p_perm", "float", [None] * number if scores.p_permuted is None else scores.p_permuted),
        Column("kind", "text", [_KIND_WORDS[kind] for kind in scores.kind.tolist()]),
    ]
    if layer.rings is not None:
        return write_cells(run, "CELL_SCORES", columns, layer.rings, layer.crs)
    kind = _TYPE.LineString if layer.is_road else _polygon_kind(layer.shapes(np.arange(number)))
    sink, destination = run.open_sink("CELL_SCORES", fields_of(columns), kind, layer.crs)
    pieces = (np.arange(start, min(start + WRITE_AT_ONCE, number)) for start in range(0, number, WRITE_AT_ONCE))
    shapes = (shape for piece in pieces for shape in layer.shapes(piece))
    write_features(run, sink, columns, shapes, run.label("CELL_SCORES"), kind)
    return destination


def _polygon_kind(shapes: list[QgsGeometry]) -> Any:
    return _TYPE.MultiPolygon if any(shape.isMultipart() for shape in shapes) else _TYPE.Polygon


# --- where hotspots are, for layers and for the report


def streets_of(layer: CellLayer, found: Hotspots) -> list[str | None]:
    """The name that makes up the most length of each hotspot's streets; None without one."""
    if layer.street is None:
        return [None] * len(found)
    return [name or None for name in longest_names(found.of_cell, layer.street, layer.cells.size, len(found))]


def peak_degrees(run: Run, layer: CellLayer, found: Hotspots) -> tuple[list[str], list[str]]:
    """Latitude and longitude (WGS 84, about a metre) of each peak."""
    latitude, longitude = lat_lon(run, layer.centre_x[found.peak], layer.centre_y[found.peak], layer.crs)
    return [f"{value:.5f}" for value in latitude], [f"{value:.5f}" for value in longitude]
