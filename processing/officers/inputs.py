"""What patrol:assignofficers reads: nodes, calls and officers, which of them are near a road, and the shift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.officers.record import Record
from ..roads.sources import read_named_source
from ..roads.streets import NamedStreets
from ..roads.traffic import read_traffic
from ..roads.travel import warn_of_straight_lines
from ..times.times import now
from .blocks.inputs import likeliest_first, read_block_inputs
from .blocks.parameters import BLOCK
from .calls import read_calls, with_cell_weights
from .incidents import read_past_incidents
from .nodes import read_nodes
from .officers import read_officers
from .onroads import (
    both_ties,
    calls_on_roads,
    most_places,
    nodes_on_roads,
    officers_on_roads,
    ties_of,
    within_limits,
)
from .opencalls import calls_of_shift
from .priorityremarks import report_priorities
from .remarks import report_calls_left_free, report_officers, report_replay
from .shift import nodes_in_shift, read_shift
from .unused import report_unused

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...algorithms.roads.sources import Tied, TravelSource
    from ...algorithms.roads.traffic import Traffic
    from ..framework.run import Run
    from .blocks.inputs import BlockInputs
    from .calls import CallTable
    from .nodes import NodeTable
    from .officers import OfficerTable
    from .shift import Shift


@dataclass(frozen=True)
class Inputs:
    """What was read: nodes and calls in one table, officers, when the shift is, and the roads. ``ties``: where the
    nodes, then the officers are tied to them; None without roads. ``replay``: whether there are calls of the past.
    ``planned``: how many of the nodes, the first ones, are planned at once; the others fill the time that is left.
    ``record``: the events of the year before the shift, None without any incidents. ``blocks``: what
    blocks are planned from, None where visits are.
    """

    crs: QgsCoordinateReferenceSystem
    nodes: NodeTable
    officers: OfficerTable
    shift: Shift
    source: TravelSource | None
    streets: NamedStreets
    ties: Tied | None
    traffic: Traffic | None
    replay: bool
    planned: int
    record: Record | None
    blocks: BlockInputs | None


def read_inputs(run: Run) -> Inputs:
    """All of it, with what is to be said of it."""
    report_unused(run)
    source = run.required_source("NODES")
    crs = run.working_crs()
    with run.part(0.0, 0.1):
        officers = read_officers(run, crs)
    with run.part(0.1, 0.4):
        nodes = read_nodes(run, source, crs)
    with run.part(0.4, 0.5):
        calls = read_calls(run, crs)
    shift = read_shift(run, officers, nodes)
    report_officers(run, officers, shift)
    with run.part(0.5, 0.6):
        incidents = read_past_incidents(run, crs, shift.start)
        record = None if incidents is None else Record.before(incidents, shift.start)
    nodes = nodes_in_shift(run, source.label, nodes, shift)
    with run.part(0.6, 1.0):
        travel, names = read_named_source(run, crs)
    officers, officer_ties = officers_on_roads(run, officers, travel)
    patrolled, ties = nodes_on_roads(run, source.label, nodes, travel)
    replay, in_blocks = False, run.word("UNIT") == BLOCK
    if calls is not None:
        calls = _tasks(run, calls, shift, in_blocks)
        calls, call_ties = calls_on_roads(run, calls, travel)
        # What is open when the shift begins is known then.
        past = calls.start[(calls.start > shift.start) & (calls.start <= now())]
        replay = len(past) > 0
        report_replay(run, past)
        report_priorities(run, calls)
        calls = with_cell_weights(calls, nodes, shift.start)
    warn_of_straight_lines(run, travel)
    streets = NamedStreets(None if travel is None else travel.network, names)
    if in_blocks:
        patrolled, blocks = read_block_inputs(run, crs, patrolled, officers, shift, streets.corners, record)
        patrolled, blocks = likeliest_first(run, patrolled, blocks, most_places(officers))
        planned = len(blocks.cell)
        if calls is not None:
            others = patrolled.where(np.arange(planned, len(patrolled)))
            patrolled = patrolled.where(np.arange(planned)).and_also(calls).and_also(others)
            planned += len(calls)
        ties = ties_of(run, travel, patrolled)
    else:
        blocks = None
        if calls is not None:
            patrolled, ties = patrolled.and_also(calls), both_ties(ties, call_ties)
        patrolled, ties, planned = within_limits(run, patrolled, ties, officers, travel)
    return Inputs(
        crs=crs,
        nodes=patrolled,
        officers=officers,
        shift=shift,
        source=travel,
        streets=streets,
        ties=both_ties(ties, officer_ties),
        traffic=read_traffic(run, None if travel is None else travel.network),
        replay=replay,
        planned=planned,
        record=record,
        blocks=blocks,
    )


def _tasks(run: Run, calls: CallTable, shift: Shift, in_blocks: bool) -> CallTable:
    """The calls that are planned for: those of the shift, or in a plan in blocks those that are open when it begins."""
    calls = calls_of_shift(run, calls, shift)
    if not in_blocks:
        return calls
    later = calls.start > shift.start
    report_calls_left_free(run, int(later.sum()))
    return calls.where(~later)
