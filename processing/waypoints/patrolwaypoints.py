"""patrol:patrolwaypoints: incidents to the points a patrol should pass, and when an incident is probable at each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingOutputNumber

from ..framework import parameters as shared
from ..framework.base import PatrolAlgorithm
from ..framework.bounds import BETWEEN

if TYPE_CHECKING:
    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Result

# Those of algorithms/waypoints/turns.py, which loads NumPy; a test holds them together.
TURN_WORDS = ("night", "morning", "evening", "all")
# Lengths outside these are slips of the pen.
_LEAST_M, _MOST_M = 1.0, 1e5


class PatrolWaypoints(PatrolAlgorithm):
    """Incidents to clusters, their hotspots and predicted points, way-points and probabilities."""

    ID = "patrolwaypoints"
    TITLE = "Find patrol way-points"
    GROUP = ("patrol", "Patrol")
    ICON = "patrolwaypoints"
    PACKAGES = ("numpy", "scipy", "sklearn")
    STUDY = ("STUDY_AREA", "INCIDENTS")
    PARTS = (2, 6, 1)
    TAGS = "patrol waypoints way-points cpspa clusters k-means kmeans elbow hotspots regression probability turn route"
    SUMMARY = (
        "The points that a patrol of one sector and one turn should pass, and how probable an incident is at each by "
        "day and hour: the first three phases of the Crime Prediction Smart Patrol Algorithm (CPSPA).\nK-means parts "
        "the incidents into clusters, their number chosen by the elbow. Each has a hotspot, where its incidents are "
        "densest, and a predicted point, where its trend leads next; the way-point is the one, the other or the point "
        "between them, by their distance.\nThe way-points go straight into Plan a patrol route as stops, with the "
        "table of probabilities. A back-test on the last part of the record stands beside them: with the share of the "
        "area that they cover, and with what the busiest cells and places by chance would have reached."
    )
    HELP = {
        "INCIDENTS": "Points of past incidents, of one sector or of a whole city.",
        "TIME_FIELD": f"When each incident happened: {shared.TIMES_HELP}. Dates without a time of day will do for all "
        "turns together; the probabilities are then those of the day.",
        "CLOCK_FIELD": shared.CLOCK_HELP.format(field="the Time field"),
        "TURN": "Which incidents count: night 00:00–07:59 (turn 1), morning 08:00–15:59 (turn 2), evening 16:00–23:59 "
        "(turn 3), or all of them. The table of probabilities has the hours of the turn.",
        "CLUSTERS": "Number of clusters, and so of way-points. 0: chosen by the elbow, the number whose inertia lies "
        "farthest from the chord of the curve. There are never more than different places.",
        "EPSILON": "A hotspot and a predicted point that lie no farther apart than this give the midpoint as "
        "way-point; farther apart, the hotspot. It is also how far a way-point reaches when its accuracy is measured: "
        "within the 1 km of the paper a few points cover a small sector whole, so look at the share of the area.",
        "MAX_CLUSTERS": "The elbow looks at 1 to this many clusters. The more there are, the farther out it lies.",
        "BANDWIDTH": "Of the adaptive Gaussian kernel density, by which the hotspot of a cluster is found: its "
        "standard deviation in metres. The rule of thumb is Scott's, for each cluster, at least 1 m.",
        "TEST_SHARE": "Percent of the incidents, the last in time, that the back-test holds out: clusters and "
        "way-points are found anew without them. The way-points delivered are made from all incidents. 0: no "
        "back-test, and no accuracy.",
        "STUDY_AREA": "Polygons of the sector: incidents outside are left out, and shares of the area are of it. "
        "Empty: the convex hull of the incidents, which makes the area smaller and its share larger than they are.",
        "SEED": "Of the starts of k-means; equal seed, equal result.",
        "CRS": "Projected CRS in metres to compute in; empty: the study layer's own, or its UTM zone.",
        "WAYPOINTS": "A point per cluster, the one with the most incidents first: cluster (1, 2, …), n (incidents), "
        "rule (prediction, midpoint or hotspot), distance_m (from hotspot to predicted point), r2_x, r2_y (how much of "
        "the spread the trend explains, 0 to 1; NULL where there is no spread or no order).",
        "HOTSPOTS": "Where the incidents of each cluster are densest: cluster, n, density (incidents per km²; NULL "
        "where all lie at one place).",
        "PREDICTED": "Where the trend of each cluster leads: cluster, n, r2_x, r2_y.",
        "CLUSTERS_OUT": "Every incident used: incident (its feature id), cluster, time.",
        "PROBABILITIES": "Table: day (1 = Monday), hour, cluster, prob: the incidents of that day, hour and cluster by "
        "those of that day and hour; 0 where there are none. For Plan a patrol route.",
        "REPORT": "Page with the elbow, a map, the way-points, the back-test, and the probabilities by day and hour.",
        "CLUSTERS_FOUND": "Clusters, and so way-points.",
        "ACCURACY": "Percent of the held-out incidents that lie within Epsilon of their cluster's way-point (eq. 7), "
        "their cluster being that whose centre is nearest. Empty without a back-test.",
        "COVERED_PERCENT": "Percent of the area within Epsilon of a way-point of the back-test; without one, of those "
        "delivered. Where it is near 100, the accuracy says nothing. Empty where the incidents span no area.",
        "BASELINE_ACCURACY": "Percent of the held-out incidents within Epsilon of the centres of as many 250 m cells, "
        "those with the most incidents before.",
        "BASELINE_COVERED_PERCENT": "Percent of the area within Epsilon of these cells' centres.",
        "CHANCE_ACCURACY": "What as many places drawn evenly from the area would reach on average.",
        "INCIDENTS_USED": "Incidents of the turn with a place and a time, in the study area if there is one.",
        "INCIDENTS_TESTED": "Incidents held out by the back-test.",
        "SKIPPED": "Incidents left out for want of a place or time, or outside the study area; the log says why.",
    }
    DRESS = {
        "WAYPOINTS": ("waypoints", "", ""),
        "HOTSPOTS": ("waypoint_hotspots", "", ""),
        "PREDICTED": ("waypoint_predicted", "", ""),
        "CLUSTERS_OUT": ("incident_clusters", "", ""),
    }

    def define(self) -> list[Any]:
        return [
            shared.source("INCIDENTS", "Incidents", shared.POINTS),
            shared.time_field(),
            shared.clock_field(),
            shared.source("STUDY_AREA", "Study area", shared.POLYGONS, optional=True),
            shared.word("TURN", "Turn", TURN_WORDS, "all"),
            shared.integer(
                "CLUSTERS", "Clusters", 0, least=1, most=200, why="a route of more stops is none", zero="by the elbow"
            ),
            shared.metres(
                "EPSILON", "Epsilon", 1000.0, above=0, least=_LEAST_M, most=_MOST_M, low=BETWEEN, high=BETWEEN
            ),
            shared.advanced(
                shared.integer(
                    "MAX_CLUSTERS", "Most clusters of the elbow", 20, least=1, most=200, why="as for clusters"
                )
            ),
            shared.advanced(
                shared.metres(
                    "BANDWIDTH",
                    "Bandwidth of the hotspots",
                    0.0,
                    above=0,
                    least=_LEAST_M,
                    most=_MOST_M,
                    zero="a rule of thumb",
                    low=BETWEEN,
                    high=BETWEEN,
                )
            ),
            shared.advanced(
                shared.number(
                    "TEST_SHARE",
                    "Share held out by the back-test (%)",
                    20.0,
                    least=0,
                    most=90,
                    why="the rest is what it learns from",
                )
            ),
            shared.seed(),
            shared.working_crs(),
            shared.sink("WAYPOINTS", "Way-points", shared.POINTS),
            shared.sink("HOTSPOTS", "Hotspots of the clusters", shared.POINTS, optional=True),
            shared.sink("PREDICTED", "Predicted points", shared.POINTS, optional=True),
            shared.sink("CLUSTERS_OUT", "Incidents by cluster", shared.POINTS, optional=True),
            shared.sink("PROBABILITIES", "Probabilities by day and hour", shared.TABLE, optional=True),
            shared.file_output("REPORT", "Report", "HTML files (*.html)"),
            QgsProcessingOutputNumber("CLUSTERS_FOUND", "Clusters found"),
            QgsProcessingOutputNumber("ACCURACY", "Accuracy in the back-test (%)"),
            QgsProcessingOutputNumber("COVERED_PERCENT", "Area covered (%)"),
            QgsProcessingOutputNumber("BASELINE_ACCURACY", "Accuracy of the busiest cells (%)"),
            QgsProcessingOutputNumber("BASELINE_COVERED_PERCENT", "Area covered by the busiest cells (%)"),
            QgsProcessingOutputNumber("CHANCE_ACCURACY", "Accuracy of places by chance (%)"),
            QgsProcessingOutputNumber("INCIDENTS_USED", "Incidents used"),
            QgsProcessingOutputNumber("INCIDENTS_TESTED", "Incidents held out"),
            QgsProcessingOutputNumber("SKIPPED", "Incidents left out"),
        ]

    def read(self, run: Run) -> Inputs:
        from .inputs import read_inputs

        return read_inputs(run)

    def compute(self, run: Run, inputs: Inputs) -> Result:
        from ...algorithms.waypoints.accuracy import measure_accuracy
        from ...algorithms.waypoints.probabilities import probabilities_of
        from ...algorithms.waypoints.waypoints import find_waypoints
        from .outputs import Result
        from .remarks import tell_result

        x, y, time, settings = inputs.x, inputs.y, inputs.time, inputs.settings
        found = find_waypoints(x, y, time, settings, run.control.part(0.0, 0.5))
        probabilities = probabilities_of(time, found.clusters.of, len(found), inputs.hours, inputs.whole_days)
        share = run.number("TEST_SHARE")
        accuracy = measure_accuracy(x, y, time, settings, share, inputs.ground, run.control.part(0.5, 0.95))
        covered = None
        if inputs.ground is not None:
            covered = inputs.ground.covered(found.point)
        result = Result(found, probabilities, accuracy, covered)
        tell_result(run, inputs, result)
        return result

    def write(self, run: Run, inputs: Inputs, result: Result) -> dict[str, Any]:
        from .outputs import write_layers

        with run.part(0.0, 0.7):
            outputs: dict[str, Any] = write_layers(run, inputs, result)
        if run.wanted("REPORT"):
            from .report import write_waypoint_report

            outputs["REPORT"] = run.path("REPORT")
            write_waypoint_report(run, outputs["REPORT"], inputs, result)
        return {**outputs, **result.numbers(), "INCIDENTS_USED": len(inputs.x), "SKIPPED": run.counts.skipped}
