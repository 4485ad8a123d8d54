"""The report of way-points: how many and why, where, how well they do, and when each is worth a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...algorithms.texts import Text, joined
from ...algorithms.times.timeclasses import shown_time
from ...algorithms.waypoints.accuracy import CELL_M
from ...algorithms.waypoints.turns import turn_title
from ...algorithms.waypoints.waypoints import HOTSPOT, MIDPOINT, PREDICTION
from ..common.translation import translated
from ..common.wording import shown
from ..layers.places import lat_lon
from ..reports.page import Part, write_page
from .charts import MOST_PICTURES, elbow_chart, probability_charts, waypoint_map
from .remarks import how_many, percent

if TYPE_CHECKING:
    from ...algorithms.waypoints.accuracy import Accuracy, Reach
    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Result

DAYS = (Text("Mon"), Text("Tue"), Text("Wed"), Text("Thu"), Text("Fri"), Text("Sat"), Text("Sun"))
_RULES = {PREDICTION: Text("predicted point"), MIDPOINT: Text("midpoint"), HOTSPOT: Text("hotspot")}
# Incidents of a day and hour, below which the most probable cluster is shown faint.
_FEW = 3


def write_waypoint_report(run: Run, path: str, inputs: Inputs, result: Result) -> None:
    """The whole page.

    run: of the algorithm.
    path: where it goes.
    inputs: the incidents.
    result: what was found.
    """
    parts = [
        Part("figures", rows=_figures(inputs, result)),
        *_back_test(inputs, result.accuracy),
        *_points(run, inputs, result),
        *_elbow(inputs, result),
        *_probabilities(result),
        Part("formula", Text("How they are found"), _formula(inputs)),
        *(Part("text", text=text) for text in _remarks(inputs)),
    ]
    write_page(run, path, Text("Patrol way-points: {turn}", turn=turn_title(inputs.turn)), parts)


def _figures(inputs: Inputs, result: Result) -> list[tuple[str, str]]:
    """The headline: the accuracy never without what it is to be compared with."""
    first, last = (str(one.astype("datetime64[D]")) for one in (inputs.time.min(), inputs.time.max()))
    rows: list[tuple[str, str]] = [
        (f"{len(inputs.x):,}", Text("incidents, {first} to {last}", first=first, last=last)),
        (f"{len(result.found)}", Text("way-points")),
    ]
    test = result.accuracy
    if test is not None:
        rows += [
            (percent(test.by_cluster.share), Text("accuracy: incidents held out near their way-point")),
            (percent(test.by_cluster.covered), Text("of the area is as near to a way-point")),
            (percent(test.busiest.share), Text("the accuracy of as many busiest cells")),
        ]
    elif result.covered is not None:
        rows.append((percent(result.covered), Text("of the area lies near a way-point")))
    return rows


# --- the back-test


def _back_test(inputs: Inputs, test: Accuracy | None) -> list[Part]:
    heading = Text("How well they do on incidents they do not know")
    if test is None:
        return [Part("warning", heading, Text("There was no back-test, so nothing is known of their accuracy."))]
    cells = Text("The busiest cells of {side:g} m, their centres", side=CELL_M)
    rows = [
        _row(Text("Way-points, each for its own cluster (eq. 7)"), test.by_cluster),
        _row(Text("Way-points, whichever is nearest"), test.nearest),
        _row(cells, test.busiest),
    ]
    if test.chance is not None:
        rows.append(_row(Text("As many places by chance, on average"), test.chance, with_bounds=False))
    names = (
        Text("Places"), Text("How many"), Text("Incidents reached"), Text("Accuracy"), Text("95 % interval"),
        Text("Area covered"), Text("Accuracy / area"),
    )  # fmt: skip
    caption = Text(
        "{known:,} incidents before {start} made the places; {n:,} from then on were held against them. Reached is "
        "what lies within {epsilon:,g} m.",
        known=test.known,
        start=shown_time(test.start),
        n=test.by_cluster.tested,
        epsilon=inputs.settings.epsilon_m,
    )
    return [
        Part("table", heading, names=names, rows=rows, caption=caption, marked=frozenset((3,))),
        Part("text", text=_how_to_read(inputs)),
    ]


def _row(name: Text, reach: Reach, with_bounds: bool = True) -> tuple[str, ...]:
    low, high = reach.bounds
    return (
        name,
        f"{reach.places}",
        Text("{reached:,.0f} of {tested:,}", reached=reach.reached, tested=reach.tested),
        percent(reach.share),
        f"{low:.1%} – {high:.1%}" if with_bounds else "",
        percent(reach.covered),
        shown(reach.gain, ".2f"),
    )


def _how_to_read(inputs: Inputs) -> Text:
    area = (
        Text("The area is the study area, {km2:,.1f} km².", km2=inputs.ground.area_m2 / 1e6)
        if inputs.has_study_area and inputs.ground is not None
        else Text("The area is the convex hull of the incidents; a study area would be larger, and its share smaller.")
    )
    return joined((
        Text(
            "The accuracy alone says nothing: with a wide reach a few points cover a sector whole. Look at the share "
            "of the area beside it; accuracy / area is about 1 for places by chance. Patrolling the busiest cells is "
            "the plain count that way-points have to beat: in accuracy, and for the area they cover."
        ),
        area,
    ))  # fmt: skip


# --- the points


def _points(run: Run, inputs: Inputs, result: Result) -> list[Part]:
    found = result.found
    latitude, longitude = lat_lon(run, found.point[:, 0], found.point[:, 1], inputs.crs)
    columns: dict[str, list[str]] = {
        Text("Cluster"): [f"{number}" for number in range(1, len(found) + 1)],
        Text("Incidents"): [f"{count:,}" for count in found.clusters.count],
        Text("Way-point at"): [_RULES[str(rule)] for rule in found.rule],
        Text("Hotspot to predicted (m)"): [f"{distance:,.0f}" for distance in found.distance_m],
        Text("R² of x"): [shown(value, ".3f") for value in found.r2[:, 0]],
        Text("R² of y"): [shown(value, ".3f") for value in found.r2[:, 1]],
        Text("Latitude"): [f"{value:.6f}" for value in latitude],
        Text("Longitude"): [f"{value:.6f}" for value in longitude],
    }
    caption = Text(
        "Way-points, numbered by the incidents of their clusters. A line joins the hotspot (diamond) and the predicted "
        "point (cross) of each."
    )
    alt = Text("Map of the incidents by cluster with hotspots, predicted points and way-points.")
    return [
        Part("image", Text("Where they are"), alt, waypoint_map(inputs, result), caption=caption),
        Part("table", names=tuple(columns), rows=list(zip(*columns.values())), words=frozenset((2,))),
        Part("text", text=_trend_remark(result)),
    ]


def _trend_remark(result: Result) -> Text:
    known = result.found.r2[np.isfinite(result.found.r2)]
    highest = float(known.max()) if len(known) else 0.0
    return Text(
        "R² is how much of the spread of x and of y the order of the incidents explains. It is {highest:.3f} at most "
        "here: where it is near 0 there is no trend, and the predicted point is little else than the middle of its "
        "cluster.",
        highest=highest,
    )


def _elbow(inputs: Inputs, result: Result) -> list[Part]:
    elbow, number = result.found.clusters.elbow, len(result.found)
    if len(elbow.inertia) < 2:
        return []
    alt = Text("Curve of the inertia by the number of clusters, 1 to {most}.", most=len(elbow.inertia))
    meaning = Text(
        "Inertia is the sum of the squared distances of incidents to the centre of their cluster; beyond the elbow one "
        "cluster more gains little."
    )
    chart = elbow_chart(elbow, number, not inputs.settings.clusters.number)
    heading = Text("How many clusters")
    return [Part("image", heading, alt, chart, caption=joined((how_many(inputs, result), meaning)))]


# --- the probabilities


def _probabilities(result: Result) -> list[Part]:
    matrix = result.probabilities
    days, hours, clusters = matrix.count.shape
    empty = int((matrix.total == 0).sum())
    caption = joined((
        Text(
            "How an incident of a day and hour is shared among the clusters (Mp, eq. 5), in one scale for all. Grey: "
            "no incident on that day and hour ({empty:,} of {all:,}), where P is 0.",
            empty=empty,
            all=days * hours,
        ),
        Text("The {most} largest clusters are shown.", most=MOST_PICTURES) if clusters > MOST_PICTURES else "",
    ))  # fmt: skip
    alt = Text("Small pictures of the probability by day and hour, one per cluster; the table below sums them up.")
    chart = probability_charts(matrix, tuple(translated(day) for day in DAYS))
    return [
        Part("image", Text("When each is worth a visit"), alt, chart, caption=caption),
        _busiest_times(result),
        _likeliest(result),
    ]


def _busiest_times(result: Result) -> Part:
    """For each cluster the day and the hour with most of its incidents."""
    matrix = result.probabilities
    by_day, by_hour = matrix.count.sum(axis=1), matrix.count.sum(axis=0)
    rows = []
    for cluster, count in enumerate(by_day.sum(axis=0).tolist()):
        day, hour = int(by_day[:, cluster].argmax()), int(by_hour[:, cluster].argmax())
        at_day, at_hour = percent(by_day[day, cluster] / count), percent(by_hour[hour, cluster] / count)
        rows.append((
            f"{cluster + 1}",
            percent(count / int(matrix.count.sum())),
            Text("{day} ({share})", day=DAYS[day], share=at_day),
            Text("{hour:02d}:00 ({share})", hour=int(matrix.hours[hour]), share=at_hour),
        ))  # fmt: skip
    return Part(
        "table",
        names=(Text("Cluster"), Text("Of all incidents"), Text("Busiest day"), Text("Busiest hour")),
        rows=rows,
        caption=Text("Each cluster's share of all incidents, and the day and the hour with most of its own."),
    )


def _likeliest(result: Result) -> Part:
    """The most probable cluster of each hour and day, with its P."""
    matrix = result.probabilities
    best, prob, total = matrix.prob.argmax(axis=2), matrix.prob.max(axis=2), matrix.total
    rows = []
    for place, hour in enumerate(matrix.hours.tolist()):
        cells = [
            "–" if not total[day, place] else f"{best[day, place] + 1} ({prob[day, place]:.2f})"
            + ("*" if total[day, place] < _FEW else "")
            for day in range(len(DAYS))
        ]  # fmt: skip
        rows.append((f"{hour:02d}:00", *cells))
    return Part(
        "table",
        names=(Text("Hour"), *DAYS),
        rows=rows,
        caption=Text(
            "The most probable cluster of each hour and day, and its probability. * made of fewer than {few} "
            "incidents; – none.",
            few=_FEW,
        ),
    )


# --- the method


def _formula(inputs: Inputs) -> Text:
    return Text(
        "H: where the adaptive Gaussian kernel density of the cluster is greatest. L: regression of x and of y on the "
        "chronological order 1 … n, at n + 1. d = |H − L|. Way-point: L where d = 0; (H + L) / 2 where d ≤ {epsilon:g} "
        "m; H where d is greater. P(day, hour, cluster) = incidents of day, hour and cluster / incidents of day and "
        "hour.",
        epsilon=inputs.settings.epsilon_m,
    )


def _remarks(inputs: Inputs) -> list[Text]:
    texts = [
        Text(
            "After the Crime Prediction Smart Patrol Algorithm, phases 1 to 3 (Mathematics 2022, 10, 4368). The "
            "way-points delivered are made from all incidents; those of the back-test from the earlier ones alone, "
            "with the number of clusters chosen anew. The cluster of a held-out incident is the one whose centre is "
            "nearest."
        )
    ]
    if inputs.whole_days:
        texts.append(Text("The times tell days, not hours: each probability is that of the day, at every hour."))
    return texts
