"""What the log says of a plan besides what its steps say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.times.timeclasses import shown_time
from ..common.translation import tr
from ..common.wording import counted

if TYPE_CHECKING:
    import numpy as np

    from ..framework.run import Run


def tell_step(run: Run, number: int, count: int, doing: str, title: str) -> None:
    """Where the plan is: in the log, and where QGIS and the dock say what is being done now."""
    run.info(f"Step {number} of {count}: {doing} ({title}).")
    run.feedback.setProgressText(tr("Step {number} of {count}: {doing}…", number=number, count=count, doing=doing))


def tell_shift(run: Run, start: np.datetime64) -> None:
    run.info(f"No start of the shift is given: {shown_time(start)}.")


def tell_coarser(run: Run, size_m: float, cells: float, larger_m: float) -> None:
    run.warn(
        f"Cells of {size_m:g} m would be {cells:,.0f}, too many to plan officers for: they are made {larger_m:g} m "
        "large. Choose larger cells, or a smaller study area."
    )


def tell_rounding(run: Run, shift_hours: float, hours: float, interval_hours: float) -> None:
    if hours > shift_hours:
        run.info(
            f"The forecast is for whole intervals of {interval_hours:g} hours: {hours:g} hours for a shift of "
            f"{shift_hours:g}."
        )


def tell_whole_days(run: Run, start: np.datetime64, hours: float) -> None:
    run.warn(
        f"{run.label('INCIDENTS')}: dates without a time of day. The forecast is for whole days, {hours:g} hours from "
        f"{shown_time(start)}, and does not tell the hours of the shift apart."
    )


def tell_officers(run: Run, count: int, has_start: bool) -> None:
    where = "at the start given" if has_start else "at the peak of the greatest hotspot"
    run.info(f"No officers are given: {counted(count, 'officer')} assumed, on duty all shift, starting {where}.")


def tell_route_start(run: Run, has_officers: bool, has_start: bool) -> None:
    if has_officers and not run.given("START"):
        run.info("The single route starts where the first officer does.")
    elif not has_start:
        run.info("The single route starts at the peak of the greatest hotspot.")
