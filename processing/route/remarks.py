"""What the log says of a route: what it collects beside the baseline, and which stops are not on it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...algorithms.route.plan import DOES_NOT_FIT, TOO_FAR
from ...algorithms.texts import Text
from ..common.wording import rounded

if TYPE_CHECKING:
    from ...algorithms.route.route import Route
    from ...algorithms.route.stops import Stops
    from ..framework.run import Run

# Letters of the names of stops that are not on the route.
_NAMED_LENGTH = 200


def report_route(run: Run, stops: Stops, route: Route, baseline: Route, weakness: str) -> None:
    """What the log says of a route.

    run: takes what is said.
    stops: what was to be visited.
    route: what came of it.
    baseline: the route it is compared with.
    weakness: why the method may collect less priority than the baseline, a clause.
    """
    run.info(
        "{visits:,} of {stops} visited, priority {priority}: {km:,.1f} km, {minutes:,.0f} minutes of driving.",
        visits=len(route.visits),
        stops=_stops(len(stops)),
        priority=rounded(route.score),
        km=route.km,
        minutes=route.driving_min,
    )
    run.info(
        "In order of priority alone: {stops}, priority {priority}: {km:,.1f} km, {minutes:,.0f} minutes of driving.",
        stops=_stops(len(baseline.visits)),
        priority=rounded(baseline.score),
        km=baseline.km,
        minutes=baseline.driving_min,
    )
    if route.bound is not None and route.score > 0:
        run.info(
            "No route of this shift collects more priority: the bound is met."
            if route.gap_percent < 0.005
            else "No route of this shift can collect more than {bound}; this one lies {gap:.1f} % below that.",
            bound=rounded(route.bound),
            gap=route.gap_percent,
        )
    if baseline.score > route.score * (1 + 1e-9):
        run.warn(
            "In order of priority alone the stops would give more priority ({baseline}) than on this route ({route}): "
            "the shift is too short for all stops, and the method {method} {weakness}.",
            baseline=rounded(baseline.score),
            route=rounded(route.score),
            method=run.word("METHOD"),
            weakness=weakness,
        )
    _report_skipped(run, stops, route)
    if route.stopped:
        run.warn(
            "The time limit of {seconds:g} s ended the planning; the plan so far is kept.",
            seconds=run.number("TIME_LIMIT"),
        )
    if not route.visits:
        run.warn("No stop is visited: lengthen the shift, shorten the dwell time, or start nearer to the stops.")


def _report_skipped(run: Run, stops: Stops, route: Route) -> None:
    # Who is too far from every road has been named with the distance.
    for reason, count in Counter(skip.reason for skip in route.skipped if skip.reason != TOO_FAR).items():
        say = run.info if reason == DOES_NOT_FIT else run.warn
        names = ", ".join(str(stops.name[skip.stop]) for skip in route.skipped if skip.reason == reason)
        say(
            "Not on the route, {stops} ({reason}): {names}.",
            stops=_stops(count),
            reason=reason,
            names=names if len(names) <= _NAMED_LENGTH else names[:_NAMED_LENGTH] + "…",
        )


def _stops(number: int) -> Text:
    return Text("{n:,} stops", one="{n:,} stop", n=number)
