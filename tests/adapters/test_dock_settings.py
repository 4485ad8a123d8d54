"""What the dock remembers, and what it asks of the algorithms."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("hours", "forecast"), [(1, 2), (5, 6), (12, 12), (13, 14)])
def test_the_forecast_covers_the_shift_in_whole_intervals(qgis_app, hours, forecast):
    from patrol_planner.ui.settings import PlanSettings
    from patrol_planner.ui.steps import STEPS, Made

    plan = PlanSettings(incidents="i", incident_time="t", shift_start="2024-05-31T22:00:00", shift_hours=hours)
    made = Made(layers={"riskgrid.GRID": "g"})
    parameters = {step.algorithm: step.parameters for step in STEPS}
    asked = parameters["predictcrime"](plan, made)
    assert asked["FORECAST_HOURS"] == forecast
    assert asked["FORECAST_HOURS"] % asked["INTERVAL_HOURS"] == 0
    # The grid must not know what the forecast is to find out.
    assert asked["FORECAST_START"] == parameters["riskgrid"](plan, made)["PERIOD_END"] == "2024-05-31T22:00:00"


def test_every_parameter_of_the_chain_is_one_the_algorithm_has(qgis_app):
    from qgis.core import QgsApplication

    from patrol_planner.ui.settings import PlanSettings
    from patrol_planner.ui.steps import STEPS, Made

    everything = dict.fromkeys(("incidents", "study_area", "facilities", "roads", "calls", "incident_time"), "x")
    plan = PlanSettings(**everything, road_direction="x", road_speed="x", call_time="x", call_priority="x")
    layers = dict.fromkeys(("riskgrid.GRID", "extracthotspots.POINTS", "predictcrime.FORECAST"), "x")
    for step in STEPS:
        algorithm = QgsApplication.processingRegistry().algorithmById(step.id)
        known = {definition.name() for definition in algorithm.parameterDefinitions()}
        assert set(step.parameters(plan, Made(layers=layers, officers="x", start="x"))) <= known
        assert set(step.outputs) <= {definition.name() for definition in algorithm.destinationParameterDefinitions()}


def test_settings_survive_a_project_file_and_a_hand_that_spoils_it(qgis_app, tmp_path):
    from qgis.core import QgsProject

    from patrol_planner.ui.settings import PlanSettings, project_has_settings, read_project, write_project

    plan = PlanSettings(
        incidents="layer_1",
        incident_time="occurred",
        start="5.5,52.25 [EPSG:4326]",
        shift_start="2024-02-29T22:30:00",
        start_clock="22:30",
        shift_hours=8,
        cell_size_m=100,
        dwell_min=0,
        officer_count=17,
    )
    path = str(tmp_path / "plan.qgz")
    project = QgsProject()
    assert not project_has_settings(project)
    write_project(project, plan)
    assert project.write(path)
    other = QgsProject()
    assert other.read(path)
    assert project_has_settings(other)
    assert read_project(other) == plan
    assert read_project(other).last_moment.isoformat() == "2024-03-01T06:30:00"
    other.setDirty(False)
    write_project(other, plan)
    assert not other.isDirty()
    for name, text in (("shift_hours", "many"), ("shift_start", "soon"), ("officer_count", "")):
        other.writeEntry("patrol_planner", name, text)
    spoilt = read_project(other)
    assert (spoilt.incidents, spoilt.cell_size_m) == ("layer_1", 100)
    assert spoilt.shift_start == ""
    assert spoilt.shift_hours > 0
    assert spoilt.officer_count > 0
