"""What the log says of a plan besides what its steps say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time
from ..common.translation import tr

if TYPE_CHECKING:
    import numpy as np

    from ..framework.run import Run


def tell_step(run: Run, number: int, count: int, doing: Text) -> None:
    """Where the plan is: QGIS shows it above the bar of progress and in the log, the dock in its own line."""
    run.feedback.setProgressText(tr("Step {number} of {count}: {doing}…", number=number, count=count, doing=doing))


def tell_shift(run: Run, start: np.datetime64) -> None:
    run.info("No start of the shift is given: {start}.", start=shown_time(start))


def tell_trimmed(run: Run, share: float) -> None:
    run.warn(
        "{label}: it is the box of the incidents without the outermost {share:.0%} at each side, so that cells stay "
        "small. Give a study area to decide it.",
        label=run.label("STUDY_AREA"),
        share=share,
    )


def tell_coarser(run: Run, size_m: float, cells: float, larger_m: float) -> None:
    run.warn(
        "Cells of {size_m:g} m would be {cells:,.0f}, too many to plan officers for: they are made "
        "{larger_m:g} m large. Choose larger cells, or a smaller study area.",
        size_m=size_m,
        cells=cells,
        larger_m=larger_m,
    )


def tell_rounding(run: Run, shift_hours: float, hours: float, interval_hours: float) -> None:
    if hours > shift_hours:
        run.info(
            "The forecast is for whole intervals of {interval_hours:g} hours: {hours:g} hours for a shift of "
            "{shift_hours:g}.",
            interval_hours=interval_hours,
            hours=hours,
            shift_hours=shift_hours,
        )


def tell_no_hours(run: Run, interval_hours: float) -> None:
    run.warn(
        "{label}: dates without a time of day, which do not tell the hours of a shift apart. It is forecast as one "
        "interval of {hours:g} hours."
        if interval_hours == run.number("SHIFT_HOURS")
        else "{label}: dates without a time of day, which do not tell the hours of a shift apart. All its intervals of "
        "{hours:g} hours are alike.",
        label=run.label("INCIDENTS"),
        hours=interval_hours,
    )


def tell_officers(run: Run, count: int, has_start: bool) -> None:
    where = Text("at the start given") if has_start else Text("at the peak of the greatest hotspot")
    run.info(
        "No officers are given: {n:,} officers assumed, on duty all shift, starting {where}.",
        one="No officers are given: {n:,} officer assumed, on duty all shift, starting {where}.",
        n=count,
        where=where,
    )


def tell_route_start(run: Run, has_officers: bool, has_start: bool) -> None:
    if has_officers and not run.given("START"):
        run.info("The single route starts where the first officer does.")
    elif not has_start:
        run.info("The single route starts at the peak of the greatest hotspot.")
