"""What the log says of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ....algorithms.officers.blocks.plan import NOBODY
from ....algorithms.route.plan import Clock
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
        "{blocks} of {officers} in {areas}, with {stops:,} stops and {km:,.1f} km. Incidents expected to be "
        "met in place and time: {expected:,.1f}.",
        blocks=Text("{n:,} blocks", one="{n:,} block", n=len(plan.blocks)),
        officers=Text("{n:,} officers", one="{n:,} officer", n=assignment.officers_used),
        areas=Text("{n:,} areas", one="{n:,} area", n=sum(area.owner != NOBODY for area in plan.areas)),
        stops=plan.stops,
        km=plan.km,
        expected=plan.expected,
    )
    if inputs.record is None:
        run.info(
            "No past incidents are used: places are those of the nodes, and what is expected there is the forecast's."
            if run.given("INCIDENTS")
            else "No past incidents are given: places are those of the nodes, and what is expected there is the "
            "forecast's."
        )
    _report_idle(run, inputs, planned)
    _report_unmet(run, inputs, planned)
    if plan.stopped:
        run.warn(
            "The time limit of {seconds:g} s ended the planning; the plan so far is kept.",
            seconds=run.number("TIME_LIMIT"),
        )


def _report_idle(run: Run, inputs: Inputs, planned: Planned) -> None:
    """Name the officers with time to work and without any block."""
    minutes = inputs.shift.minutes
    working = inputs.officers.on_clock(Clock(inputs.shift.start), minutes).working_min(minutes)
    busy = {block.officer for block in planned.plan.blocks}
    idle = [name for officer, name in enumerate(inputs.officers.name) if officer not in busy and working[officer] > 0]
    if not idle:
        return
    names = listed(idle, _NAMED)
    if not planned.plan.areas:
        run.warn(
            "No block for {names}: no incident is expected at a place of {nodes} that can be reached. {remedy}",
            names=names,
            nodes=run.label("NODES"),
            remedy=_where_to_look(run, inputs),
        )
        return
    run.warn(
        "No block for {names}: nothing of their beat can be reached in time, there are more officers than areas, or no "
        "stay of {least:g} to {most:g} minutes in stops of {dwell:g} fits into their duty with {share:g} % of the time "
        "kept free.",
        names=names,
        least=run.number("BLOCK_MIN"),
        most=run.number("BLOCK_MAX"),
        dwell=run.number("DWELL"),
        share=run.number("FREE_SHARE"),
    )


def _where_to_look(run: Run, inputs: Inputs) -> Text:
    if inputs.record is None:
        return Text("Check the roads, and where the officers start.")
    return Text(
        "Check whether {incidents} are of this area and the roads lead there; without {incidents}, what the nodes tell "
        "is expected.",
        incidents=run.label("INCIDENTS"),
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
