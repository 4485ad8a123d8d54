"""What the log says of way-points: how many there are and why, and what their accuracy is worth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...algorithms.texts import Text
from ...algorithms.times.timeclasses import shown_time
from ...algorithms.waypoints.waypoints import HOTSPOT, MIDPOINT, PREDICTION

if TYPE_CHECKING:
    from ...algorithms.waypoints.accuracy import Accuracy, Reach
    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Result

# Of the area: what covers as much reaches whatever happens.
_NEARLY_ALL = 0.8
# With fewer incidents held out, one more or less moves the accuracy by as much as several percent.
_FEW_TESTED = 30
# Incidents to a cluster, below which its hotspot, trend and probabilities rest on next to nothing.
_FEW = 5


def tell_result(run: Run, inputs: Inputs, result: Result) -> None:
    """How k was chosen, which rules the way-points follow, and the back-test."""
    run.info(how_many(inputs, result))
    _tell_clusters(run, inputs, result)
    rules = Counter(str(rule) for rule in result.found.rule)
    run.info(
        "Way-points: {prediction} at the predicted point, {midpoint} at the midpoint, {hotspot} at the hotspot.",
        prediction=rules[PREDICTION],
        midpoint=rules[MIDPOINT],
        hotspot=rules[HOTSPOT],
    )
    if result.accuracy is None:
        _tell_no_test(run, inputs)
    else:
        _tell_test(run, inputs, result.accuracy)


def how_many(inputs: Inputs, result: Result) -> Text:
    """The number of clusters and how it was chosen, a sentence."""
    found, asked = result.found.clusters, inputs.settings.clusters
    clusters = Text("{n} clusters", one="{n} cluster", n=len(found))
    if asked.number:
        return Text("{clusters}, as asked for.", clusters=clusters)
    if found.elbow.is_clear:
        return Text(
            "{clusters}, chosen by the elbow: of 1 to {most} the number whose inertia lies farthest from the chord.",
            clusters=clusters,
            most=len(found.elbow.inertia),
        )
    return Text(
        "{clusters}: the inertia of 1 to {most} clusters falls along a straight line, which has no elbow.",
        clusters=clusters,
        most=len(found.elbow.inertia),
    )


def _tell_clusters(run: Run, inputs: Inputs, result: Result) -> None:
    found, asked = result.found.clusters, inputs.settings.clusters
    if asked.number > len(found):
        run.warn(
            "{label}: the incidents lie at {n} different places, so there can be no more clusters than that; "
            "{asked} were asked for.",
            one="{label}: the incidents lie at {n} place, so there can be no more clusters than that; {asked} were "
            "asked for.",
            label=run.label("CLUSTERS"),
            n=found.places,
            asked=asked.number,
        )
    few = int((found.count < _FEW).sum())
    if few:
        run.warn(
            "{n} clusters have fewer than {least} incidents: their hotspot, trend and probabilities say little.",
            one="{n} cluster has fewer than {least} incidents: its hotspot, trend and probabilities say little.",
            n=few,
            least=_FEW,
        )
    if found.sampled < len(found.of):
        run.info("The centres of the clusters were found by a sample of {sampled:,} incidents.", sampled=found.sampled)


def _tell_no_test(run: Run, inputs: Inputs) -> None:
    if not run.number("TEST_SHARE"):
        run.info("There was no back-test ({label} is 0), so there is no accuracy.", label=run.label("TEST_SHARE"))
        return
    run.warn(
        "The {n:,} incidents cannot be parted by their times into earlier and later ones, so there is no back-test and "
        "no accuracy.",
        one="A single incident cannot be parted into an earlier and a later part, so there is no back-test and no "
        "accuracy.",
        n=len(inputs.x),
    )


def _tell_test(run: Run, inputs: Inputs, test: Accuracy) -> None:
    reach = test.by_cluster
    run.info(
        "Back-test on the {n:,} incidents from {start} on, by way-points of the {known:,} before: {share} within "
        "{epsilon:,g} m of their cluster's way-point, which cover {covered} of the area.",
        one="Back-test on the {n:,} incident from {start} on, by way-points of the {known:,} before: {share} within "
        "{epsilon:,g} m of its cluster's way-point, which cover {covered} of the area.",
        n=reach.tested,
        start=shown_time(test.start),
        known=test.known,
        share=percent(reach.share),
        epsilon=inputs.settings.epsilon_m,
        covered=percent(reach.covered),
    )
    run.info(
        "The {places} busiest cells of 250 m: {share}, covering {covered}. As many places by chance: {chance}.",
        places=test.busiest.places,
        share=percent(test.busiest.share),
        covered=percent(test.busiest.covered),
        chance=Text("not known") if test.chance is None else percent(test.chance.share),
    )
    for warning in warnings_of(inputs, test):
        run.warn(warning)


def warnings_of(inputs: Inputs, test: Accuracy) -> list[Text]:
    """What an analyst must know before believing the accuracy."""
    reach, found = test.by_cluster, []
    if reach.covered >= _NEARLY_ALL:
        found.append(
            Text(
                "The way-points cover {covered} of the area: whatever happens lies near one, and the accuracy of "
                "{share} says nothing. A smaller Epsilon than {epsilon:,g} m would.",
                covered=percent(reach.covered),
                share=percent(reach.share),
                epsilon=inputs.settings.epsilon_m,
            )
        )
    elif _is_better(test.busiest, reach):
        found.append(
            Text(
                "The busiest cells reach more of the held-out incidents than these way-points ({busiest} against "
                "{share}) while covering no more of the area: patrol those.",
                busiest=percent(test.busiest.share),
                share=percent(reach.share),
            )
        )
    if reach.tested < _FEW_TESTED:
        found.append(
            Text(
                "Only {n} incidents were held out: the accuracy is a rough guess, anywhere from {low} to {high}.",
                one="Only {n} incident was held out: the accuracy is a rough guess, anywhere from {low} to {high}.",
                n=reach.tested,
                low=percent(reach.bounds[0]),
                high=percent(reach.bounds[1]),
            )
        )
    return found


def _is_better(other: Reach, own: Reach) -> bool:
    return other.share > own.share and not other.covered > own.covered


def percent(share: float) -> str:
    """A share as people read it, a dash where it is not known."""
    return "–" if share != share else f"{share:.1%}"
