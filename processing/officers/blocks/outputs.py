"""Blocks as layers: who is where from when to when, and why; and the areas they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes

from ....algorithms.officers.blocks.plan import NOBODY
from ....algorithms.officers.record import events_at
from ....algorithms.officers.why import told, why_at
from ....algorithms.route.plan import Clock
from ....algorithms.texts import Text
from ...common.translation import translated
from ...layers.geometries import point_geometry
from ...layers.writing import Column, write_layer
from ..whys import minutes_of_day

if TYPE_CHECKING:
    from ....algorithms.officers.blocks.plan import Area, Block
    from ....algorithms.officers.why import Why
    from ...framework.run import Run
    from ..inputs import Inputs
    from ..outputs import Result
    from .inputs import BlockInputs

# Between the corners of a place, as on a sheet.
_DOT = " · "
# How far around its corners an area is drawn.
_AROUND_M, _ARC = 80.0, 8


def write_blocks(run: Run, inputs: Inputs, result: Result) -> str:
    """One point per block, officer by officer, at its first stop; none where visits are planned."""
    clock, begin = Clock(inputs.shift.start), minutes_of_day(inputs.shift.start)
    blocks = () if result.blocks is None else result.blocks.plan.blocks
    numbers = [] if result.blocks is None else result.blocks.numbers().tolist()
    areas = () if result.blocks is None else result.blocks.plan.areas
    names = _place_names(inputs)
    whys = [_why(inputs, block, begin) for block in blocks]
    columns = [
        Column("officer", "text", [inputs.officers.name[block.officer] for block in blocks]),
        Column("block", "int", numbers),
        Column("from", "datetime", clock.moments([block.start_min for block in blocks])),
        Column("to", "datetime", clock.moments([block.end_min for block in blocks])),
        Column("place", "text", [_joined(names, [stop.place for stop in block.stops]) for block in blocks]),
        Column("why", "text", [_sentence(inputs, block, why) for block, why in zip(blocks, whys)]),
        Column("look_for", "text", [None if why is None else ", ".join(why.look_for) or None for why in whys]),
        Column("expected", "float", [block.expected for block in blocks]),
        Column("hotspot_id", "text", [areas[block.area].letter for block in blocks]),
        Column("stops", "int", [len(block.stops) for block in blocks]),
    ]
    at = inputs.blocks
    shapes = [] if at is None else [_point(at, block.stops[0].place) for block in blocks]
    return write_layer(run, "BLOCKS", columns, shapes, QgsWkbTypes.Type.Point, inputs.crs)


def write_areas(run: Run, inputs: Inputs, result: Result) -> str:
    """One polygon per area, around its corners; none where visits are planned."""
    areas = () if result.blocks is None else result.blocks.plan.areas
    blocks = () if result.blocks is None else result.blocks.plan.blocks
    names, number = _place_names(inputs), np.array([block.area for block in blocks], dtype=np.int64)
    expected = np.bincount(number, weights=[block.expected for block in blocks], minlength=len(areas))
    columns = [
        Column("area", "text", [area.letter for area in areas]),
        Column("officer", "text", [_owner(inputs, area) for area in areas]),
        Column("place", "text", [_joined(names, area.places) for area in areas]),
        Column("blocks", "int", np.bincount(number, minlength=len(areas))),
        Column("times", "text", _times(inputs, blocks, len(areas))),
        Column("expected", "float", expected.astype(np.float64)),
    ]
    at = inputs.blocks
    shapes = [] if at is None else [_around(at, area.places) for area in areas]
    return write_layer(run, "AREAS", columns, shapes, QgsWkbTypes.Type.Polygon, inputs.crs)


def _times(inputs: Inputs, blocks: Sequence[Block], areas: int) -> list[str | None]:
    """From when to when somebody is in each area: "08:35–09:59, 10:30–11:43"; None where nobody is."""
    clock = Clock(inputs.shift.start)
    told: list[list[str]] = [[] for _ in range(areas)]
    for block in sorted(blocks, key=lambda one: one.start_min):
        moments = (clock.moment(minute) for minute in (block.start_min, block.end_min))
        told[block.area].append("–".join(str(moment)[11:16] for moment in moments))
    return [", ".join(times) or None for times in told]


def _place_names(inputs: Inputs) -> np.ndarray:
    """What each place is called, str objects (n,): its corner, else its street, else its node."""
    at = inputs.blocks
    if at is None:
        return np.zeros(0, dtype=object)
    node = np.empty(len(at.x), dtype=object)
    node[at.cell[::-1]] = inputs.nodes.name[: len(at.cell)][::-1]
    corner, street = inputs.streets.corner_at(at.x, at.y), inputs.streets.nearest_to(at.x, at.y)
    return np.where(corner != "", corner, np.where(street != "", street, node))


def _joined(names: np.ndarray, places: Iterable[int]) -> str:
    """The names of places in their order, each once."""
    return _DOT.join(dict.fromkeys(str(names[place]) for place in places))


def _owner(inputs: Inputs, area: Area) -> str | None:
    return None if area.owner == NOBODY else str(inputs.officers.name[area.owner])


def _why(inputs: Inputs, block: Block, begin: float) -> Why | None:
    """What the record says of the places of a block at its hours; None without a record."""
    at, record = inputs.blocks, inputs.record
    if at is None or at.at is None or record is None:
        return None
    events = events_at(at.at, [stop.place for stop in block.stops])
    return why_at(record, events, begin + block.start_min, begin + block.end_min)


def _sentence(inputs: Inputs, block: Block, why: Why | None) -> str:
    if why is None:
        return translated(Text("{n:.2g} incidents expected by the forecast", n=block.expected))
    return translated(told(why, inputs.shift.start))


def _point(at: BlockInputs, place: int) -> QgsGeometry:
    return point_geometry(float(at.x[place]), float(at.y[place]))


def _around(at: BlockInputs, places: Iterable[int]) -> QgsGeometry:
    """The hull of places, with room around them."""
    points = QgsGeometry.fromMultiPointXY([QgsPointXY(float(at.x[place]), float(at.y[place])) for place in places])
    return points.convexHull().buffer(_AROUND_M, _ARC)
