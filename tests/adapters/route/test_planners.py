"""The methods of a route: those of the registry, and one more without a change of planroute."""

from __future__ import annotations

import pytest
from loadedanew import loaded_anew
from streetgrid import EAST, NORTH, at

pytest.importorskip("qgis.core")


class OnlyTheLast:
    """Drives to the last stop and stays there."""

    weakness = "visits one stop"

    def plan(self, problem, settings, control=None):
        from patrol_planner.algorithms.route.plan import DOES_NOT_FIT, Clock, Journeys, Visit
        from patrol_planner.algorithms.route.route import Route, SkippedStop

        journeys = Journeys(problem.travel, problem.traffic, Clock(settings.departure).start_min_of_day)
        last = len(problem.stops) - 1
        leg = journeys.leg(settings.start, last, last, 0.0)
        visit = Visit(last, leg.arrive_min, leg.arrive_min + settings.dwell_min, float(problem.stops.priority[last]))
        return Route([visit], [leg], [SkippedStop(stop, DOES_NOT_FIT) for stop in range(last)])


def test_the_methods_are_those_of_the_registry(qgis_app):
    from qgis.core import QgsApplication

    from patrol_planner.algorithms.methods import choices, described
    from patrol_planner.algorithms.route.planners import PLANNERS

    algorithm = QgsApplication.processingRegistry().algorithmById("patrol:planroute")
    method = algorithm.parameterDefinition("METHOD")
    assert tuple(method.options()) == choices(PLANNERS)
    assert method.defaultValue() in choices(PLANNERS)
    assert method.help().startswith(described(PLANNERS))
    for planner in (entry.load() for entry in PLANNERS):
        assert planner.weakness and callable(planner.plan)


@pytest.fixture
def with_one_more(monkeypatch):
    from patrol_planner.algorithms.methods import Method
    from patrol_planner.algorithms.route import planners

    def registered(needs=()):
        entry = Method("only_the_last", "Only the last", "straight to the last stop", OnlyTheLast, needs)
        monkeypatch.setattr(planners, "PLANNERS", (*planners.PLANNERS, entry))
        return loaded_anew("patrol_planner.processing.route.planroute").PlanRoute().create()

    return registered


def test_one_more_is_offered_explained_and_planned(with_one_more, run_algorithm, streets, make_layer):
    algorithm = with_one_more()
    method = algorithm.parameterDefinition("METHOD")
    assert method.options()[-1] == "only_the_last"
    assert "only_the_last: straight to the last stop." in method.help()
    assert "only_the_last: straight to the last stop." in algorithm.shortHelpString()
    stops = make_layer("Point", ["stop:string", "risk:double"], [(at(1, 0), "near", 4.0), (at(2, 2), "last", 1.0)])
    outcome = run_algorithm(
        algorithm,
        STOPS=stops,
        PRIORITY_FIELD="risk",
        ROADS=streets,
        DEFAULT_SPEED=36,
        START=f"{EAST},{NORTH} [EPSG:32610]",
        METHOD="only_the_last",
        **dict.fromkeys(("ROUTE", "VISITS", "SKIPPED_STOPS"), "memory:"),
    )
    assert [visit["stop"] for visit in outcome.rows("VISITS")] == ["last"]
    assert [row["stop"] for row in outcome.rows("SKIPPED_STOPS")] == ["near"]
    assert (outcome["SCORE"], outcome["BASELINE_SCORE"]) == (1, 5)
    assert "and the method only_the_last visits one stop." in outcome.log


def test_what_a_method_needs_is_asked_for(with_one_more, run_algorithm, streets, make_layer):
    from qgis.core import QgsProcessingException

    stops = make_layer("Point", ["stop:string"], [(at(1, 0), "near")])
    given = {"STOPS": stops, "ROADS": streets, "ROUTE": "memory:", "VISITS": "memory:"}
    algorithm = with_one_more(needs=("PROBABILITIES",))
    with pytest.raises(QgsProcessingException, match="The method only_the_last needs Probabilities by day and hour"):
        run_algorithm(algorithm, METHOD="only_the_last", **given)
    assert run_algorithm(algorithm, METHOD="nearest", **given)["VISITED"] == 1


def chances(make_layer, rows):
    """Probabilities of Friday as rows of (hour, stop, probability)."""
    fields = ["day:integer", "hour:integer", "cluster:string", "prob:double"]
    return make_layer("None", fields, [(None, 5, hour, stop, prob) for hour, stop, prob in rows])


def test_fuzzy_goes_by_the_probability_of_the_hour(plan, make_layer):
    stops = [(at(1, 0), "A", 9.0), (at(0, 1), "B", 1.0), (at(4, 4), "C", 5.0)]
    table = chances(make_layer, [(8, "A", 0.1), (8, "B", 0.6), (8, "C", 0.6), (9, "A", 0.6)])
    outcome = plan(stops, METHOD="fuzzy", PROBABILITIES=table)
    assert [visit["stop"] for visit in outcome.rows("VISITS")] == ["B", "A", "C"]
    assert [leg["prob"] for leg in outcome.rows("ROUTE")] == pytest.approx([0.6, 0.1, 0.6])
    assert "take each stop's priority" not in outcome.log
    without = plan(stops, METHOD="fuzzy")
    assert without.rows("VISITS")[0]["stop"] == "A"
    assert "take each stop's priority in their place" in without.log


def test_genetic_finds_the_quickest_round(plan):
    # Round the block and along one street, given out of order.
    stops = [(at(4, 0), "far", 1.0), (at(0, 2), "up", 1.0), (at(4, 2), "across", 1.0), (at(2, 0), "on the way", 1.0)]
    outcome = plan(stops, METHOD="genetic", RETURN=True)
    order = [visit["stop"] for visit in outcome.rows("VISITS")]
    assert order in (["on the way", "far", "across", "up"], ["up", "across", "far", "on the way"])
    assert outcome["KM"] == pytest.approx(12 * 0.6) and outcome["VISITED"] == 4


def test_a_package_that_one_method_needs_is_missing_for_that_method_alone(plan, monkeypatch):
    from qgis.core import QgsApplication, QgsProcessingException

    from patrol_planner.processing.framework import base

    monkeypatch.setattr(base, "missing_packages", lambda names: [name for name in names if name == "skfuzzy"])
    assert QgsApplication.processingRegistry().algorithmById("patrol:planroute").canExecute()[0]
    stops = [(at(1, 0), "A", 9.0)]
    assert plan(stops, METHOD="nearest")["VISITED"] == plan(stops)["VISITED"] == 1
    with pytest.raises(QgsProcessingException, match="Python package missing: skfuzzy"):
        plan(stops, METHOD="fuzzy")
