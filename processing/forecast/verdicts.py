"""Which model to trust, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.forecast.evaluation.verdict import COUNT, Line, best_line
from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time
from ..common.wording import shown

if TYPE_CHECKING:
    from ..framework.run import Run
    from .evaluating import Evaluation, Tested

# Of fewer tested incidents nothing is concluded.
_FEWEST = 30


def tell_verdict(run: Run, tested: Tested, found: Evaluation) -> None:
    """The frame of the comparison, every model at the coverage that is looked at, and the verdict."""
    walk = found.walk
    run.info(frame_of(tested, found))
    for coverage in walk.plan.coverages:
        run.info("{coverage:g} % of the cells:", coverage=coverage)
        for line in (one for one in found.lines if one.coverage == coverage):
            run.info(
                "  {word}: hit rate {hit_rate:.1%} (95 %: {low:.1%}–{high:.1%}), {gain:+.1f} points to the count "
                "({gain_low:+.1f} to {gain_high:+.1f}), PAI {pai}, PEI {pei}, RRI {rri}",
                word=line.word,
                hit_rate=line.hit_rate,
                low=line.low,
                high=line.high,
                gain=100 * line.gain,
                gain_low=100 * line.gain_low,
                gain_high=100 * line.gain_high,
                pai=shown(line.pai, ".2f"),
                pei=shown(line.pei, ".2f"),
                rri=shown(line.rri, ".2f"),
            )
    run.info(verdict_of(found))


def frame_of(tested: Tested, found: Evaluation) -> Text:
    """What was compared, and within which cells."""
    walk = found.walk
    return Text(
        "{steps:,} steps of {hours:g} h from {start}; {events:,} incidents, {outside:,} of them outside the {cells:,} "
        "cells that are ranked (of {all:,} of the grid), which no forecast can hit.",
        steps=len(walk.events),
        hours=walk.plan.hours,
        start=shown_time(walk.plan.start[0]),
        events=int(walk.events.sum()),
        outside=int(walk.outside.sum()),
        cells=len(tested.around.places),
        all=tested.cells_of_grid,
    )


def verdict_of(found: Evaluation) -> Text:
    """One sentence: which model wins here, by how much, and whether it is more than noise."""
    best, events = best_line(found.lines), int(found.walk.events.sum())
    if events < _FEWEST:
        return Text(
            "{n:,} incidents fell into the steps: too few to say which model to trust. Test more or longer steps.",
            one="{n:,} incident fell into the steps: too few to say which model to trust. Test more or longer steps.",
            n=events,
        )
    if best.word == COUNT:
        return Text(
            "At {coverage:g} % of the cells no model hits more than the plain count of past incidents ({rate:.1%}): "
            "trust the count.",
            coverage=best.coverage,
            rate=best.hit_rate,
        )
    return Text(
        "At {coverage:g} % of the cells {word} hits most: {rate:.1%}, {gain:.1f} points more than the plain count; "
        "that is more than noise (95 %: {low:+.1f} to {high:+.1f}). As the best of several on these steps it will do a "
        "little worse in others."
        if _is_sure(best)
        else "At {coverage:g} % of the cells {word} hits most: {rate:.1%}, {gain:.1f} points more than the plain "
        "count; that may be noise (95 %: {low:+.1f} to {high:+.1f}).",
        coverage=best.coverage,
        word=best.word,
        rate=best.hit_rate,
        gain=100 * best.gain,
        low=100 * best.gain_low,
        high=100 * best.gain_high,
    )


def _is_sure(line: Line) -> bool:
    return line.gain_low > 0
