"""What the log says of how the calls got their priorities."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...algorithms.officers.priorities import FIVE_URGENT, HIGHEST, LOWEST, NO_VALUE, NUMBER, OUTSIDE, UNKNOWN, WORD
from ...algorithms.texts import Text, joined
from ..common.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

    from ..framework.run import Run
    from .calls import CallTable

# Of what stands in a priority field: kinds, words, and letters of each.
_NAMED_KINDS, _NAMED_WORDS, _NAMED_LENGTH = 5, 8, 16
# More than this share off the scale is no slip of the pen but another scale.
_SLIPS = 0.05
# Among so many calls the most urgent number occurs, if the scale is the one that is meant.
_ENOUGH = 20


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
    letters = {text.strip().upper() for text in unknown}
    of_letters = len(letters) > 1 and letters <= set("ABCDEF")
    way_out = (
        Text("Letters are counted both ways, A or E the most urgent.") if of_letters else "",
        Text("So no call goes before another.") if len(unknown) == len(calls) else "",
        Text("Recode them, or give a {table} (fields word, priority).", table=run.label("PRIORITIES")),
    )
    run.warn(
        "{calls} have priority {lowest}, because there is no value or the type is not in the table of priorities: "
        "{values}. {way_out}",
        calls=_of_calls(run, len(unknown) + missing, calls),
        lowest=LOWEST,
        values=_commonest([*unknown, *[Text("no value")] * missing]),
        way_out=joined(way_out),
    )


def _report_numbers(run: Run, calls: CallTable) -> None:
    outside, numbers = calls.stated[calls.found == OUTSIDE], calls.stated[calls.found == NUMBER]
    label, words = run.label("CALLS"), calls.stated[calls.found == WORD]
    if len(outside):
        _report_outside(run, calls, outside, len(numbers))
    elif not len(numbers):
        return
    elif run.word("PRIORITY_ORDER") != FIVE_URGENT:
        run.info("{label}: priorities are read with 1 the most urgent: 1 has 5, 2 has 4, 5 and more 1.", label=label)
    elif len(numbers) >= _ENOUGH and (calls.priority[calls.found == NUMBER] < HIGHEST).all():
        run.warn(
            "{label}: none of the {n:,} numbers is {highest}, the most urgent. {turn}",
            label=label,
            n=len(numbers),
            highest=HIGHEST,
            turn=_turn(run),
        )
    elif len(words):
        run.warn(
            "{calls} have a number alone, read with 5 the most urgent; others a word ({words}). {turn}",
            calls=_of_calls(run, len(numbers), calls),
            words=_commonest(words, 2),
            turn=_turn(run),
        )
    else:
        run.info("{label}: priorities are read with 5 the most urgent. {turn}", label=label, turn=_turn(run))


def _report_outside(run: Run, calls: CallTable, outside: np.ndarray, known: int) -> None:
    """Warn of what is no number of the scale (k,), while so many others are."""
    five = run.word("PRIORITY_ORDER") == FIVE_URGENT
    strange = len(outside) > 1 and len(outside) > _SLIPS * (len(outside) + known)
    table = run.label("PRIORITIES")
    mend = Text("Give a {table} (fields word, priority) if they mean something.", table=table)
    run.warn(
        "{calls} have priority {lowest}, because theirs is no whole number {scale}: {values}. {way_out}",
        calls=_of_calls(run, len(outside), calls),
        lowest=LOWEST,
        scale=Text("from 1 (least) to 5 (most urgent)" if five else "from 1 (most urgent) on"),
        values=_commonest(outside, 3),
        way_out=joined((Text("This is another scale.") if strange else "", _turn(run) if five else mend)),
    )


def _turn(run: Run) -> Text:
    return Text(
        "Many dispatch systems count the other way round, 1 the most urgent: then choose one_urgent as {order}, or "
        "give a {table} (fields word, priority).",
        order=run.label("PRIORITY_ORDER"),
        table=run.label("PRIORITIES"),
    )


def _report_words(run: Run, calls: CallTable) -> None:
    words = calls.found == WORD
    if words.any():
        read = dict(zip(calls.stated[words].tolist(), calls.priority[words].tolist()))
        shown = [f"{_short(text)} {read[text]:g}" for text, _ in Counter(calls.stated[words]).most_common()]
        run.info(
            "{label}: words of urgency are read as priorities, 5 the most urgent: {words}. A {table} changes that.",
            label=run.label("CALLS"),
            words=listed(shown, _NAMED_WORDS),
            table=run.label("PRIORITIES"),
        )


def _of_calls(run: Run, number: int, calls: CallTable) -> Text:
    return Text(
        "{label}: {number:,} of the shift's {calls}",
        label=run.label("CALLS"),
        number=number,
        calls=Text("{n:,} calls", one="{n:,} call", n=len(calls)),
    )


def _commonest(texts: Iterable[str], most: int = _NAMED_KINDS) -> Text:
    """The commonest texts with their numbers, the first few."""
    kinds = Counter(texts).most_common(most + 1)
    return listed([Text("{kind} ({number:,})", kind=_short(kind), number=number) for kind, number in kinds], most)


def _short(text: str) -> str:
    return text if len(text) <= _NAMED_LENGTH else text[: _NAMED_LENGTH - 1] + "…"
