"""What a planner of blocks gives back: areas, who is where from when to when, and the ordinary assignment of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...errors import PatrolError
from ...route.plan import Leg, Visit
from ...texts import Text
from ..assignment import Assignment, OfficerRoute, finished
from ..problem import AssignmentSettings, PatrolNodes, PatrolProblem, within_reach
from ..reward import CALL, full_reward
from .problem import BlockProblem

NOBODY = -1
NO_BLOCK = -1


@dataclass(frozen=True)
class Area:
    """Some of the places, that one officer goes round. ``places``: their numbers, the hottest first. ``letter``: A, B,
    …, Z, AA. ``owner``: whose it is; NOBODY where nobody may or can be there.
    """

    letter: str
    places: tuple[int, ...]
    owner: int

    def __post_init__(self) -> None:
        if not self.places or len(set(self.places)) != len(self.places):
            raise PatrolError("Area {letter} needs places, each of them once.", letter=self.letter)


@dataclass(frozen=True)
class BlockStop:
    """A stay at place number ``place``, in minutes since the start of the shift."""

    place: int
    arrive_min: float
    depart_min: float


@dataclass(frozen=True)
class Block:
    """A stay of an officer in an area, in minutes since the start of the shift.

    ``area``: its number. ``stops``: one after the other; ``legs``: the drive to each, the first from where the officer
    was before. ``start_min``: of the first stop, ``end_min``: of the last. ``expected``: incidents while or soon after
    a stop is there, those counted that no earlier block has met.
    """

    officer: int
    area: int
    stops: tuple[BlockStop, ...]
    legs: tuple[Leg, ...]
    expected: float

    def __post_init__(self) -> None:
        if not self.stops or len(self.stops) != len(self.legs):
            raise PatrolError("A block needs stops, and a leg to each of them.")

    @property
    def start_min(self) -> float:
        return self.stops[0].arrive_min

    @property
    def end_min(self) -> float:
        return self.stops[-1].depart_min

    @property
    def km(self) -> float:
        return sum(leg.metres for leg in self.legs) / 1000.0


@dataclass(frozen=True)
class BlockPlan:
    """``blocks``: of all officers, by officer, then time. ``expected``: incidents met in place and time. ``worth``:
    that less what kilometres and minutes outside the beat cost. ``unmet``: int64 (u,), places that are a must and have
    no stop; ``reason``: why, Texts (u,). ``stopped``: whether the time limit ended the search.
    """

    areas: tuple[Area, ...]
    blocks: tuple[Block, ...]
    expected: float
    worth: float
    unmet: np.ndarray
    reason: tuple[Text, ...]
    stopped: bool = False

    def __post_init__(self) -> None:
        order = [(block.officer, block.start_min) for block in self.blocks]
        if order != sorted(order):
            raise PatrolError("The blocks of a plan must be sorted by officer and start.")
        areas = len(self.areas)
        if any(not 0 <= block.area < areas for block in self.blocks):
            raise PatrolError("A block lies in an area that the plan has not.")

    def of_officer(self, officer: int) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.officer == officer)

    @property
    def km(self) -> float:
        return sum(block.km for block in self.blocks)

    @property
    def stops(self) -> int:
        return sum(len(block.stops) for block in self.blocks)


def area_letter(number: int) -> str:
    """The letter of the first, second, … area: 0 is A, 25 Z, 26 AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def assignment_of(
    plan: BlockPlan,
    blocks: BlockProblem,
    problem: PatrolProblem,
    settings: AssignmentSettings,
    node_cell: np.ndarray,
    before: Sequence[OfficerRoute] = (),
) -> tuple[Assignment, list[list[int]]]:
    """The ordinary assignment of a plan of blocks, and the number of the block (in ``plan.blocks``) of each visit,
    NO_BLOCK for what comes before.

    Each stop is a visit of the node (cell × interval) it begins in, or of its cell's nearest interval; only the first
    visit of a node earns its reward.

    plan: the blocks.
    blocks: what they were planned for.
    problem: the same officers and travel times, with the nodes at the places of their cells.
    settings: of the shift, ρ among them.
    node_cell: int64 (m,), the cell of each node, as ``blocks.places.cell`` counts them; calls have none of these.
    before: everyone's visits before the first block (k,), none without.

    Raises PatrolError for a stop in a cell without any node.
    """
    routes = [OfficerRoute(list(route.visits), list(route.legs)) for route in before]
    routes = routes or [OfficerRoute() for _ in range(len(problem.officers))]
    block_of = [[NO_BLOCK] * len(route.visits) for route in routes]
    full = full_reward(problem.nodes.kind, problem.nodes.weight, problem.nodes.priority)
    node_of = _NodesByCell(problem.nodes, node_cell)
    earned: set[int] = set()
    for number, block in enumerate(plan.blocks):
        route = routes[block.officer]
        for stop, leg in zip(block.stops, block.legs):
            node = node_of.at(int(blocks.places.cell[stop.place]), stop.arrive_min)
            is_open = problem.nodes.start_min[node] <= stop.arrive_min < problem.nodes.end_min[node]
            first = node not in earned and bool(is_open)
            earned.update([node] if first else [])
            reward, factor = (float(full[node]), 1.0) if first else (0.0, 0.0)
            route.visits.append(Visit(node, stop.arrive_min, stop.depart_min, reward, factor))
            route.legs.append(replace(leg, stop=node))
            block_of[block.officer].append(number)
    found = finished(problem, settings, routes, within_reach(problem), plan.stopped)
    why = {int(blocks.places.cell[place]): reason for place, reason in zip(plan.unmet, plan.reason)}
    cells = node_cell[found.unvisited].tolist()
    found.reason = [why.get(cell, reason) for cell, reason in zip(cells, found.reason)]
    return found, block_of


class _NodesByCell:
    """Which node of a cell a moment falls into."""

    def __init__(self, nodes: PatrolNodes, node_cell: np.ndarray) -> None:
        self.nodes = nodes
        known = np.flatnonzero(nodes.kind != CALL)
        order = known[np.argsort(node_cell[known], kind="stable")]
        self.order, self.cells = order, node_cell[order]

    def at(self, cell: int, minute: float) -> int:
        first, last = np.searchsorted(self.cells, [cell, cell + 1])
        own = self.order[first:last]
        if len(own) == 0:
            raise PatrolError("A block has a stop in cell {cell}, which is no node of the plan.", cell=cell)
        early, late = self.nodes.start_min[own] - minute, minute - self.nodes.end_min[own]
        return int(own[np.argmin(np.where((early <= 0) & (late < 0), -1.0, np.maximum(early, late)))])
