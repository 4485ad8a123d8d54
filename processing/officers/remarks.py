"""What the log says of a plan: of the officers and the calls it is made for, and of what came of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.officers.assignment import figures_of
from ...algorithms.officers.priorities import FIVE_URGENT, HIGHEST, LOWEST, NO_VALUE, NUMBER, OUTSIDE, UNKNOWN, WORD
from ...algorithms.route.plan import CANNOT_REACH, Clock
from ...algorithms.times.timeclasses import shown_time
from ..common.wording import counted, listed
from ..times.times import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...algorithms.officers.assignment import Assignment, PlanFigures
    from ...algorithms.officers.problem import PatrolProblem
    from ...algorithms.roads.network import RoadNetwork
    from ..framework.run import Run
    from .calls import CallTable
    from .officers import OfficerTable
    from .shift import Shift

_NAMED = 10
# A name and a moment are as long as two names, with two moments as three.
_NAMED_WITH_TIME, _NAMED_WITH_TIMES = 5, 3
# km/h; on foot and in the fastest car.
_SLOWEST, _FASTEST = 1.0, 200.0
# Of what stands in a priority field: kinds, words, and letters of each.
_NAMED_KINDS, _NAMED_WORDS, _NAMED_LENGTH = 5, 8, 16
# More than this share off the scale is no slip of the pen but another scale.
_SLIPS = 0.05
# Among so many calls the most urgent number occurs, if the scale is the one that is meant.
_ENOUGH = 20
# Minutes; calls that wait longer in the middle earn little (Table III), so the team is too small or too far away.
_LONG_WAIT = 30.0


def report_officers(run: Run, table: OfficerTable, shift: Shift) -> None:
    """Check the officers, an error for those who cannot be, and warn of what does not count.

    Raises PatrolError where none is on duty during the shift.
    """
    officers = table.on_clock(Clock(shift.start), shift.minutes)
    label = run.label("OFFICERS")
    absent = ~officers.on_duty(shift.minutes)
    if absent.all():
        raise PatrolError(
            f"{label}: nobody is on duty during the shift ({shift}): {_duties(table)}. Choose another "
            f"{run.label('SHIFT_START')}, or correct shift_on and shift_off."
        )
    if absent.any():
        run.warn(
            f"{counted(int(absent.sum()), 'officer')} {'is' if absent.sum() == 1 else 'are'} not on duty within the "
            f"shift and get{'s' if absent.sum() == 1 else ''} no visit: {listed(table.name[absent], _NAMED)}. Check "
            "shift_on and shift_off."
        )
    _report_breaks(run, table, officers.missed_breaks(), officers.cut_breaks())
    resting = ~absent & (officers.working_min(shift.minutes) <= 0)
    if resting.any():
        run.warn(
            f"{label}: the break lasts for all the duty in the shift, so there is no visit by "
            f"{listed(table.name[resting], _NAMED)}. Check break_on and break_min."
        )
    odd = (table.speed_kmh < _SLOWEST) | (table.speed_kmh > _FASTEST)
    if odd.any():
        shown = [f"{name} ({speed:g})" for name, speed in zip(table.name[odd], table.speed_kmh[odd])]
        run.warn(
            f"{label}: no patrol has such a speed_kmh: {listed(shown, _NAMED_WITH_TIME)}. Give km/h, or NULL for the "
            "speed of the roads."
        )


def _report_breaks(run: Run, table: OfficerTable, missed: np.ndarray, cut: np.ndarray) -> None:
    label = run.label("OFFICERS")
    if missed.any():
        shown = [f"{name} ({shown_time(moment)})" for name, moment in zip(table.name[missed], table.break_on[missed])]
        run.warn(
            f"{label}: {counted(len(shown), 'break')} never fall{'s' if len(shown) == 1 else ''} into the duty and "
            f"{'does' if len(shown) == 1 else 'do'} not count: {listed(shown, _NAMED_WITH_TIME)}. Give break_on with "
            "its date, between shift_on and shift_off."
        )
    if cut.any():
        run.info(f"{label}: only the part within the duty counts of the break of {listed(table.name[cut], _NAMED)}.")
    lonely = np.isnat(table.break_on) & (table.break_min > 0)
    if lonely.any():
        run.warn(
            f"{label}: {counted(int(lonely.sum()), 'officer')} with a length of the break (break_min) but no break_on "
            f"get{'s' if lonely.sum() == 1 else ''} none: {listed(table.name[lonely], _NAMED)}. Say when it begins."
        )


def _duties(table: OfficerTable) -> str:
    """The duty of the first few officers."""
    duties = zip(table.name, table.shift_on, table.shift_off)
    return listed([f"{name} {_or_open(on)} to {_or_open(off)}" for name, on, off in duties], _NAMED_WITH_TIMES)


def _or_open(moment: np.datetime64) -> str:
    return "…" if np.isnat(moment) else shown_time(moment)


def report_speeds(run: Run, officers: OfficerTable, network: RoadNetwork | None) -> None:
    """Say how many officers are slower than the roads allow."""
    if network is None:
        return
    slow = officers.speed_kmh[officers.speed_kmh < network.speed_kmh.max()]
    if len(slow):
        span = f"{slow.min():g}" if slow.min() == slow.max() else f"{slow.min():g} to {slow.max():g}"
        run.info(
            f"{counted(len(slow), 'officer')} of {len(officers.name):,}: nowhere faster than their own speed_kmh "
            f"({span} km/h), even where the roads allow more."
        )


def report_replay(run: Run, calls: CallTable) -> bool:
    """Whether calls (of the shift) have come in already; the plan is then a replay of the record, and the log says so.

    Whoever plans a shift to come does not know its calls.
    """
    past = calls.start[calls.start <= now()]
    if not len(past):
        return False
    first, last = past.min().astype("datetime64[D]"), past.max().astype("datetime64[D]")
    days = str(first) if first == last else f"{first} to {last}"
    run.info(
        f"Replay: the {counted(len(past), 'call')} of {days} {'is' if len(past) == 1 else 'are'} known from the "
        "record. The plan shows what these officers would have done then; to plan a shift to come, leave the calls out."
    )
    return True


def report_priorities(run: Run, calls: CallTable) -> None:
    """Say how the shift's calls got their priorities, and which have the lowest because nothing tells theirs."""
    if not run.given("CALL_PRIORITY_FIELD") or not len(calls):
        return
    _report_numbers(run, calls)
    _report_words(run, calls)
    unknown = calls.stated[calls.found == UNKNOWN]
    missing = int((calls.found == NO_VALUE).sum())
    if not len(unknown) and not missing:
        return
    way_out = f"Recode them, or give a {run.label('PRIORITIES')} (fields word, priority)."
    if len(unknown) == len(calls):
        way_out = "So no call goes before another. " + way_out
    letters = {text.strip().upper() for text in unknown}
    if len(letters) > 1 and letters <= set("ABCDEF"):
        way_out = "Letters are counted both ways, A or E the most urgent. " + way_out
    run.warn(
        f"{_of_calls(run, len(unknown) + missing, calls)} have priority {LOWEST}, because there is no value or the "
        f"type is not in the table of priorities: {_commonest([*unknown, *['no value'] * missing])}. {way_out}"
    )


