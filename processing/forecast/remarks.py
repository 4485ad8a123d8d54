"""What the log of Predict crime says of its input and its result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.forecast.evaluation.verdict import COUNT
from ...algorithms.forecast.models.registry import AUTO
from ...algorithms.forecast.rhythm import varying_share
from ...algorithms.texts import Text
from ...algorithms.times.spans import DAY
from ...algorithms.times.timeclasses import shown_time
from ..common.wording import shown

if TYPE_CHECKING:
    from ...algorithms.forecast.evaluation.backtest import BackTest
    from ...algorithms.forecast.forecast import Forecast
    from ...algorithms.forecast.intervals import Intervals
    from ...algorithms.methods import Method
    from ..framework.run import Run


# Less of a forecast than this is rounding.
_ALIKE = 1e-6
# From this share of cells on that never had anything it is said.
MANY_EMPTY = 0.5


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
        "interval {hours:g} hours from midnight."
        if interval_hours % 24 == 0
        else "{label}: dates without a time of day. Hours are not told apart: every hour of a day is alike, and an "
        "interval has its {hours:g} hours of it.",
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
    # A record of days ends at midnight: the hours of that day before the start are no gap in it.
    if forecast.until < (intervals.start if forecast.has_hours else intervals.start.astype("datetime64[D]")):
        _tell_gap(run, intervals.start, forecast.until)
    _tell_back_test(run, forecast)
    if forecast.test is not None and forecast.empty_share > MANY_EMPTY:
        run.warn(empty_cells(forecast))
    _tell_hours(run, intervals, forecast)
    _tell_bounds(run, intervals, forecast)


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


def _tell_back_test(run: Run, forecast: Forecast) -> None:
    test = forecast.test
    if test is None:
        run.warn(
            "This forecast could not be back-tested: that takes at least 28 days of incidents before its start "
            "and incidents in the last quarter of them. Do not rely on it without one."
        )
        if run.word("MODEL") == AUTO:
            run.warn("{model} is taken, unproved: without a back-test none can be chosen.", model=forecast.word)
        return
    run.info(
        "Back-test {start} to {end}, week by week from what lay before, {n:,} incidents, {coverage_percent:g} % of the "
        "cells:",
        start=shown_time(test.start),
        end=shown_time(test.end),
        n=test.model.events,
        coverage_percent=test.coverage_percent,
    )
    for score in (test.model, *test.others, test.baseline):
        run.info(
            "  {name}: hit rate {hit_rate:.1%} (95 %: {low:.1%}–{high:.1%}), PAI {pai:.2f}, AUC {auc}",
            name=score.name,
            hit_rate=score.hit_rate,
            low=score.low,
            high=score.high,
            pai=score.pai,
            auc=shown(score.auc, ".3f"),
        )
    if test.untested:
        run.info(not_tested(test))
    if run.word("MODEL") == AUTO:
        run.info(
            "{model} is taken: it hit most of all that were tried. Chosen on these weeks, it will do a little worse in "
            "others.",
            model=forecast.word,
        )
    if test.gain.is_worse:
        run.warn(
            "In the back-test the plain count of past incidents hit more often than this model: {gain}. {way_out}",
            gain=gain_of(test),
            way_out=way_out(test, run.label("MODEL")),
        )
    else:
        run.info("Beside the plain count of past incidents: {gain}.", gain=gain_of(test))


def not_tested(test: BackTest) -> Text:
    """How many incidents no interval of the back-test holds."""
    return Text(
        "{n:,} incidents of these weeks are not tested: they fell into the rest of a week that the intervals do not "
        "fill.",
        one="{n:,} incident of these weeks is not tested: it fell into the rest of a week that the intervals do not "
        "fill.",
        n=test.untested,
    )


def way_out(test: BackTest, label: str) -> Text:
    """Which other model to choose where the plain count hit more; ``label``: of the parameter."""
    if test.word == COUNT:
        return Text("Choose auto as {label}: it takes the model that hits most.", label=label)
    return Text(
        "Choose prior_count as {label}, which counts past incidents by the hours of the week, or auto, which takes the "
        "model that hits most.",
        label=label,
    )


def gain_of(test: BackTest) -> Text:
    """The difference of the model to the plain count in points, and whether it is more than noise."""
    gain = test.gain
    return Text(
        "{share:+.1f} points, more than noise (95 %: {low:+.1f} to {high:+.1f})"
        if gain.is_more_than_noise
        else "{share:+.1f} points, which may be noise (95 %: {low:+.1f} to {high:+.1f})",
        share=100 * gain.share,
        low=100 * gain.low,
        high=100 * gain.high,
    )


def hours_of(intervals: Intervals, forecast: Forecast) -> Text:
    """How much of the forecast varies by the hour, or why nothing does."""
    if not forecast.has_hours:
        return Text("The incidents tell no hours, so every interval of a day is alike.")
    if intervals.number == 1:
        return Text("The forecast is for one interval, so nothing in it varies by the hour.")
    share = varying_share(forecast.expected)
    if share < _ALIKE:
        return Text("Too few incidents tell hours: every interval is alike.")
    return Text(
        "If every cell's incidents were spread evenly over the {n:,} intervals, {share:.0%} of them would have to "
        "move: so much of the forecast varies by the hour.",
        share=share,
        n=intervals.number,
    )


def _tell_hours(run: Run, intervals: Intervals, forecast: Forecast) -> None:
    if intervals.number > 1:
        run.info(hours_of(intervals, forecast))


def _tell_bounds(run: Run, intervals: Intervals, forecast: Forecast) -> None:
    if forecast.sure is None:
        run.info(
            "The record is too short to say how far the expected numbers may be wrong: low, high and sure stay empty."
        )
        return
    run.info(close_calls(intervals, forecast))


def close_calls(intervals: Intervals, forecast: Forecast) -> Text:
    """How many hotspots are sure to be ones; told only where that is known."""
    sure = 0 if forecast.sure is None else int(forecast.sure.sum())
    return Text(
        "{cells:,} cells are hotspots in each of {n:,} intervals; {share:.0%} of these marks would stand even if the "
        "cell's own number were at the lower bound of what is expected there, the others are close calls."
        if intervals.number > 1
        else "{cells:,} cells are hotspots; {share:.0%} of them would be even if their own number were at the lower "
        "bound of what is expected there, the others are close calls.",
        cells=int(forecast.hotspot[:, 0].sum()),
        n=intervals.number,
        share=sure / max(int(forecast.hotspot.sum()), 1),
    )


def empty_cells(forecast: Forecast) -> Text:
    """That most of the grid is empty, which flatters whatever is ranked on it."""
    return Text(
        "{share:.0%} of the cells had no incident before the test, nor had the cells around them: any forecast looks "
        "good beside them. Give the risk grid a study area, or see Evaluate forecasts, which ranks the others alone.",
        share=forecast.empty_share,
    )
