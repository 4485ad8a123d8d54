"""What the log says of a route: what it collects beside the baseline, and which stops are not on it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...algorithms.route.plan import DOES_NOT_FIT, TOO_FAR
from ..common.wording import counted, rounded

if TYPE_CHECKING:
    from ...algorithms.route.route import Route
    from ...algorithms.route.stops import Stops
    from ..framework.run import Run


def report_route(run: Run, stops: Stops, route: Route, baseline: Route, weakness: str) -> None:
    """What the log says of a route.

    run: takes what is said.
    stops: what was to be visited.
    route: what came of it.
    baseline: the route it is compared with.
    weakness: why the method may collect less priority than the baseline, a clause.
    """
    run.info(
        f"{len(route.visits):,} of {counted(len(stops), 'stop')} visited, priority {rounded(route.score)}: "
        f"{route.km:,.1f} km, {route.driving_min:,.0f} minutes of driving."
    )
    run.info(
        f"In order of priority alone: {counted(len(baseline.visits), 'stop')}, priority {rounded(baseline.score)}: "
        f"{baseline.km:,.1f} km, {baseline.driving_min:,.0f} minutes of driving."
    )
    if baseline.score > route.score * (1 + 1e-9):
        run.warn(
            f"In order of priority alone the stops would give more priority ({rounded(baseline.score)}) than on this "
            f"route ({rounded(route.score)}): the shift is too short for all stops, and the method "
            f"{run.word('METHOD')} {weakness}."
        )
    # Who is too far from every road has been named with the distance.
    for reason, count in Counter(skip.reason for skip in route.skipped if skip.reason != TOO_FAR).items():
        say = run.info if reason == DOES_NOT_FIT else run.warn
        named = ", ".join(str(stops.name[skip.stop]) for skip in route.skipped if skip.reason == reason)
        say(f"Not on the route, {counted(count, 'stop')} ({reason}): {named[:200]}{'…' if len(named) > 200 else ''}.")
    if route.stopped:
        run.warn(f"The time limit of {run.number('TIME_LIMIT'):g} s ended the planning; the plan so far is kept.")
    if not route.visits:
        run.warn("No stop is visited: lengthen the shift, shorten the dwell time, or start nearer to the stops.")