def _report_numbers(run: Run, calls: CallTable) -> None:
    outside, numbers = calls.stated[calls.found == OUTSIDE], calls.stated[calls.found == NUMBER]
    if not len(outside) and not len(numbers):
        return
    five = run.word("PRIORITY_ORDER") == FIVE_URGENT
    order = run.label("PRIORITY_ORDER")
    turn = (
        f"Many dispatch systems count the other way round, 1 the most urgent: then choose one_urgent as {order}, "
        f"or give a {run.label('PRIORITIES')} (fields word, priority)."
    )
    if len(outside):
        scale = "from 1 (least) to 5 (most urgent)" if five else "from 1 (most urgent) on"
        strange = len(outside) > 1 and len(outside) > _SLIPS * (len(outside) + len(numbers))
        run.warn(
            f"{_of_calls(run, len(outside), calls)} have priority {LOWEST}, because theirs is no whole number {scale}: "
            f"{_commonest(outside, 3)}. {'This is another scale. ' if strange else ''}"
            + (turn if five else f"Give a {run.label('PRIORITIES')} (fields word, priority) if they mean something.")
        )
    elif five and len(numbers) >= _ENOUGH and (calls.priority[calls.found == NUMBER] < HIGHEST).all():
        run.warn(f"{run.label('CALLS')}: none of the {len(numbers):,} numbers is {HIGHEST}, the most urgent. {turn}")
    elif five and (calls.found == WORD).any():
        run.warn(
            f"{_of_calls(run, len(numbers), calls)} have a number alone, read with 5 the most urgent; others a word "
            f"({_commonest(calls.stated[calls.found == WORD], 2)}). {turn}"
        )
    elif five:
        run.info(f"{run.label('CALLS')}: priorities are read with 5 the most urgent. {turn}")
    else:
        run.info(f"{run.label('CALLS')}: priorities are read with 1 the most urgent: 1 has 5, 2 has 4, 5 and more 1.")


