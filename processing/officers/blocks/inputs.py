"""What blocks are planned from besides nodes and officers: where one stands, what is expected there, the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ....algorithms.errors import PatrolError
from ....algorithms.officers.blocks.deterrence import Deterrence, preset
from ....algorithms.officers.blocks.rates import rates_of_nodes, rates_of_pairs
from ....algorithms.officers.blocks.standing import chosen_corners
from ....algorithms.officers.record import NEAR_M, Record
from ....algorithms.officers.reward import COLDSPOT, HOTSPOT
from ....algorithms.route.plan import Clock
from ....algorithms.texts import Text
from ...common.wording import listed
from ...layers.columns import only_numbers
from ...layers.marked import Marked, held_by, held_by_areas, near_to
from ...layers.reading import read_table
from ..nodes import NodeTable, distinct_places
from .beats import Beats
from .parameters import TABLE

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ....algorithms.roads.corners import Corners
    from ...framework.run import Run
    from ..officers import OfficerTable
    from ..shift import Shift

# This near to a point where nobody stops is at it.
_FORBIDDEN_M = 50.0
_DAY_MIN = 1440.0
_NAMED = 10


@dataclass(frozen=True)
class BlockInputs:
    """What blocks are planned from. ``cell``: int64 (m,), which of the n places each node belongs to. Of the places,
    (n,) each: ``x``, ``y``: where one stands, metres; ``rate``: float64 (n, slots), incidents a minute; ``must``,
    ``forbidden``: bool; ``beat``: int64. ``officer_beat``: int64 (k,). ``deterrence``: how stops work on. ``at``: pairs
    of a place and a past event that counts there, int64 (q,) each, None without a record.
    """

    cell: np.ndarray
    x: np.ndarray
    y: np.ndarray
    rate: np.ndarray
    must: np.ndarray
    forbidden: np.ndarray
    beat: np.ndarray
    officer_beat: np.ndarray
    deterrence: Deterrence
    at: tuple[np.ndarray, np.ndarray] | None = None


def read_block_inputs(
    run: Run,
    crs: QgsCoordinateReferenceSystem,
    nodes: NodeTable,
    officers: OfficerTable,
    shift: Shift,
    corners: Corners,
    record: Record | None,
) -> tuple[NodeTable, BlockInputs]:
    """The nodes, moved to where one stands and with the places that are a must, and all else.

    run: whose parameters hold the rules.
    crs: the working one.
    nodes: without calls.
    officers: with their beats.
    shift: when it is.
    corners: of the streets.
    record: of past events, None without.
    """
    must, forbidden, beats = Marked(run, "MUST", crs), Marked(run, "FORBIDDEN", crs), Beats(run, crs)
    nodes, is_must = _with_musts(run, nodes, must)
    first, cell = distinct_places(nodes.x, nodes.y)
    x, y = nodes.x[first].copy(), nodes.y[first].copy()
    at_must = np.zeros(len(first), dtype=bool)
    at_must[cell[is_must]] = True
    # A cell that the field makes a must still has its best corner.
    stays = np.zeros(len(first), dtype=bool)
    stays[cell[is_must & ~(nodes.must > 0)]] = True
    if record is not None:
        chosen = _corners(run, nodes.where(first), stays, corners, record, forbidden)
        moved = chosen >= 0
        x[moved], y[moved] = corners.x[chosen[moved]], corners.y[chosen[moved]]
    if record is None:
        at, rate = None, _rates_of_forecast(nodes, cell, len(x), shift)
    else:
        within = held_by_areas(nodes.area[first], record.x, record.y, run.control)
        at = record.pairs_at(x, y, within=within)
        rate = rates_of_pairs(record, at, len(x), shift.start, shift.minutes)
    closed = forbidden.holds(x, y, _FORBIDDEN_M, run.control)
    closed[cell[nodes.must < 0]] = True
    _require_some(run, closed)
    _tell_closed_musts(run, nodes.name[first[at_must & closed]])
    beat = beats.at(x, y)
    return replace(nodes, x=x[cell], y=y[cell]), BlockInputs(
        cell=cell,
        x=x,
        y=y,
        rate=rate,
        must=at_must & ~closed,
        forbidden=closed,
        beat=beat,
        officer_beat=beats.of_officers(officers, beat, rate.sum(axis=1)),
        deterrence=_deterrence(run),
        at=at,
    )


def likeliest_first(run: Run, nodes: NodeTable, blocks: BlockInputs, most: int) -> tuple[NodeTable, BlockInputs]:
    """The nodes, those of the places that are planned at once first, and what blocks are planned from of these: all of
    them, or the places that are a must and the likeliest ones.

    run: takes what is said.
    nodes: all of them.
    blocks: of all.
    most: how many places can be planned at once.
    """
    count = len(blocks.x)
    if count <= most:
        return nodes, blocks
    rank = np.lexsort((-blocks.rate.sum(axis=1), ~blocks.must))
    kept = np.zeros(count, dtype=bool)
    kept[rank[:most]] = True
    run.info(
        "{places:,} places are more than can be planned at once: blocks are planned in the {most:,} likeliest.",
        places=count,
        most=most,
    )
    order = np.argsort(~kept[blocks.cell], kind="stable")
    cell = blocks.cell[order][: int(kept[blocks.cell].sum())]
    columns = ("x", "y", "rate", "must", "forbidden", "beat")
    some: dict[str, Any] = {name: getattr(blocks, name)[kept] for name in columns}
    number = np.cumsum(kept) - 1
    if blocks.at is not None:
        place, event = blocks.at
        some["at"] = number[place[kept[place]]], event[kept[place]]
    return nodes.where(order), replace(blocks, cell=number[cell], **some)


def _with_musts(run: Run, nodes: NodeTable, must: Marked) -> tuple[NodeTable, np.ndarray]:
    """The nodes with the places that are a must, and which of them are, by the field or these, bool (m,).

    Of a polygon that is the place of a node that lies in it, the likeliest first, else a point in it; of a point the
    point itself.
    """
    is_must = nodes.must > 0
    x, y = must.x.tolist(), must.y.tolist()
    polygon, node = held_by(must.polygons, nodes.x, nodes.y, run.control)
    for number, geometry in enumerate(must.polygons):
        inside = node[polygon == number]
        if len(inside):
            best = inside[np.argmax(nodes.weight[inside] + (nodes.kind[inside] == HOTSPOT))]
            is_must |= (nodes.x == nodes.x[best]) & (nodes.y == nodes.y[best])
        else:
            point = geometry.pointOnSurface().asPoint()
            x.append(point.x())
            y.append(point.y())
    if not x:
        return nodes, is_must
    count = len(x)
    added = NodeTable(
        name=np.array([f"must {number}" for number in range(1, count + 1)], dtype=object),
        x=np.array(x),
        y=np.array(y),
        kind=np.full(count, COLDSPOT),
        weight=np.zeros(count),
        priority=np.ones(count),
        start=np.full(count, "NaT", dtype="datetime64[s]"),
        end=np.full(count, "NaT", dtype="datetime64[s]"),
        area=np.full(count, None),
        expected=np.full(count, np.nan),
        must=np.zeros(count, dtype=np.int64),
    )
    return nodes.and_also(added), np.concatenate([is_must, np.ones(count, dtype=bool)])


def _corners(
    run: Run, cells: NodeTable, stays: np.ndarray, corners: Corners, record: Record, forbidden: Marked
) -> np.ndarray:
    """Of each cell (n,) the number of the corner with the most past events, −1 for its own place.

    run: takes the stop.
    cells: a node of each.
    stays: bool (n,), those whose place is given.
    corners: of the streets.
    record: of past events.
    forbidden: where nobody stops.
    """
    has_area = np.array([area is not None for area in cells.area], dtype=bool)
    with_area, points = np.flatnonzero(has_area & ~stays), np.flatnonzero(~has_area & ~stays)
    polygon, within = held_by([cells.area[at] for at in with_area.tolist()], corners.x, corners.y, run.control)
    point, beside = near_to(cells.x[points], cells.y[points], corners.x, corners.y, NEAR_M)
    cell = np.concatenate([with_area[polygon], points[point]])
    corner = np.concatenate([within, beside])
    count = np.zeros(len(corners), dtype=np.int64)
    asked = np.unique(corner)
    count[asked] = record.count_near(corners.x[asked], corners.y[asked])
    count[forbidden.holds(corners.x, corners.y, _FORBIDDEN_M, run.control)] = 0
    return chosen_corners(cell, corner, count, len(cells))


def _rates_of_forecast(nodes: NodeTable, cell: np.ndarray, cells: int, shift: Shift) -> np.ndarray:
    """Incidents a minute at places (n,) in the slots of the shift.

    nodes: of the forecast.
    cell: int (m,), the place of each.
    cells: how many places there are.
    shift: when it is.
    """
    clock = Clock(shift.start)
    start, end = clock.minutes(nodes.start), clock.minutes(nodes.end)
    start, end = np.where(np.isnan(start), -np.inf, start), np.where(np.isnan(end), np.inf, end)
    length = np.where(np.isfinite(end - start), end - start, _DAY_MIN)
    # A weight is incidents a day in the interval.
    expected = np.where(np.isnan(nodes.expected), nodes.weight, nodes.expected)
    if not expected.any():
        # Nothing tells hotspots apart.
        expected = (nodes.kind == HOTSPOT).astype(np.float64)
    return rates_of_nodes(cell, start, end, expected / length, cells, shift.minutes)


def _require_some(run: Run, closed: np.ndarray) -> None:
    if closed.all():
        raise PatrolError(
            "{label}: they leave no place of {nodes} to stop at. Choose smaller ones.",
            label=run.label("FORBIDDEN"),
            nodes=run.label("NODES"),
        )


def _tell_closed_musts(run: Run, names: np.ndarray) -> None:
    """Warn of the places that are a must and where nobody may stop."""
    if len(names):
        run.warn(
            "{label}: nobody stops at {places}, because {forbidden} or the must field close them. Take them out of one "
            "of the two.",
            label=run.label("MUST"),
            places=listed(names, _NAMED),
            forbidden=run.label("FORBIDDEN"),
        )


def _deterrence(run: Run) -> Deterrence:
    """How stops work on, by a curve or the user's table."""
    word, label = run.word("DETERRENCE"), run.label("DETERRENCE_TABLE")
    if word != TABLE:
        return preset(word)
    source = run.required_source("DETERRENCE_TABLE")
    fields = [source.required_field(name) for name in ("stay", "effect")]
    columns = read_table(run, source, fields)
    meaning = Text("Both are minutes, 0 or more.")
    stay, effect = (only_numbers(source.label, name, columns[name], meaning) for name in fields)
    if not len(stay):
        raise PatrolError("{label}: there is no row. Add rows of stay and effect, in minutes.", label=label)
    for name, values in (("stay", stay), ("effect", effect)):
        wrong = ~(np.isfinite(values) & (values >= 0))
        if wrong.any():
            row = int(np.argmax(wrong))
            raise PatrolError(
                "{label}: the {name} in row {row} is {value}. It must be 0 minutes or more.",
                label=label,
                name=name,
                row=row + 1,
                value=Text("missing") if np.isnan(values[row]) else Text("{value:g}", value=values[row]),
            )
    order = np.argsort(stay, kind="stable")
    again = np.flatnonzero(np.diff(stay[order]) == 0)
    if len(again):
        raise PatrolError(
            "{label}: the stay of {stay:g} minutes stands in rows {first} and {second}. Keep one of them.",
            label=label,
            stay=stay[order[again[0]]],
            first=int(order[again[0]]) + 1,
            second=int(order[again[0] + 1]) + 1,
        )
    return Deterrence(stay[order], effect[order])
