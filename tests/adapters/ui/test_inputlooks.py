"""The inputs of a plan step back behind it, unless the analyst has styled them."""

from __future__ import annotations

import pytest


@pytest.fixture
def looks(project, make_layer):
    """A layer of each input in the project, which ``change`` may style → after a plan: opacity, filled, styles."""

    def of(change=lambda name, layer: None) -> dict[str, tuple]:
        from patrol_planner.ui.plan.inputlooks import dim_inputs
        from patrol_planner.ui.settings import PlanSettings

        kinds = {"incidents": "Point", "facilities": "Point", "calls": "Point", "roads": "LineString"}
        layers = {name: make_layer(kind, [], []) for name, kind in {**kinds, "study_area": "Polygon"}.items()}
        for name, layer in layers.items():
            project.addMapLayer(layer)
            change(name, layer)
        plan = PlanSettings(**{name: layer.id() for name, layer in layers.items()})
        # A second plan changes nothing more.
        dim_inputs(plan)
        dim_inputs(plan)
        return {name: seen(layer) for name, layer in layers.items()}

    def seen(layer):
        from qgis.PyQt.QtCore import Qt

        part = layer.renderer().symbol().symbolLayer(0)
        filled = part.brushStyle() != Qt.BrushStyle.NoBrush if hasattr(part, "brushStyle") else None
        return round(layer.opacity(), 2), filled, sorted(layer.styleManager().styles())

    return of


def test_inputs_are_dimmed_and_the_study_area_is_an_outline_in_a_second_style(looks):
    styles = ["Patrol Planner", "default"]
    points_and_lines = ("incidents", "facilities", "calls", "roads")
    assert looks() == {**dict.fromkeys(points_and_lines, (0.35, None, styles)), "study_area": (1.0, False, styles)}


def test_what_the_analyst_has_styled_stays(looks):
    def style(name, layer):
        part = layer.renderer().symbol().symbolLayer(0)
        if name == "incidents":
            part.setSize(1.0)
        elif name == "calls":
            layer.setOpacity(0.9)
        elif name == "study_area":
            part.setStrokeColor(part.color())
        elif name == "roads":
            part.setWidth(0.5)
        else:
            layer.renderer().symbol().appendSymbolLayer(part.clone())

    assert looks(style) == {
        **dict.fromkeys(("incidents", "facilities", "roads"), (1.0, None, ["default"])),
        "calls": (0.9, None, ["default"]),
        "study_area": (1.0, True, ["default"]),
    }


def test_the_style_before_is_still_there(project, looks):
    from qgis.PyQt.QtCore import Qt

    looks()
    (area,) = project.mapLayersByName("polygon")
    assert area.styleManager().setCurrentStyle("default")
    assert area.renderer().symbol().symbolLayer(0).brushStyle() == Qt.BrushStyle.SolidPattern


def test_streets_and_study_area_are_drawn_once_more_and_never_taken_for_inputs(project, make_layer, tmp_path):
    from qgis.core import QgsVectorFileWriter, QgsVectorLayer
    from qgis.PyQt.QtCore import Qt

    from patrol_planner.ui.officers.layer import MADE_HERE
    from patrol_planner.ui.panel.guesses import guess_layer
    from patrol_planner.ui.plan.inputlooks import backdrops
    from patrol_planner.ui.plan.placement import ResultGroup
    from patrol_planner.ui.settings import PlanSettings

    def saved(kind: str, name: str, wkt: str) -> QgsVectorLayer:
        path = str(tmp_path / f"{name}.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        QgsVectorFileWriter.writeAsVectorFormatV3(
            make_layer(kind, [], [(wkt,)]), path, project.transformContext(), options
        )
        return QgsVectorLayer(path, name, "ogr")

    roads = saved("LineString", "roads", "LineString(551000 4181000, 552000 4181000)")
    beats = saved("Polygon", "beats", "Polygon((551000 4181000, 552000 4181000, 552000 4182000, 551000 4181000))")
    beats.setOpacity(0.5)
    project.addMapLayers([roads, beats])
    plan = PlanSettings(roads=roads.id(), study_area=beats.id(), shift_start="2024-05-31T08:00:00")
    group = ResultGroup(plan)
    group.add_backdrops(backdrops(plan))
    names = [node.name() for node in project.layerTreeRoot().findGroups()[0].findLayers()]
    assert names == ["Study area", "Streets"]
    copies = [project.mapLayersByName(name)[0] for name in names]
    assert [copy.source() for copy in copies] == [beats.source(), roads.source()]
    assert copies[0].renderer().symbol().symbolLayer(0).brushStyle() == Qt.BrushStyle.NoBrush
    assert (copies[0].opacity(), beats.opacity()) == (1.0, 0.5)
    assert guess_layer(copies, "roads") is None and guess_layer(copies, "study_area") is None
    assert group.tables() == []
    # Officers of the analyst's own stand above all.
    officers = saved("Point", "officers", "Point(551000 4181000)")
    project.addMapLayer(officers)
    group.add_backdrops(backdrops(PlanSettings(officers=officers.id())))
    layers = [node.layer() for node in project.layerTreeRoot().findGroups()[0].findLayers()]
    assert [layer.name() for layer in layers] == ["Officers", "Study area", "Streets"]
    assert (layers[0].source(), guess_layer(layers[:1], "officers")) == (officers.source(), None)
    # Temporary layers are not doubled, nor officers that the plan has made.
    made = saved("Point", "patrol_2024-05-31_0800_v1", "Point(551000 4181000)")
    made.setCustomProperty(MADE_HERE, True)
    project.addMapLayer(made)
    assert backdrops(PlanSettings(officers=made.id())) == []
    memory = make_layer("LineString", [], [("LineString(0 0, 1 1)",)])
    project.addMapLayer(memory)
    assert backdrops(PlanSettings(roads=memory.id())) == []


def test_two_plans_of_one_name_are_told_apart(qgis_app, make_layer, project):
    """A shift may have a first plan in two folders: in Documents, and beside the project once that is saved."""
    from patrol_planner.ui.plan.outcome import DONE, Outcome
    from patrol_planner.ui.plan.placement import ResultGroup
    from patrol_planner.ui.plan.shown import Shown
    from patrol_planner.ui.settings import PlanSettings

    plan = PlanSettings(shift_start="2024-05-31T08:00:00")
    for folder in ("/one", "/two", "/three"):
        group = ResultGroup(plan)
        group.add(make_layer("Point", [], [("Point(0 0)",)]), Shown("Peaks", "peaks", 6))
        group.finish(Outcome(DONE, file=f"{folder}/patrol_2024-05-31_0800_v1.gpkg"))
    names = [group.name() for group in project.layerTreeRoot().findGroups()]
    title = "Patrol 2024-05-31 08:00"
    assert names == [f"{title} (3)", f"{title} (2)", title]