def _report_words(run: Run, calls: CallTable) -> None:
    words = calls.found == WORD
    if words.any():
        read = dict(zip(calls.stated[words].tolist(), calls.priority[words].tolist()))
        shown = [f"{_short(text)} {read[text]:g}" for text, _ in Counter(calls.stated[words]).most_common()]
        run.info(
            f"{run.label('CALLS')}: words of urgency are read as priorities, 5 the most urgent: "
            f"{listed(shown, _NAMED_WORDS)}. A {run.label('PRIORITIES')} changes that."
        )


def _of_calls(run: Run, number: int, calls: CallTable) -> str:
    return f"{run.label('CALLS')}: {number:,} of the shift's {counted(len(calls), 'call')}"


def _commonest(texts: Sequence[str], most: int = _NAMED_KINDS) -> str:
    """The commonest texts with their numbers, the first few."""
    kinds = Counter(map(str, texts))
    return listed([f"{_short(kind)} ({count:,})" for kind, count in kinds.most_common(most + 1)], most)


def _short(text: str) -> str:
    return text if len(text) <= _NAMED_LENGTH else text[: _NAMED_LENGTH - 1] + "…"


def _report_calls(run: Run, figures: PlanFigures) -> None:
    if not figures.calls_known:
        return
    answered = f"Calls answered: {figures.calls_answered:,} of {figures.calls_known:,} in the shift"
    if figures.median_wait_min is None:
        run.warn(f"{answered}.")
        return
    run.info(
        f"{answered}; until the officer is there, {figures.median_wait_min:,.0f} minutes (median), "
        f"{figures.longest_wait_min:,.0f} at most."
    )
    if figures.median_wait_min > _LONG_WAIT:
        run.warn(
            f"Half of the answered calls wait longer than {figures.median_wait_min:,.0f} minutes: there are too few "
            "officers for these calls, or they start too far away."
        )


def report_plan(run: Run, problem: PatrolProblem, plan: Assignment, baseline: Assignment, bound: float) -> None:
    """What the log says of a plan.

    run: takes what is said.
    problem: what was planned.
    plan: what came of it.
    baseline: the plan it is compared with.
    bound: the reward that no plan can exceed.
    """
    officers, nodes = problem.officers, problem.nodes
    if len(officers) > len(nodes):
        run.info(f"There are more officers ({len(officers):,}) than nodes ({len(nodes):,}): some stay where they are.")
    islands = plan.reason.count(CANNOT_REACH)
    if islands:
        run.warn(f"{islands:,} nodes cannot be reached by road, or not be left again; they are among the unvisited.")
    run.info(
        f"{plan.visited:,} visits by {plan.officers_used:,} of {len(officers):,} officers, reward {plan.reward:,.1f} "
        f"(at most {bound:,.1f} is possible). The baseline: {baseline.visited:,} visits, reward {baseline.reward:,.1f}."
    )
    _report_calls(run, figures_of(problem, plan))
    if plan.stopped or baseline.stopped:
        run.warn(f"The time limit of {run.number('TIME_LIMIT'):g} s ended the planning; the plan so far is kept.")
    if not plan.visited:
        run.warn("Nobody visits anything: check the officers' duty, the dwell time and how far the nodes are.")
