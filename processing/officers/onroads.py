"""Which nodes, calls and officers are near a road, and whether a matrix of all their places fits into memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.officers.reward import COLDSPOT
from ...algorithms.texts import Text
from ..roads.travel import MOST_PLACES, named, none_near
from .nodes import distinct_places

if TYPE_CHECKING:
    from ...algorithms.roads.sources import Tied, TravelSource
    from ..framework.run import Run
    from .calls import CallTable
    from .nodes import NodeTable
    from .officers import OfficerTable

# Two matrices of doubles per distinct speed; more would not fit a small machine beside QGIS.
_MOST_PAIRS = 20_000_000


def ties_of(run: Run, source: TravelSource | None, table: NodeTable | OfficerTable) -> Any:
    """The nearest road of each place of a table; None without roads."""
    if source is None:
        return None
    # A cell of a forecast lies at one place in all its intervals.
    places, place = np.unique(np.column_stack([table.x, table.y]), axis=0, return_inverse=True)
    tied = source.tied(places[:, 0], places[:, 1], run.number("SNAP_MAX"), run.control)
    return tied.where(place.reshape(-1))


def both_ties(ties: Any, others: Any) -> Any:
    """The ties of two tables, one after the other; None without roads."""
    return None if ties is None or others is None else ties.and_also(others)


def calls_on_roads(run: Run, calls: CallTable, source: TravelSource | None) -> tuple[CallTable, Any]:
    """The calls that lie where there are roads; those of the rest of the city are outside the study area."""
    ties = ties_of(run, source, calls)
    if ties is None or not len(calls):
        return calls, ties
    of_which = Text("{label}: of the shift's {n:,} calls", label=run.label("CALLS"), n=len(calls))
    _leave_out(run, of_which, calls.name, ties, ties.far)
    return calls.where(~ties.far), ties.where(~ties.far)


def nodes_on_roads(run: Run, label: str, nodes: NodeTable, source: TravelSource | None) -> tuple[NodeTable, Any]:
    """The nodes without the cells that lie far from every road; an error when no node is near one.

    Nobody placed a cell of a forecast: it may lie in a park or in the sea. A point somebody placed stays, to be found
    among the unvisited.
    """
    ties = ties_of(run, source, nodes)
    if source is None:
        return nodes, None
    cell = np.array([area is not None for area in nodes.area], dtype=bool)
    if ties.far.all():
        polygons = Text("{n:,} polygons", one="{n:,} polygon", n=len(nodes))
        points = Text("{n:,} nodes", one="{n:,} node", n=len(nodes))
        whom = Text("{label}: none of the {places}", label=label, places=polygons if cell.all() else points)
        raise PatrolError(none_near(run, source, whom, named(nodes.name, ties, ties.far)))
    lost = ties.far & cell
    _leave_out(run, Text("{label}: of {n:,} polygons", label=label, n=len(nodes)), nodes.name, ties, lost)
    return nodes.where(~lost), ties.where(~lost)


def officers_on_roads(run: Run, officers: OfficerTable, source: TravelSource | None) -> tuple[OfficerTable, Any]:
    """The officers who start near a road; an error when none does."""
    ties, label = ties_of(run, source, officers), run.label("OFFICERS")
    if source is None:
        return officers, None
    names = [Text("officer {name}", name=name) for name in officers.name]
    if ties.far.all():
        raise PatrolError(none_near(run, source, Text("{label}: none", label=label), named(names, ties, ties.far)))
    _leave_out(run, Text("{label}: of {n:,}", label=label, n=len(ties)), names, ties, ties.far)
    return officers.where(~ties.far), ties.where(~ties.far)


def _leave_out(run: Run, of_which: Text, names: Sequence[object] | np.ndarray, ties: Tied, far: np.ndarray) -> None:
    """Count the places that are far from every road, warn of them, and name the first.

    run: takes what is said.
    of_which: how the warning begins: whose places, and how many there are.
    names: of all places (n,).
    ties: theirs.
    far: bool (n,), those left out.
    """
    count = int(far.sum())
    if count:
        run.warn(
            "{of_which}, {n:,} are farther than {metres:g} m from every road; they are left out. These are {names}.",
            of_which=of_which,
            n=count,
            metres=run.number("SNAP_MAX"),
            names=named(names, ties, far),
        )
        run.counts.skip(count)


def most_places(officers: OfficerTable) -> int:
    """How many places of nodes are planned with travel times between all, those where officers start among them."""
    return min(MOST_PLACES - len(officers.name), _room(officers))


def _room(officers: OfficerTable) -> int:
    """How many places of nodes a matrix of all, those where officers start among them, has room for."""
    speeds = len(np.unique(np.nan_to_num(officers.speed_kmh, nan=-1.0)))
    return int((_MOST_PAIRS / speeds) ** 0.5) - len(officers.name)


def within_limits(
    run: Run, nodes: NodeTable, ties: Any, officers: OfficerTable, source: TravelSource | None
) -> tuple[NodeTable, Any, int]:
    """The nodes and their ties, and how many of them, the first ones, are planned with travel times between all: all of
    them, or where their matrix would not fit into memory those that are no coldspots.

    run: takes what is said.
    nodes: nodes and calls.
    ties: theirs, None without roads.
    officers: who also start at places.
    source: the roads. A server is asked for whole matrices only, so the coldspots are left out.
    """
    most, count = most_places(officers), _count_places(nodes)
    if count <= most:
        return nodes, ties, len(nodes)
    # What must or must not be visited is a planner's to keep.
    is_cold = (nodes.kind == COLDSPOT) & (nodes.must == 0)
    hot = nodes.where(~is_cold)
    hot_count = _count_places(hot)
    from_server = source is not None and source.network is None
    most_hot = most if from_server else _room(officers)
    if not 0 < hot_count <= most_hot:
        raise PatrolError(
            "The nodes and calls lie at {places:,} places ({hot:,} without the coldspots); at most {most:,} can be "
            "planned at once. Let fewer cells be hotspots, use larger cells, or plan one district at a time.",
            places=count,
            hot=hot_count,
            most=most_hot,
        )
    if len(hot) == len(nodes):
        return nodes, ties, len(nodes)
    if from_server:
        run.warn(
            "{places:,} places are more than can be asked of a server at once ({most:,}): the {n:,} coldspots are left "
            "out.",
            places=count,
            most=most,
            n=len(nodes) - len(hot),
        )
        return hot, None if ties is None else ties.where(~is_cold), len(hot)
    run.info(
        "{places:,} places are more than can be planned at once ({most:,}): hotspots and calls, at {hot:,} places, are "
        "planned first, and the {n:,} coldspots fill the time that is left.",
        places=count,
        most=most,
        hot=hot_count,
        n=len(nodes) - len(hot),
    )
    order = np.argsort(is_cold, kind="stable")
    return nodes.where(order), None if ties is None else ties.where(order), len(hot)


def _count_places(nodes: NodeTable) -> int:
    return len(distinct_places(nodes.x, nodes.y)[0]) if len(nodes) else 0
