"""What the log says of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ....algorithms.officers.blocks.plan import NOBODY
from ....algorithms.texts import Text
from ...common.wording import listed

if TYPE_CHECKING:
    from ....algorithms.officers.assignment import Assignment
    from ...framework.run import Run
    from ..inputs import Inputs
    from .planning import Planned

_NAMED = 10


def report_blocks(run: Run, inputs: Inputs, assignment: Assignment, planned: Planned) -> None:
    """What came of a plan in blocks.

    run: takes what is said.
    inputs: what was planned.
    assignment: the visits.
    planned: the blocks.
    """
    plan = planned.plan
    run.info(
        "{blocks} of {officers:,} officers in {areas}, with {stops:,} stops and {km:,.1f} km. Incidents expected to be "
        "met in place and time: {expected:,.1f}.",
        blocks=Text("{n:,} blocks", one="{n:,} block", n=len(plan.blocks)),
        officers=assignment.officers_used,
        areas=Text("{n:,} areas", one="{n:,} area", n=sum(area.owner != NOBODY for area in plan.areas)),
        stops=plan.stops,
        km=plan.km,
        expected=plan.expected,
    )
    if inputs.record is None:
        run.info(
            "No past incidents are given: places are those of the nodes, and what is expected there is the forecast's."
        )
    _report_idle(run, inputs, planned)
    _report_unmet(run, inputs, planned)
    if plan.stopped:
        run.warn(
            "The time limit of {seconds:g} s ended the planning; the plan so far is kept.",
            seconds=run.number("TIME_LIMIT"),
        )


def _report_idle(run: Run, inputs: Inputs, planned: Planned) -> None:
    """Name the officers on duty without any block."""
    busy = {block.officer for block in planned.plan.blocks}
    idle = [name for officer, name in enumerate(inputs.officers.name) if officer not in busy]
    if idle:
        run.warn(
            "No block for {names}: they are not on duty long enough, nothing of their beat can be reached in time, or "
            "there are more officers than areas.",
            names=listed(idle, _NAMED),
        )


def _report_unmet(run: Run, inputs: Inputs, planned: Planned) -> None:
    """Name the places that are a must and have no stop, and those where nobody may stop."""
    plan, at = planned.plan, inputs.blocks
    if at is None or not len(plan.unmet):
        return
    name = np.empty(len(at.x), dtype=object)
    name[at.cell[::-1]] = inputs.nodes.name[: len(at.cell)][::-1]
    run.warn(
        "{label}: no stop at {places}.",
        label=run.label("MUST"),
        places=listed(
            [Text("{name} ({why})", name=name[place], why=why) for place, why in zip(plan.unmet, plan.reason)], _NAMED
        ),
    )
