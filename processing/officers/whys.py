"""Why each stop is made, as a sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.officers.why import told, why_at
from ..common.translation import translated

if TYPE_CHECKING:
    from ...algorithms.route.plan import Visit
    from .inputs import Inputs
    from .outputs import Result

_HOUR_MIN = 60.0


def minutes_of_day(start: np.datetime64) -> float:
    """At which minute of its day a moment is."""
    return float((start - start.astype("datetime64[D]")) / np.timedelta64(1, "s")) / 60.0


def whys_of_visits(inputs: Inputs, result: Result) -> list[str | None]:
    """What the record says of each visit's place, officer by officer: at the hours of its block, else those it lies
    in; None without a record.
    """
    visits = [(officer, number, visit) for officer, route in enumerate(result.plan.routes)
              for number, visit in enumerate(route.visits)]  # fmt: skip
    if inputs.record is None:
        return [None] * len(visits)
    begin = minutes_of_day(inputs.shift.start)
    near: dict[int, np.ndarray] = {}
    sentences: list[str | None] = []
    for officer, number, visit in visits:
        place = int(result.problem.nodes.place[visit.stop])
        if place not in near:
            near[place] = inputs.record.near(inputs.nodes.x[[visit.stop]], inputs.nodes.y[[visit.stop]])
        if result.blocks is None:
            span = _whole_hours(begin, visit)
        else:
            block = result.blocks.plan.blocks[result.blocks.block_of[officer][number]]
            span = (begin + block.start_min, begin + block.end_min)
        sentences.append(translated(told(why_at(inputs.record, near[place], *span), inputs.shift.start)))
    return sentences


def _whole_hours(begin: float, visit: Visit) -> tuple[float, float]:
    """The full hours of the day that a visit lies in, minutes; a record knows hours better than minutes."""
    first, last = (begin + visit.arrive_min) // _HOUR_MIN, -(-(begin + visit.depart_min) // _HOUR_MIN)
    return first * _HOUR_MIN, max(last, first + 1) * _HOUR_MIN
