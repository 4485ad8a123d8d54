"""How urgent calls are, from whatever their priority field holds, and what the log says of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.officers.priorities import (
    FIVE_URGENT,
    GIVEN,
    HIGHEST,
    LOWEST,
    NO_VALUE,
    NUMBER,
    OUTSIDE,
    UNKNOWN,
    WORD,
    CallPriorities,
    call_priorities,
    comparable,
)
from ..common.wording import counted, listed
from ..layers.columns import numbers_of, texts_of
from ..layers.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..framework.run import Run
    from ..layers.reading import Points
    from .calls import CallTable

_NAMED, _NAMED_WORDS = 5, 8
_NAMED_LENGTH = 16
# More than this share off the scale is no slip of the pen but another scale.
_SLIPS = 0.05
# Among so many calls the most urgent number occurs, if the scale is the one that is meant.
_ENOUGH = 20


def read_priorities(run: Run, points: Points, field: str | None) -> tuple[np.ndarray, CallPriorities]:
    """What stands in the priority field, strings (n,), and the priorities that follow from it."""
    given = _read_table_of_priorities(run)
    if field is None:
        if given:
            run.warn(
                f"No {run.label('CALL_PRIORITY_FIELD')} is chosen, so the {run.label('PRIORITIES')} is not used: all "
                f"calls have priority {LOWEST}."
            )
        count = len(points)
        return np.full(count, "", dtype=object), CallPriorities(np.ones(count), np.full(count, NO_VALUE))
    values, stated = points.values[field], points.texts(field)
    are_numbers = not any(isinstance(value, str) for value in values)
    found = call_priorities(stated, are_numbers, run.word("PRIORITY_ORDER"), given)
    if given and not (found.found == GIVEN).any():
        run.warn(
            f"{run.label('PRIORITIES')}: none of its {len(given):,} words occurs in the field {field} of the calls."
        )
    return stated, found


def _read_table_of_priorities(run: Run) -> dict[str, int]:
    """The user's table of words and priorities; empty without one."""
    source = run.source("PRIORITIES")
    if source is None:
        return {}
    word, priority = source.own_name("word"), source.own_name("priority")
    if word is None or priority is None:
        have = ", ".join(source.fields.names())
        raise PatrolError(
            f"{source.label}: the table needs the fields word and priority ({LOWEST}–{HIGHEST}, {HIGHEST} the most "
            f"urgent); it has {have or 'none'}."
        )
    columns = read_table(run, source, [word, priority])
    words, numbers = texts_of(columns[word]), numbers_of(columns[priority])
    given: dict[str, int] = {}
    unusable = 0
    for row, (text, number) in enumerate(zip(words, numbers.tolist()), start=1):
        if not comparable(text) or np.isnan(number):
            unusable += 1
            continue
        if number not in range(LOWEST, HIGHEST + 1):
            raise PatrolError(
                f"{source.label}: row {row} gives {text!r} the priority {number:g}; it must be a whole number from "
                f"{LOWEST} (least) to {HIGHEST} (most urgent)."
            )
        if given.setdefault(comparable(text), int(number)) != number:
            raise PatrolError(
                f"{source.label}: row {row} gives {text!r} a second priority. Keep one row for each word."
            )
    if unusable:
        run.warn(f"{source.label}: {counted(unusable, 'row')} without a word or a priority left out.")
    if not given:
        raise PatrolError(f"{source.label}: no row holds a word and its priority. Add rows, or leave the table out.")
    return given


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


def _commonest(texts: Sequence[str], most: int = _NAMED) -> str:
    """The commonest texts with their numbers, the first few."""
    kinds = Counter(map(str, texts))
    return listed([f"{_short(kind)} ({count:,})" for kind, count in kinds.most_common(most + 1)], most)


def _short(text: str) -> str:
    return text if len(text) <= _NAMED_LENGTH else text[: _NAMED_LENGTH - 1] + "…"
