"""What the log of Predict crime says of its input and its result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.texts import Text
from ...algorithms.times.spans import DAY
from ...algorithms.times.timeclasses import shown_time

if TYPE_CHECKING:
    from ...algorithms.forecast.evaluation.backtest import BackTest
    from ...algorithms.forecast.forecast import Forecast
    from ...algorithms.forecast.intervals import Intervals
    from ...algorithms.methods import Method
    from ..framework.run import Run


def tell_unused(run: Run, methods: Sequence[Method], names: Iterable[str]) -> None:
    """Say which of the layers that none of the models learns from were given all the same."""
    words = [method.word for method in methods]
    for name in names:
        if not run.given(name):
            continue
        if len(words) > 1:
            run.warn("{label}: not used; none of the models learns from them.", label=run.label(name))
        else:
            run.warn(
                "{label}: not used; the model {model} does not learn from them."
                if methods[0].needs
                else "{label}: not used; the model {model} learns from incidents alone.",
                label=run.label(name),
                model=words[0],
            )


def tell_start(run: Run, start: np.datetime64, whole_days: bool) -> None:
    """The start of a forecast that follows the last incident."""
    run.info(
        "The forecast starts at {start}, the first day after the last incident."
        if whole_days
        else "The forecast starts at {start}, the first full hour after the last incident.",
        start=shown_time(start),
    )


def tell_midnight(run: Run, day: np.datetime64) -> None:
    """The start that was moved to midnight, as the dates have no hours."""
    run.warn(
        "{label}: the incidents have dates without a time of day, which can only be counted from midnight to "
        "midnight. The forecast starts at {start}.",
        label=run.label("FORECAST_START"),
        start=shown_time(day),
    )


def tell_whole_days(run: Run, interval_hours: float) -> None:
    run.warn(
        "{label}: dates without a time of day. Hours are not told apart; the forecast is for whole days, each "
        "interval {hours:g} hours from midnight.",
        label=run.label("INCIDENTS"),
        hours=interval_hours,
    )


def tell_result(run: Run, intervals: Intervals, forecast: Forecast) -> None:
    """What was learned from, where the record ends, and the back-test."""
    run.info(
        "{n:,} incidents learned from; {too_old:,} before the training days and {later:,} from the start of the "
        "forecast on were not looked at.",
        n=forecast.learned,
        too_old=forecast.too_old,
        later=forecast.later,
    )
    if forecast.until != intervals.start:
        _tell_gap(run, intervals.start, forecast.until)
    _tell_back_test(run, forecast.test)


def _tell_gap(run: Run, start: np.datetime64, until: np.datetime64) -> None:
    """Say that the record ends before the forecast starts, and what that means."""
    days = int((start - until) // DAY)
    run.warn(
        "{label}: there are no data for {days} before the forecast, from {end} to {start}. They do not count as "
        "days without crime: what is learned, the back-test and the weight are as of the record's end. Give newer "
        "incidents if there are any.",
        label=run.label("INCIDENTS"),
        days=Text("{n:,} days", one="{n:,} day", n=days),
        end=shown_time(until),
        start=shown_time(start),
    )


def _tell_back_test(run: Run, test: BackTest | None) -> None:
    if test is None:
        run.warn(
            "This forecast could not be back-tested: that takes at least 28 days of incidents before its start "
            "and incidents in the last quarter of them. Do not rely on it without one."
        )
        return
    run.info(
        "Back-test {start} to {end}, {n:,} incidents, {coverage_percent:g} % of the cells:",
        start=test.start,
        end=test.end,
        n=test.model.events,
        coverage_percent=test.coverage_percent,
    )
    for score in (test.model, test.baseline):
        run.info(
            "  {name}: hit rate {hit_rate:.1%} (95 %: {low:.1%}–{high:.1%}), PAI {pai:.2f}, AUC {auc:.3f}",
            name=score.name,
            hit_rate=score.hit_rate,
            low=score.low,
            high=score.high,
            pai=score.pai,
            auc=score.auc,
        )
    if test.model.hit_rate < test.baseline.hit_rate:
        run.warn("In the back-test the plain count of past incidents hit more often than this model.")
