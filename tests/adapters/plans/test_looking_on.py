"""A feedback that looks on, as the dock's: it gets what each step has made at once, and keeps it if the plan fails."""

from __future__ import annotations

import pytest
from smallcity import SHIFT, contents

pytest.importorskip("qgis.core")

OUTPUTS = {
    "riskgrid": ["GRID"],
    "extracthotspots": ["HOTSPOTS", "POINTS"],
    "predictcrime": ["FORECAST"],
    "createofficers": ["OFFICERS_OUT"],
    "planroute": ["ROUTE", "STOPS"],
    "assignofficers": ["ROUTES", "VISITS", "UNVISITED", "SUMMARY", "BLOCKS", "AREAS"],
}


@pytest.fixture
def look_on(incidents, streets, project):
    """A plan that is looked at: whether it was done, its outputs, what was seen, and what was said of its steps."""
    from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

    class Looking(QgsProcessingFeedback):
        def __init__(self):
            super().__init__(False)
            self.seen, self.said = [], []

        def look_at(self, made):
            self.seen.append(made)

        def setProgressText(self, text):  # noqa: N802
            self.said.append(text)

    def run(**parameters):
        given = {"INCIDENTS": incidents(), "TIME_FIELD": "time", "ROADS": streets, "DIRECTION_FIELD": "oneway"}
        given.update({"SHIFT_START": SHIFT, "SHIFT_HOURS": 8}, **parameters)
        given.update({name: "memory:" for names in OUTPUTS.values() for name in names})
        context, feedback = QgsProcessingContext(), Looking()
        context.setProject(project)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("patrol:planshift")
        outputs, done = algorithm.run(given, context, feedback)
        layers = {name: context.takeResultLayer(str(outputs.get(name))) for names in OUTPUTS.values() for name in names}
        return done, outputs, layers, feedback

    return run


def test_where_visits_are_planned_there_is_nothing_of_blocks(look_on):
    done, outputs, _, feedback = look_on(UNIT="visit", TIME_LIMIT=2)
    assert done and outputs["BLOCK_COUNT"] is None
    assert not {"BLOCKS", "AREAS"} & {name for made in feedback.seen for name in made.layers}
    assert feedback.seen[-1].visible["HOTSPOTS"]


def test_every_layer_is_seen_as_it_is_in_the_end(look_on):
    from qgis.core import QgsProcessingContext

    done, outputs, layers, feedback = look_on()
    assert done
    assert {made.step: [*made.layers] for made in feedback.seen} == OUTPUTS
    seen = {name: pair for made in feedback.seen for name, pair in made.layers.items()}
    for name, (layer, dresser) in seen.items():
        assert contents(layer) == contents(layers[name]), name
        assert layer.crs() == layers[name].crs()
        dresser.postProcessLayer(layer, QgsProcessingContext(), feedback)
        # The record of its step, and no other.
        assert len(layer.metadata().history()) == 1
    assert seen["GRID"][0].renderer().classAttribute() == "risk"
    # Beside the areas hotspots are too much.
    visible = {name: shown for made in feedback.seen for name, shown in made.visible.items()}
    assert visible["AREAS"] and visible["ROUTES"] and not visible["HOTSPOTS"]
    # Layers by ids: those that were seen, not those that the steps go on with.
    steps = {made.step: made for made in feedback.seen}
    for step, parameter, name in (
        ("extracthotspots", "GRID", "GRID"),
        ("planroute", "STOPS", "POINTS"),
        ("assignofficers", "OFFICERS", "OFFICERS_OUT"),
    ):
        assert steps[step].parameters[parameter] == seen[name][0].id()
    assert steps["assignofficers"].numbers["VISITED"] == outputs["VISITED"]
    # To make officers is no step to be told of.
    assert [text[:11] for text in feedback.said] == [f"Step {n} of 5" for n in range(1, 6)]


def test_a_grid_with_too_many_cells_is_not_seen(look_on, monkeypatch):
    from patrol_planner.processing.plans import area, inputs, steps

    for module in (area, inputs, steps):
        monkeypatch.setattr(module, "MOST_CELLS", 2500)
    _, outputs, _, feedback = look_on(CELL_SIZE=50)
    (grid,) = (made for made in feedback.seen if made.step == "riskgrid")
    assert grid.numbers["CELLS"] == outputs["CELLS"] <= 2500


def test_what_was_made_before_a_step_fails_was_seen(look_on, make_layer):
    calls = make_layer("Point", ["received:string"], [("Point(551000 4181000)", SHIFT.replace("T", " "))])
    odd = make_layer("NoGeometry", ["word:string", "priority:integer"], [("", "P1", 9)])
    done, *_, feedback = look_on(CALLS=calls, CALL_TIME_FIELD="received", PRIORITIES=odd)
    assert not done
    assert [made.step for made in feedback.seen] == [
        *("riskgrid", "extracthotspots", "predictcrime", "createofficers", "planroute")
    ]
