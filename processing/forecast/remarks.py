"""What the log of Predict crime says of its input and its result."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.times.spans import DAY
from ...algorithms.times.timeclasses import shown_time
from ..common.wording import counted

if TYPE_CHECKING:
    from ...algorithms.forecast.evaluation.backtest import BackTest
    from ...algorithms.forecast.forecast import Forecast
    from ...algorithms.forecast.intervals import Intervals
    from ...algorithms.methods import Method
    from ..framework.run import Run


def tell_unused(run: Run, method: Method, names: Iterable[str]) -> None:
    """Say which of the layers that the model does not learn from were given all the same."""
    why = "does not learn from them" if method.needs else "learns from incidents alone"
    for name in names:
        if run.given(name):
            run.warn(f"{run.label(name)}: not used; the model {method.word} {why}.")


def tell_start(run: Run, start: np.datetime64, whole_days: bool) -> None:
    """The start of a forecast that follows the last incident."""
    first = "day" if whole_days else "full hour"
    run.info(f"The forecast starts at {shown_time(start)}, the first {first} after the last incident.")


def tell_midnight(run: Run, day: np.datetime64) -> None:
    """The start that was moved to midnight, as the dates have no hours."""
    run.warn(
        f"{run.label('FORECAST_START')}: the incidents have dates without a time of day, which can only be counted "
        f"from midnight to midnight. The forecast starts at {shown_time(day)}."
    )


def tell_whole_days(run: Run, interval_hours: float) -> None:
    run.warn(
        f"{run.label('INCIDENTS')}: dates without a time of day. Hours are not told apart; the forecast is for whole "
        f"days, each interval {interval_hours:g} hours from midnight."
    )


def tell_result(run: Run, intervals: Intervals, forecast: Forecast) -> None:
    """What was learned from, where the record ends, and the back-test."""
    run.info(
        f"{forecast.learned:,} incidents learned from; {forecast.too_old:,} before the training days and "
        f"{forecast.later:,} from the start of the forecast on were not looked at."
    )
    if forecast.until != intervals.start:
        _tell_gap(run, intervals.start, forecast.until)
    _tell_back_test(run, forecast.test)


def _tell_gap(run: Run, start: np.datetime64, until: np.datetime64) -> None:
    """Say that the record ends before the forecast starts, and what that means."""
    days = int((start - until) // DAY)
    run.warn(
        f"{run.label('INCIDENTS')}: there are no data for {counted(days, 'day')} before the forecast, from "
        f"{shown_time(until)} to {shown_time(start)}. They do not count as days without crime: "
        "what is learned, the back-test and the weight are as of the record's end. Give newer incidents if there are "
        "any."
    )


def _tell_back_test(run: Run, test: BackTest | None) -> None:
    if test is None:
        run.warn(
            "This forecast could not be back-tested: that takes at least 28 days of incidents before its start "
            "and incidents in the last quarter of them. Do not rely on it without one."
        )
        return
    run.info(
        f"Back-test {test.start} to {test.end}, {test.model.events:,} incidents, {test.coverage_percent:g} % of "
        "the cells:"
    )
    for score in (test.model, test.baseline):
        run.info(
            f"  {score.name}: hit rate {score.hit_rate:.1%} (95 %: {score.low:.1%}–{score.high:.1%}), PAI "
            f"{score.pai:.2f}, AUC {score.auc:.3f}"
        )
    if test.model.hit_rate < test.baseline.hit_rate:
        run.warn("In the back-test the plain count of past incidents hit more often than this model.")
