"""What patrol:assignofficers reads: nodes, calls and officers, which of them are near a road, and the shift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.methods import method_of
from ...algorithms.officers import planners
from ...algorithms.officers.reward import COLDSPOT
from ...algorithms.roads.snapping import tie_places
from ..common.wording import counted
from ..roads.network import read_road_network, read_traffic
from ..roads.travel import MOST_PLACES, named, none_near, warn_of_straight_lines
from .calls import read_calls, with_cell_weights
from .nodes import distinct_places, read_nodes
from .officers import read_officers
from .remarks import report_officers, report_priorities, report_replay
from .shift import calls_in_shift, nodes_in_shift, read_shift

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.roads.network import RoadNetwork
    from ...algorithms.roads.snapping import Ties
    from ...algorithms.roads.traffic import Traffic
    from ..framework.run import Run
    from .calls import CallTable
    from .nodes import NodeTable
    from .officers import OfficerTable
    from .shift import Shift

# Two matrices of doubles per distinct speed; more would not fit a small machine beside QGIS.
_MOST_PAIRS = 20_000_000


@dataclass(frozen=True)
class Inputs:
    """What was read: nodes and calls in one table, officers, when the shift is, and the roads. ``ties``: where the
    nodes, then the officers are tied to them; None without roads. ``replay``: whether there are calls of the past.
    """

    crs: QgsCoordinateReferenceSystem
    nodes: NodeTable
    officers: OfficerTable
    shift: Shift
    network: RoadNetwork | None
    ties: Ties | None
    traffic: Traffic | None
    replay: bool


def read_inputs(run: Run) -> Inputs:
    """All of it, with what is to be said of it."""
    method = method_of(planners.PLANNERS, run.word("METHOD"))
    for name in method.needs:
        if not run.given(name):
            raise PatrolError(f"The method {method.word} needs {run.label(name)}: choose a layer, or another method.")
    source = run.required_source("NODES")
    crs = run.working_crs()
    with run.part(0.0, 0.1):
        officers = read_officers(run, crs)
    with run.part(0.1, 0.4):
        nodes = read_nodes(run, source, crs)
    with run.part(0.4, 0.6):
        calls = read_calls(run, crs)
    shift = read_shift(run, officers, nodes)
    report_officers(run, officers, shift)
    nodes = nodes_in_shift(run, source.label, nodes, shift)
    with run.part(0.6, 1.0):
        network = read_road_network(run, crs)
    officers, officer_ties = _officers_on_roads(run, officers, network)
    patrolled, ties = _nodes_on_roads(run, source.label, nodes, network)
    replay = False
    if calls is not None:
        calls, call_ties = _calls_on_roads(run, calls_in_shift(run, calls, shift), network)
        replay = report_replay(run, calls)
        report_priorities(run, calls)
        patrolled, ties = patrolled.and_also(with_cell_weights(calls, nodes)), _and_also(ties, call_ties)
    patrolled, ties = _within_limits(run, patrolled, ties, officers)
    warn_of_straight_lines(run, network)
    return Inputs(
        crs=crs,
        nodes=patrolled,
        officers=officers,
        shift=shift,
        network=network,
        ties=_and_also(ties, officer_ties),
        traffic=read_traffic(run),
        replay=replay,
    )


def _tied(run: Run, network: RoadNetwork | None, table: NodeTable | OfficerTable) -> Ties | None:
    """The nearest road of each place of a table; None without roads."""
    if network is None:
        return None
    # A cell of a forecast lies at one place in all its intervals.
    places, place = np.unique(np.column_stack([table.x, table.y]), axis=0, return_inverse=True)
    return tie_places(network, places[:, 0], places[:, 1], run.number("SNAP_MAX")).where(place.reshape(-1))


def _where(ties: Ties | None, chosen: np.ndarray) -> Ties | None:
    return None if ties is None else ties.where(chosen)


def _and_also(ties: Ties | None, others: Ties | None) -> Ties | None:
    return None if ties is None or others is None else ties.and_also(others)


def _calls_on_roads(run: Run, calls: CallTable, network: RoadNetwork | None) -> tuple[CallTable, Ties | None]:
    """The calls that lie where there are roads; those of the rest of the city are outside the study area."""
    ties = _tied(run, network, calls)
    if ties is None or not len(calls):
        return calls, ties
    _leave_out(run, f"{run.label('CALLS')}: of the shift's {len(calls):,} calls", calls.name, ties, ties.far)
    return calls.where(~ties.far), ties.where(~ties.far)


def _nodes_on_roads(
    run: Run, label: str, nodes: NodeTable, network: RoadNetwork | None
) -> tuple[NodeTable, Ties | None]:
    """The nodes without the cells that lie far from every road; an error when no node is near one.

    Nobody placed a cell of a forecast: it may lie in a park or in the sea. A point somebody placed stays, to be found
    among the unvisited.
    """
    ties = _tied(run, network, nodes)
    if ties is None:
        return nodes, None
    cell = np.array([area is not None for area in nodes.area], dtype=bool)
    if ties.far.all():
        kind = "polygon" if cell.all() else "node"
        of_all = f"{label}: none of the {counted(len(nodes), kind)}"
        raise PatrolError(none_near(run, of_all, named(nodes.name, ties, ties.far)))
    lost = ties.far & cell
    _leave_out(run, f"{label}: of {len(nodes):,} polygons", nodes.name, ties, lost)
    return nodes.where(~lost), ties.where(~lost)


def _officers_on_roads(
    run: Run, officers: OfficerTable, network: RoadNetwork | None
) -> tuple[OfficerTable, Ties | None]:
    """The officers who start near a road; an error when none does."""
    ties, label = _tied(run, network, officers), run.label("OFFICERS")
    if ties is None:
        return officers, None
    names = [f"officer {name}" for name in officers.name]
    if ties.far.all():
        raise PatrolError(none_near(run, f"{label}: none", named(names, ties, ties.far)))
    _leave_out(run, f"{label}: of {len(ties):,}", names, ties, ties.far)
    return officers.where(~ties.far), ties.where(~ties.far)


def _leave_out(run: Run, of_which: str, names: Sequence[str], ties: Ties, far: np.ndarray) -> None:
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
            f"{of_which}, {count:,} are farther than {run.number('SNAP_MAX'):g} m from every road; they are left out. "
            f"These are {named(names, ties, far)}."
        )
        run.counts.skip(count)


def _within_limits(
    run: Run, nodes: NodeTable, ties: Ties | None, officers: OfficerTable
) -> tuple[NodeTable, Ties | None]:
    """All nodes and their ties, or without the coldspots where a matrix of all places would not fit into memory."""
    speeds = len(np.unique(np.nan_to_num(officers.speed_kmh, nan=-1.0)))
    most = int(min(MOST_PLACES, (_MOST_PAIRS / speeds) ** 0.5)) - len(officers.name)
    count = _count_places(nodes)
    if count <= most:
        return nodes, ties
    is_hot = nodes.kind != COLDSPOT
    hot = nodes.where(is_hot)
    hot_count = _count_places(hot)
    if 0 < hot_count <= most:
        run.warn(
            f"{count:,} places are more than can be planned at once ({most:,}): the "
            f"{len(nodes) - len(hot):,} coldspots are left out."
        )
        return hot, _where(ties, is_hot)
    raise PatrolError(
        f"The nodes and calls lie at {count:,} places ({hot_count:,} without the coldspots); "
        f"at most {most:,} can be planned at once. Select the hotspots, use larger cells, or plan one district at a "
        "time."
    )


def _count_places(nodes: NodeTable) -> int:
    return len(distinct_places(nodes.x, nodes.y)[0]) if len(nodes) else 0
