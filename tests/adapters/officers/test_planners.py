"""The methods of assigning officers: those of the registry, and one more without a change of assignofficers."""

from __future__ import annotations

import pytest
from loadedanew import loaded_anew
from streetgrid import EIGHT, OUTPUTS, PLAIN

pytest.importorskip("qgis.core")


class InOrder:
    """Nodes in their order."""

    def plan(self, problem, settings, control=None):
        from patrol_planner.algorithms.officers.greedy import GIVEN_ORDER

        return GIVEN_ORDER.plan(problem, settings, control)


def test_the_methods_are_those_of_the_registry(qgis_app):
    from qgis.core import QgsApplication

    from patrol_planner.algorithms.methods import choices, described
    from patrol_planner.algorithms.officers.planners import PLANNERS, planner_of

    algorithm = QgsApplication.processingRegistry().algorithmById("patrol:assignofficers")
    method = algorithm.parameterDefinition("METHOD")
    assert tuple(method.options()) == choices(PLANNERS)
    assert method.defaultValue() in choices(PLANNERS)
    assert method.help().startswith(described(PLANNERS))
    for one in PLANNERS:
        # No plan is compared with itself, and its baseline is there.
        assert one.baseline != one.word
        assert callable(planner_of(one.baseline).plan)


@pytest.fixture
def assign_anew(monkeypatch, run_algorithm, streets):
    from patrol_planner.algorithms.methods import Method
    from patrol_planner.algorithms.officers import planners

    more = {"uses": ("ITERATIONS",), "baseline": "importance_greedy"}
    entry = Method("in_order", "In order", "the nodes in their order", InOrder, **more)
    monkeypatch.setattr(planners, "PLANNERS", (*planners.PLANNERS, entry))
    algorithm = loaded_anew("patrol_planner.processing.officers.assignofficers").AssignOfficers().create()
    given = {"ROADS": streets, "DEFAULT_SPEED": 36, "JUNCTION_DELAY": 0, "SHIFT_START": EIGHT, **PLAIN, **OUTPUTS}
    return algorithm, lambda **more: run_algorithm(algorithm, **given, **more)


def test_one_more_is_offered_explained_and_planned(assign_anew, two, three):
    algorithm, assign = assign_anew
    method = algorithm.parameterDefinition("METHOD")
    assert method.options()[-1] == "in_order"
    assert "in_order: the nodes in their order." in method.help()
    assert "in_order: the nodes in their order." in algorithm.shortHelpString()
    assert "importance_greedy, distance_greedy and in_order do not use it." in algorithm.HELP["POPULATION"]
    assert "importance_greedy and distance_greedy do not use it." in algorithm.HELP["ITERATIONS"]
    assert "in_order with importance_greedy" in algorithm.HELP["BASELINE_REWARD"]
    # A shift in which everyone visits one node: the first two of the layer, not the densest.
    given = {"NODES": three, "OFFICERS": two, "SHIFT_HOURS": 0.28, "DWELL": 10}
    mine = assign(METHOD="in_order", **given)
    assert {visit["node"] for visit in mine.rows("VISITS")} == {"near", "dense"}
    assert mine["BASELINE_REWARD"] == assign(METHOD="importance_greedy", **given)["REWARD"]


def test_only_what_a_method_does_not_use_is_said(assign_anew, two, three):
    _, assign = assign_anew
    given = {"NODES": three, "OFFICERS": two, "SHIFT_HOURS": 0.28, "METHOD": "in_order"}
    assert "not used by" not in assign(ITERATIONS=10, **given).log
    assert "Population is not used by the method in_order." in assign(POPULATION=10, **given).log
