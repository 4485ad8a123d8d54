"""Plans the blocks: the core's problem and settings from what was read, and the plan as an ordinary assignment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ....algorithms.officers.blocks.opencalls import answer_calls
from ....algorithms.officers.blocks.plan import NO_BLOCK, BlockPlan, assignment_of
from ....algorithms.officers.blocks.planner import plan_blocks
from ....algorithms.officers.blocks.problem import BlockProblem, BlockSettings, Places
from ....algorithms.officers.blocks.rates import SLOT_MIN

if TYPE_CHECKING:
    from ....algorithms.officers.assignment import Assignment
    from ....algorithms.officers.problem import AssignmentSettings, PatrolProblem
    from ...framework.run import Run
    from .inputs import BlockInputs


@dataclass(frozen=True)
class Planned:
    """The blocks, and for each visit of each officer the number of its block in the plan, NO_BLOCK for a call."""

    plan: BlockPlan
    block_of: list[list[int]]

    def numbers(self) -> np.ndarray:
        """Which of its officer's blocks each block is, from 1, int64 (b,)."""
        officer = np.array([block.officer for block in self.plan.blocks], dtype=np.int64)
        # They are sorted by officer.
        return np.arange(len(officer)) - np.searchsorted(officer, officer) + 1

    def numbers_of_visits(self) -> list[int | None]:
        """The same for each visit, officer by officer; None for a call."""
        numbers = self.numbers()
        blocks = (block for visits in self.block_of for block in visits)
        return [None if block == NO_BLOCK else int(numbers[block]) for block in blocks]


def plan_in_blocks(
    run: Run, inputs: BlockInputs, problem: PatrolProblem, settings: AssignmentSettings
) -> tuple[Assignment, Planned]:
    """Everyone's blocks, and their stops as visits of the nodes.

    run: whose parameters hold the rules; takes progress and the stop.
    inputs: what is expected where.
    problem: of the same nodes and officers.
    settings: of the shift.
    """
    answered = answer_calls(problem, settings)
    blocks = BlockProblem(
        places=Places(
            x=inputs.x,
            y=inputs.y,
            place=_places(inputs.cell, problem, len(inputs.x)),
            cell=np.arange(len(inputs.x)),
            rate=inputs.rate,
            slot_min=SLOT_MIN,
            must=inputs.must,
            forbidden=inputs.forbidden,
            beat=inputs.beat,
        ),
        officers=answered.officers,
        home=answered.home,
        travel=problem.travel,
        speed_class=problem.speed_class,
        beat=inputs.officer_beat,
        traffic=problem.traffic,
    )
    plan = plan_blocks(blocks, _settings(run, inputs, settings), run.control)
    # Calls, which come after the other nodes, are in no cell.
    node_cell = np.append(inputs.cell, np.full(len(problem.nodes) - len(inputs.cell), -1))
    assignment, block_of = assignment_of(plan, blocks, problem, settings, node_cell, answered.routes)
    return assignment, Planned(plan, block_of)


def _places(cell: np.ndarray, problem: PatrolProblem, cells: int) -> np.ndarray:
    """Where each cell is among the travel times, int64 (cells,); all its nodes are at one place."""
    places = np.zeros(cells, dtype=np.int64)
    places[cell] = problem.nodes.place[: len(cell)]
    return places


def _settings(run: Run, inputs: BlockInputs, settings: AssignmentSettings) -> BlockSettings:
    return BlockSettings(
        shift_start=settings.shift_start,
        shift_hours=settings.shift_hours,
        dwell_min=settings.dwell_min,
        block_min=run.number("BLOCK_MIN"),
        block_max=run.number("BLOCK_MAX"),
        free_share=run.number("FREE_SHARE") / 100.0,
        pause_min=run.number("PAUSE"),
        most_rows=run.integer("MAX_ROWS"),
        deterrence=inputs.deterrence,
        beat_rule=run.word("BEAT_RULE"),
        seed=settings.seed,
        time_limit_s=settings.time_limit_s,
    )
