"""The methods of assigning officers: those of the registry, and one more without a change of assignofficers."""

from __future__ import annotations

import pytest
from loadedanew import loaded_anew
from streetgrid import EIGHT, OUTPUTS, PLAIN

pytest.importorskip("qgis.core")


class InOrder:
    """Nodes in their order, compared with importance_greedy."""

    baseline = "importance_greedy"

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
    for word in choices(PLANNERS):
        # No plan is compared with itself, and its baseline is there.
        assert planner_of(word).baseline != word
        assert callable(planner_of(planner_of(word).baseline).plan)


@pytest.fixture
def assign_anew(monkeypatch, run_algorithm, streets):
    from patrol_planner.algorithms.methods import Method
    from patrol_planner.algorithms.officers import planners

    entry = Method("in_order", "In order", "the nodes in their order", InOrder)
    monkeypatch.setattr(planners, "PLANNERS", (*planners.PLANNERS, entry))
    algorithm = loaded_anew("patrol_planner.processing.officers.assignofficers").AssignOfficers().create()
    given = {"ROADS": streets, "DEFAULT_SPEED": 36, "SHIFT_START": EIGHT, **PLAIN, **OUTPUTS}
    return algorithm, lambda **more: run_algorithm(algorithm, **given, **more)


def test_one_more_is_offered_explained_and_planned(assign_anew, two, three):
    algorithm, assign = assign_anew
    method = algorithm.parameterDefinition("METHOD")
    assert method.options()[-1] == "in_order"
    assert "in_order: the nodes in their order." in method.help()
    assert "in_order: the nodes in their order." in algorithm.shortHelpString()
    # A shift in which everyone visits one node: the first two of the layer, not the densest.
    given = {"NODES": three, "OFFICERS": two, "SHIFT_HOURS": 0.28, "DWELL": 10}
    mine = assign(METHOD="in_order", **given)
    assert {visit["node"] for visit in mine.rows("VISITS")} == {"near", "dense"}
    assert mine["BASELINE_REWARD"] == assign(METHOD="importance_greedy", **given)["REWARD"]
