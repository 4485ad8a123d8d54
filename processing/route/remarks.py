"""What the log says of a route: what it collects beside the baseline, and which stops are not on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.route.plan import (
    CLOSED,
    DOES_NOT_FIT,
    FORBIDDEN,
    MUST_DOES_NOT_FIT,
    OUT_OF_TIME,
    TOO_FAR,
    minutes_text,
)
from ...algorithms.texts import Text
from ..common.wording import listed, rounded

if TYPE_CHECKING:
    from ...algorithms.route.entropy import VisitEntropy
    from ...algorithms.route.route import Route
    from ...algorithms.route.stops import StopRules, Stops
    from ...algorithms.route.variants import Variants
    from ..framework.run import Run

# Letters of the names of stops that are not on the route.
_NAMED_LENGTH = 200
# Of stops that nothing can come of, or that are missed, so many are named.
_NAMED = 10


def report_route(run: Run, stops: Stops, route: Route, baseline: Route, weakness: str) -> None:
    """What the log says of a route.

    run: takes what is said.
    stops: what was to be visited.
    route: what came of it.
    baseline: the route it is compared with.
    weakness: why the method may collect less priority than the baseline, a clause.
    """
    run.info(
        "{visits:,} of {stops} visited, priority {priority}: {km:,.1f} km, {minutes} of driving.",
        visits=route.visited,
        stops=_stops(len(stops)),
        priority=rounded(route.score),
        km=route.km,
        minutes=minutes_text(round(route.driving_min)),
    )
    _report_waits(run, stops, route)
    if route.revisits:
        run.info(
            "{n:,} visits more to stops that were visited before.",
            one="{n:,} visit more to a stop that was visited before.",
            n=route.revisits,
        )
    run.info(
        "In order of priority alone, each stop once: {stops}, priority {priority}: {km:,.1f} km, {minutes} of driving.",
        stops=_stops(len(baseline.visits)),
        priority=rounded(baseline.score),
        km=baseline.km,
        minutes=minutes_text(round(baseline.driving_min)),
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
            weakness=Text("was ended by the time limit") if route.stopped else weakness,
        )
    _report_skipped(run, stops, route)
    if route.stopped:
        run.warn(
            "The time limit of {seconds:g} s ended the planning; the plan so far is kept.",
            seconds=run.number("TIME_LIMIT"),
        )
    if not route.visits:
        _report_none(run, route)


def _report_waits(run: Run, stops: Stops, route: Route) -> None:
    """Say how long one waits at stops, and where the most: nobody must be there so early."""
    waits = [visit.wait_min for visit in route.visits]
    if round(sum(waits)) < 1:
        return
    longest = int(np.argmax(waits))
    run.info(
        "{minutes} of waiting, where a stop is not open yet or a break is not over: the longest, {longest}, at stop "
        "{name}. One may set out for it so much later.",
        minutes=minutes_text(round(sum(waits))),
        longest=minutes_text(round(waits[longest])),
        name=stops.name[route.visits[longest].stop],
    )


def _report_none(run: Run, route: Route) -> None:
    """Warn that no stop is visited, with what can be done about it."""
    reasons = Counter(skip.reason for skip in route.skipped)
    if OUT_OF_TIME in reasons:
        run.warn("No stop is visited: the time limit is too short.")
    elif DOES_NOT_FIT in reasons or MUST_DOES_NOT_FIT in reasons:
        run.warn("No stop is visited: lengthen the shift, shorten the dwell time, or start nearer to the stops.")
    else:
        remedies = {
            FORBIDDEN: Text("give stops that may be visited 0 or NULL in the must field"),
            CLOSED: Text("choose a departure at which they are open, or a shorter dwell time"),
        }
        others = Text("check the start and the roads between it and the stops")
        run.warn(
            "No stop is visited, since none can be ({causes}): {remedies}.",
            causes=[Text("{stops}: {reason}", stops=_stops(count), reason=why) for why, count in reasons.items()],
            remedies=list(dict.fromkeys(remedies.get(why, others) for why in reasons)),
        )


def report_names(run: Run, label: str, names: np.ndarray, places: Sequence[str]) -> None:
    """Warn of names by which the outputs do not say which place is meant.

    run: takes what is said.
    label: of the layer of stops.
    names: (n,), of the stops.
    places: what the start and the end are called in the outputs, where they are given.
    """
    shared = [name for name, count in Counter(names.tolist()).items() if count > 1]
    if shared:
        run.warn(
            "{label}: {n:,} names are those of several stops, which cannot be told apart in the outputs: {names}. "
            "Choose a field that tells them apart (STOP_FIELD).",
            one="{label}: a name is that of several stops, which cannot be told apart in the outputs: {names}. "
            "Choose a field that tells them apart (STOP_FIELD).",
            label=label,
            n=len(shared),
            names=listed(shared, _NAMED),
        )
    confused = [place for place in places if place in set(names.tolist())]
    if confused:
        run.warn(
            "{label}: a stop is called {names}, as the place is where the route begins or ends; in from_stop and "
            "to_stop they cannot be told apart.",
            label=label,
            names=listed(confused, _NAMED),
        )


def report_search(run: Run, planned: Route, found: Variants) -> None:
    """Whether the search for variants has found a better plan, and whether it came to its end.

    run: takes what is said.
    planned: by the method.
    found: the variants.
    """
    best = found.routes[0]
    if [visit.stop for visit in planned.visits] != [visit.stop for visit in best.visits]:
        run.warn(
            "While variants were looked for, a better route was found than that of the method {method}: it is the plan "
            "now, with priority {better} instead of {planned}.",
            method=run.word("METHOD"),
            better=rounded(best.score),
            planned=rounded(planned.score),
        )
    if found.stopped:
        run.warn(
            "The time limit of {seconds:g} s ended the search for variants; those found so far are kept.",
            seconds=run.number("TIME_LIMIT"),
        )


def report_variants(run: Run, routes: list[Route], entropy: VisitEntropy) -> None:
    """What there is to draw from, and how hard it is to guess.

    run: takes what is said.
    routes: the plan and its variants.
    entropy: of their visit times.
    """
    run.info(
        "{n:,} routes to draw from by lot, each of priority {least} or more. Their visit times have {share:.0%} of the "
        "entropy that so many routes can have; who has seen one of them guesses the half hour of a visit in "
        "{guessed:.0%} of the cases.",
        one="{n:,} route, so that who has seen it knows it.",
        n=len(routes),
        least=rounded(min(route.score for route in routes)),
        share=entropy.relative,
        guessed=entropy.guessed,
    )


def report_rules(run: Run, label: str, stops: Stops, rules: StopRules) -> None:
    """What stops ask for, in numbers, and of which openings nothing can come.

    run: takes what is said.
    label: of their layer.
    stops, rules: (n,) each.
    """
    opens, closes = rules.open_min, rules.close_min
    told = [
        Text("{n:,} must be visited", n=int((rules.must > 0).sum())),
        Text("{n:,} must not be visited", n=int((rules.must < 0).sum())),
        Text("{n:,} with an opening", n=int((np.isfinite(opens) | np.isfinite(closes)).sum())),
        Text("{n:,} with a dwell time of their own", n=int(np.isfinite(rules.dwell_min).sum())),
    ]
    told = [text for text in told if text.values["n"]]
    run.info("{label}: {told}.", label=label, told=told or Text("the fields chosen ask for nothing"))
    with np.errstate(invalid="ignore"):
        turned, over, late = closes < opens, closes <= 0, opens >= run.number("SHIFT_HOURS") * 60.0
    causes = (
        (turned, Text("the opening ends before it begins")),
        (over & ~turned, Text("closed before the departure")),
        (late & ~turned, Text("open only after the shift")),
    )
    for chosen, cause in causes:
        if chosen.any():
            run.warn(
                "{label}: {stops} cannot be visited ({cause}): {names}.",
                label=label,
                stops=_stops(int(chosen.sum())),
                cause=cause,
                names=listed(stops.name[chosen], _NAMED),
            )


def report_motorways(run: Run, stops: list[tuple[str, str]]) -> None:
    """Warn of stops, each with the name of its street, whose nearest road is a motorway."""
    if stops:
        run.warn(
            "{n:,} stops have a motorway as their nearest road, where nobody can stay: {names}. Move them to a street.",
            one="{n:,} stop has a motorway as its nearest road, where nobody can stay: {names}. Move it to a street.",
            n=len(stops),
            names=listed(
                [Text("{stop} ({street})", stop=stop, street=street) if street else stop for stop, street in stops],
                _NAMED,
            ),
        )


def report_musts(run: Run, stops: Stops, rules: StopRules | None, route: Route) -> None:
    """Warn of stops that must be visited and are not."""
    if rules is None:
        return
    missed = [skip for skip in route.skipped if rules.must[skip.stop] > 0]
    if missed:
        named = [Text("{name} ({reason})", name=stops.name[skip.stop], reason=skip.reason) for skip in missed]
        run.warn(
            "{stops} that must be visited cannot be: {names}.",
            stops=_stops(len(missed)),
            names=listed(named, _NAMED),
        )


def _report_skipped(run: Run, stops: Stops, route: Route) -> None:
    # Who is too far from every road has been named with the distance.
    for reason, count in Counter(skip.reason for skip in route.skipped if skip.reason != TOO_FAR).items():
        # What nobody wanted, or what there is no time for, is no fault of the data.
        say = run.info if reason in (DOES_NOT_FIT, FORBIDDEN) else run.warn
        names = ", ".join(str(stops.name[skip.stop]) for skip in route.skipped if skip.reason == reason)
        say(
            "Not on the route, {stops} ({reason}): {names}.",
            stops=_stops(count),
            reason=reason,
            names=names if len(names) <= _NAMED_LENGTH else names[:_NAMED_LENGTH] + "…",
        )


def _stops(number: int) -> Text:
    return Text("{n:,} stops", one="{n:,} stop", n=number)
