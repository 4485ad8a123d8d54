"""How urgent calls are, from whatever their priority field holds and the user's table of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.errors import PatrolError
from ...algorithms.incidents.kinds import comparable
from ...algorithms.officers.priorities import (
    GIVEN,
    HIGHEST,
    LOWEST,
    NO_VALUE,
    CallPriorities,
    call_priorities,
)
from ...algorithms.texts import Text
from ..layers.columns import numbers_of, texts_of
from ..layers.reading import read_table

if TYPE_CHECKING:
    from ..framework.run import Run
    from ..layers.reading import Points


def read_priorities(run: Run, points: Points, field: str | None) -> tuple[np.ndarray, CallPriorities]:
    """What stands in the priority field, strings (n,), and the priorities that follow from it."""
    given = _read_table_of_priorities(run)
    if field is None:
        if given:
            run.warn(
                "No {field} is chosen, so the {table} is not used: all calls have priority {lowest}.",
                field=run.label("CALL_PRIORITY_FIELD"),
                table=run.label("PRIORITIES"),
                lowest=LOWEST,
            )
        count = len(points)
        return np.full(count, "", dtype=object), CallPriorities(np.ones(count), np.full(count, NO_VALUE))
    values, stated = points.values[field], points.texts(field)
    are_numbers = not any(isinstance(value, str) for value in values)
    found = call_priorities(stated, are_numbers, run.word("PRIORITY_ORDER"), given)
    if given and not (found.found == GIVEN).any():
        run.warn(
            "{table}: none of its {n:,} words occurs in the field {field} of the calls.",
            table=run.label("PRIORITIES"),
            n=len(given),
            field=field,
        )
    return stated, found


def _read_table_of_priorities(run: Run) -> dict[str, int]:
    """The user's table of words and priorities; empty without one."""
    source = run.source("PRIORITIES")
    if source is None:
        return {}
    word, priority = source.own_name("word"), source.own_name("priority")
    if word is None or priority is None:
        raise PatrolError(
            "{label}: the table needs the fields word and priority ({lowest}–{highest}, {highest} the most "
            "urgent); it has {fields}.",
            label=source.label,
            lowest=LOWEST,
            highest=HIGHEST,
            fields=source.fields.names() or Text("none"),
        )
    columns = read_table(run, source, [word, priority])
    given = _priorities_by_word(run, source.label, texts_of(columns[word]), numbers_of(columns[priority]))
    if not given:
        raise PatrolError(
            "{label}: no row holds a word and its priority. Add rows, or leave the table out.", label=source.label
        )
    return given


def _priorities_by_word(run: Run, label: str, words: np.ndarray, numbers: np.ndarray) -> dict[str, int]:
    """What the rows (n,) of the table say, which must not contradict each other."""
    given: dict[str, int] = {}
    unusable = 0
    for row, (text, number) in enumerate(zip(words, numbers.tolist()), start=1):
        if not comparable(text) or np.isnan(number):
            unusable += 1
            continue
        if number not in range(LOWEST, HIGHEST + 1):
            raise PatrolError(
                "{label}: row {row} gives {text!r} the priority {number:g}; it must be a whole number from "
                "{lowest} (least) to {highest} (most urgent).",
                label=label,
                row=row,
                text=text,
                number=number,
                lowest=LOWEST,
                highest=HIGHEST,
            )
        if given.setdefault(comparable(text), int(number)) != number:
            raise PatrolError(
                "{label}: row {row} gives {text!r} a second priority. Keep one row for each word.",
                label=label,
                row=row,
                text=text,
            )
    if unusable:
        run.warn(
            "{label}: {n:,} rows without a word or a priority left out.",
            one="{label}: {n:,} row without a word or a priority left out.",
            label=label,
            n=unusable,
        )
    return given
