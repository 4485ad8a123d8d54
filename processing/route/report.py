"""The page of a route: the map, the timetable, the legs, and all methods on the same travel times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.methods import method_of
from ...algorithms.route import planners
from ...algorithms.route.comparison import Compared, mean_probability
from ...algorithms.route.plan import Clock
from ...algorithms.route.planners import COMPARED_S
from ...algorithms.route.route import gap_percent
from ...algorithms.texts import Text, joined
from ...algorithms.times.timeclasses import shown_time
from ..common.wording import rounded, shown
from ..reports.page import Part, write_page
from ..roads.lines import chosen_vehicle
from ..roads.travel import DETOUR
from .problem import place_name
from .routemap import route_map
from .timetable import BREAK, STOP, clock_time, timetable

if TYPE_CHECKING:
    from ...algorithms.route.route import Route
    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Result
    from .timetable import Row

# More rows than these no one reads; the layer has them all.
_MOST_ROWS = 100
# More columns than these do not fit the page.
_MOST_COLUMNS = 12


def write_route_report(run: Run, path: str, inputs: Inputs, result: Result) -> None:
    """Headline, map, timetable, legs, comparison, what is not on the route, what the times rest on."""
    rows = timetable(result.task, result.route, result.plan.streets)
    parts = [Part("figures", rows=_figures(result, rows)), Part("text", text=_when(run, inputs))]
    if result.route.visits or result.route.legs:
        chart = route_map(run, inputs, result)
        caption = Text("Stops by their numbers in the timetable; arrows show the direction. North is up.")
        parts.append(Part("image", Text("The route"), Text("Map of the route"), chart, caption=caption))
    parts += [_timetable(result, rows), _legs(result), *_variants(result), *_comparison(result), *_left_out(result)]
    parts += [Part("text", heading, text) for heading, text in _grounds(run, inputs)]
    write_page(run, path, Text("Patrol route {start}", start=shown_time(inputs.departure)), parts, above=2)


def _figures(result: Result, rows: list[Row]) -> list[tuple[str, str]]:
    route, stops = result.route, result.task.problem.stops
    figures: list[tuple[str, str]] = [
        (f"{route.visited:,}", Text("of {n:,} stops visited", one="of {n:,} stop visited", n=len(stops))),
        (rounded(route.score), Text("priority, of {all}", all=rounded(float(stops.priority.sum())))),
        (f"{route.km:,.1f} km", Text("along the roads")),
        (f"{route.driving_min:,.0f} min", Text("of driving")),
    ]
    if route.visits or route.legs:
        last = rows[-1]
        figures.append((_clock(last.arrive if np.isnat(last.depart) else last.depart), Text("the route is over")))
    return figures


def _when(run: Run, inputs: Inputs) -> Text:
    method = method_of(planners.PLANNERS, run.word("METHOD"))
    end = inputs.departure + np.timedelta64(round(run.number("SHIFT_HOURS") * 3600), "s")
    return Text(
        "Planned by the method {method} ({title}: {help}). The shift is from {start} to {end}.",
        method=method.word,
        title=Text(method.title),
        help=Text(method.help),
        start=shown_time(inputs.departure),
        end=shown_time(end),
    )


def _timetable(result: Result, rows: list[Row]) -> Part:
    has_waits = any(row.wait_min >= 1 for row in rows)
    names = [Text("No."), Text("Stop"), Text("Street"), Text("Arrive")]
    names += [Text("Wait (min)"), Text("Begin")] if has_waits else []
    names += [Text("Leave"), Text("Priority"), Text("km"), Text("Drive (min)")]
    cells = []
    for row in rows[:_MOST_ROWS]:
        stop = row.kind == STOP
        cells.append(
            (
                str(row.seq) if stop else "",
                row.name,
                row.street,
                _clock(row.arrive),
                *_wait(row, has_waits),
                _clock(row.depart),
                rounded(float(result.task.problem.stops.priority[row.place])) if stop else "",
                "" if row.kind == BREAK else f"{row.km:,.1f}",
                "" if row.kind == BREAK else f"{row.minutes:,.0f}",
            )
        )
    faint = frozenset(at for at, row in enumerate(rows[:_MOST_ROWS]) if row.kind != STOP)
    return Part(
        "table", Text("Timetable"), names=tuple(names), rows=cells, caption=_cut(len(rows)), marked=faint,
        words=frozenset((1, 2)),
    )  # fmt: skip


def _wait(row: Row, has_waits: bool) -> tuple[str, ...]:
    """How long one waits and when the stay begins, where anybody waits."""
    if not has_waits:
        return ()
    return (f"{row.wait_min:,.0f}", _clock(row.begin)) if row.wait_min >= 1 else ("", "")


def _legs(result: Result) -> Part:
    task, clock = result.task, Clock(result.task.settings.departure)
    known = task.problem.probabilities
    rows = []
    for number, (leg, streets) in enumerate(zip(result.route.legs[:_MOST_ROWS], result.plan.streets), start=1):
        moments = clock.moments([leg.depart_min, leg.arrive_min])
        rows.append(
            (
                f"{number}",
                place_name(task, leg.start),
                place_name(task, leg.end),
                streets or "–",
                *((shown(task.prob_of(leg), ".2f"),) if known else ()),
                f"{leg.metres / 1000:,.1f}",
                f"{leg.minutes:,.0f}",
                _clock(moments[0]),
                _clock(moments[1]),
            )
        )
    names = [Text("Leg"), Text("From"), Text("To"), Text("Along")]
    names += [Text("Probability")] if known else []
    names += [Text("km"), Text("min"), Text("Leave"), Text("Arrive")]
    about = Text("Probability: of an incident at the stop in the hour of departure.") if known else ""
    return Part("table", Text("Legs"), names=tuple(names), rows=rows, caption=about, words=frozenset((1, 2, 3)))


def _variants(result: Result) -> list[Part]:
    """The routes to draw from, when each of them is at each stop, and how hard that is to guess."""
    if len(result.driven) == 1:
        return []
    stops, clock = result.task.problem.stops, Clock(result.task.settings.departure)
    routes = [driven.route for driven in result.driven]
    rows = [
        (
            f"{number}",
            f"{route.visited:,}",
            rounded(route.score),
            f"{route.km:,.1f}",
            f"{route.driving_min:,.0f}",
            ", ".join(str(stops.name[visit.stop]) for visit in route.visits),
        )
        for number, route in enumerate(routes, start=1)
    ]
    names = (
        Text("Variant"), Text("Stops"), Text("Priority"), Text("km"), Text("Driving (min)"), Text("Order of the stops"),
    )  # fmt: skip
    text = Text(
        "Draw one of them by lot for each shift. Their visit times have {share:.0%} of the entropy that {n:,} routes "
        "can have (0 %: every stop in the same half hour on all of them). Who has seen one of them and guesses "
        "the half hour of the next visit is right in {guessed:.0%} of the cases.",
        share=result.entropy.relative,
        n=len(routes),
        guessed=result.entropy.guessed,
    )
    seen = [{visit.stop: visit.arrive_min for visit in reversed(route.visits)} for route in routes]
    visited = sorted(set().union(*seen), key=lambda stop: -stops.priority[stop])[:_MOST_ROWS]
    times = [
        (
            str(stops.name[stop]),
            *(_clock(clock.moment(arrive[stop])) if stop in arrive else "–" for arrive in seen[:_MOST_COLUMNS]),
            shown(float(result.entropy.bits[stop]), ".1f"),
        )
        for stop in visited
    ]
    heads = [Text("Stop"), *(f"{number}" for number in range(1, len(seen) + 1))][: _MOST_COLUMNS + 1]
    caption = Text("When each variant is there first; bits: the entropy of the half hours of the visits.")
    return [
        Part("table", Text("Variants"), names=names, rows=rows, words=frozenset((5,))),
        Part("text", text=text),
        Part("table", Text("Arrivals by variant"), names=(*heads, Text("Bits")), rows=times, caption=caption),
    ]


def _comparison(result: Result) -> list[Part]:
    """Every method, then the order of the layer and the baseline, on the same travel times."""
    task = result.task
    this, others = result.compared[0], result.compared[1:]
    rows = [_compared_row(result, one, this) for one in result.compared]
    names = [Text("Method"), Text("Stops"), Text("Priority"), Text("Gap (%)"), Text("km"), Text("Driving (min)")]
    names += [Text("Mean probability")] if task.problem.probabilities else []
    names += [Text("Over at"), Text("Seconds")]
    notes = [
        Text(
            "All on the same travel times, each other method for {seconds:g} seconds at most. Gap: how far the "
            "priority lies below {bound}, which no route can exceed.",
            seconds=min(COMPARED_S, task.settings.time_limit_s or COMPARED_S),
            bound=rounded(result.bound),
        )
    ]
    notes += [
        Text("{title}: {why}.", title=Text(one.method.title), why=one.why_not)
        for one in others
        if one.why_not is not None
    ]
    if result.route.revisits or len(result.driven) > 1:
        notes.append(Text("Here without the revisits and variants of the plan, each stop once."))
    faint = frozenset(at for at, one in enumerate(result.compared) if one.route is None)
    parts = [Part("table", Text("All methods"), names=tuple(names), rows=rows, marked=faint)]
    better = [one for one in others if one.route and one.route.score > result.route.score * (1 + 1e-9)]
    if better:
        best = max(better, key=lambda one: one.route.score if one.route else 0.0)
        text = Text("{title} collects more priority than this plan.", title=Text(best.method.title))
        parts.append(Part("warning", text=text))
    return [*parts, *(Part("text", text=note) for note in notes)]


def _compared_row(result: Result, one: Compared, this: Compared) -> tuple[str, ...]:
    name = Text(one.method.title)
    if one is this:
        name = Text("{title} (this plan)", title=name)
    route = one.route
    if route is None:
        return (name, *("–",) * (7 + bool(result.task.problem.probabilities)))
    mean = mean_probability(result.task.problem, result.task.settings, route)
    return (
        name,
        f"{route.visited:,}",
        rounded(route.score),
        _gap(result, route),
        f"{route.km:,.1f}",
        f"{route.driving_min:,.0f}",
        *((shown(mean, ".2f"),) if result.task.problem.probabilities else ()),
        _clock(Clock(result.task.settings.departure).moment(route.over_min)),
        f"{one.seconds:,.2f}",
    )


def _gap(result: Result, route: Route) -> str:
    return f"{gap_percent(route.score, result.bound):,.1f}" if result.bound > 0 else "–"


def _left_out(result: Result) -> list[Part]:
    skipped, stops = result.route.skipped, result.task.problem.stops
    if not skipped:
        return []
    order = sorted(skipped, key=lambda skip: -stops.priority[skip.stop])
    rows = [
        (str(stops.name[skip.stop]), rounded(float(stops.priority[skip.stop])), skip.reason)
        for skip in order[:_MOST_ROWS]
    ]
    names = (Text("Stop"), Text("Priority"), Text("Why"))
    caption = _cut(len(order))
    return [Part("table", Text("Not on the route"), names=names, rows=rows, caption=caption, words=frozenset((0, 2)))]


def _grounds(run: Run, inputs: Inputs) -> list[tuple[str, Text]]:
    """What the times rest on."""
    if inputs.source is not None and inputs.source.server:
        base = Text("Travel times and ways are those of the routing server at {host}.", host=inputs.source.server)
    elif inputs.network is None:
        base = Text(
            "No roads were given: distances are straight lines times {detour:g}, driven at {kmh:g} km/h.",
            detour=DETOUR,
            kmh=run.number("DEFAULT_SPEED"),
        )
    else:
        base = joined((chosen_vehicle(run).ways, _junctions(run), Text("Turn restrictions are not known.")))
    traffic = (
        Text("No traffic table was given: every hour is as quick as free roads.")
        if inputs.traffic is None
        else Text("The traffic table makes travel times longer or shorter by the hour.")
    )
    return [(Text("What the times rest on"), base), ("", traffic)]


def _junctions(run: Run) -> Text:
    """What junctions cost."""
    delay_s = run.number("JUNCTION_DELAY")
    if delay_s == 0 or not chosen_vehicle(run).gives_way:
        return Text("Junctions cost no time: whoever is held up by lights and crossings needs longer.")
    return Text("At a junction who gives way loses {seconds:g} seconds, others less.", seconds=delay_s)


def _cut(rows: int) -> str:
    if rows <= _MOST_ROWS:
        return ""
    return Text("The first {most_rows} of {n:,} rows; the layer has all.", most_rows=_MOST_ROWS, n=rows)


def _clock(moment: np.datetime64) -> str:
    """08:12, a dash for no moment."""
    return clock_time(moment) or "–"
