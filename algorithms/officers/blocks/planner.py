"""Plans the blocks of a shift: areas, a greedy start, then the search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...control import Control
from ...route.plan import Deadline, Leg
from .areas import make_areas
from .duty import Duties, Stay
from .plan import NOBODY, Area, Block, BlockPlan, BlockStop
from .problem import BlockProblem, BlockSettings
from .search import Annealing, Roster, greedy_roster
from .unmet import why_unmet


def plan_blocks(problem: BlockProblem, settings: BlockSettings, control: Control | None = None) -> BlockPlan:
    """Everyone's blocks; at the time limit the best so far, marked stopped. A stop raises Cancelled.

    Equal seed, equal plan, as long as the time limit does not end the search.
    """
    control, deadline = control or Control(), Deadline(settings.time_limit_s)
    areas = make_areas(problem, settings)
    duties = Duties(problem, settings, tuple(area.places for area in areas))
    roster = greedy_roster(duties, [area.owner for area in areas], control, deadline)
    search = Annealing(duties, roster, settings.seed)
    stopped = search.run(settings.moves, control, deadline) or deadline.passed()
    return planned(duties, areas, search.best, stopped)


def planned(duties: Duties, areas: tuple[Area, ...], roster: Roster, stopped: bool) -> BlockPlan:
    """The plan that a roster stands for.

    duties: what it was made for.
    areas: with their first owners.
    roster: whose areas and stays.
    stopped: whether the time limit ended the search.
    """
    owner = {area: officer for officer, own in enumerate(roster.areas) for area in own}
    owned = tuple(Area(one.letter, one.places, owner.get(number, NOBODY)) for number, one in enumerate(areas))
    blocks: list[Block] = []
    for officer, stays in enumerate(roster.stays):
        blocks += _blocks(duties, officer, stays)
    visited = {stop.place for block in blocks for stop in block.stops}
    unmet = np.array([place for place in sorted(duties.must) if place not in visited], dtype=np.int64)
    met = len(duties.must) - len(unmet)
    return BlockPlan(
        areas=owned,
        blocks=tuple(blocks),
        expected=sum(block.expected for block in blocks),
        worth=roster.total - met * duties.must_worth,
        unmet=unmet,
        reason=tuple(why_unmet(duties, place) for place in unmet.tolist()),
        stopped=stopped,
    )


def _blocks(duties: Duties, officer: int, stays: Sequence[Stay]) -> list[Block]:
    """An officer's stays as blocks, with the legs to every stop."""
    journeys = duties.journeys[duties.speed[officer]]
    at = duties.home[officer]
    blocks: list[Block] = []
    top: dict[int, float] = {}
    seen: dict[int, int] = {}
    for stay in stays:
        rounds = duties.rounds(officer, stay.area)
        going = rounds.round(stay.way, stay.start)
        stops: list[BlockStop] = []
        legs: list[Leg] = []
        expected = 0.0
        for stop, (member, before, after) in enumerate(duties.stops(going, stay.stops, seen)):
            arrive, place = float(rounds.arrive[stay.way, stay.start, stop]), duties.place[member]
            depart = stops[-1].depart_min if stops else duties.leg(officer, at, place, arrive)[0]
            legs.append(journeys.leg(at, place, member, depart))
            stops.append(BlockStop(member, arrive, going.end_min[stop]))
            known = top.get(member, 0.0)
            expected += max(after - max(before, known), 0.0)
            top[member] = max(after, known)
            at = place
        blocks.append(Block(officer, stay.area, tuple(stops), tuple(legs), expected))
    return blocks
