"""patrol:samplecity: the GeoPackage it writes, and that it writes all of it or nothing."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import numpy as np
import pytest

HOURS = " ".join(f"h{hour:02d}" for hour in range(24))
LAYERS = {
    "roads": ("LineString", "name highway oneway maxspeed bridge"),
    "facilities": ("Point", "type name"),
    "incidents": ("Point", "time category severity"),
    "calls": ("Point", "time type priority"),
    "checkins": ("Point", "time user venue"),
    "officers": ("Point", "officer shift_on shift_off speed_kmh break_on break_min"),
    "stations": ("Point", "name"),
    "beats": ("Polygon", "beat"),
    "truth": (
        "Polygon",
        f"cell_id row col expected hotspot planted {HOURS}",
    ),
}


def run(path, feedback=None, context=None, **values):
    from qgis import processing

    parameters = {"SIZE": "small", "SEED": 1, "CITY": str(path), **values}
    return processing.run("patrol:samplecity", parameters, feedback=feedback, context=context)


def test_the_words_of_size_are_the_cores(qgis_app):
    from patrol_planner.algorithms.samplecity.sizes import SIZES

    algorithm = qgis_app.processingRegistry().algorithmById("patrol:samplecity")
    assert tuple(algorithm.parameterDefinition("SIZE").options()) == tuple(SIZES)


def layer(path, name):
    from qgis.core import QgsVectorLayer

    found = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert found.isValid(), name
    return found


def rows(path, table):
    with sqlite3.connect(path) as database:
        return database.execute(f'SELECT * FROM "{table}" ORDER BY fid').fetchall()


@pytest.fixture(scope="module")
def city(qgis_app, tmp_path_factory):
    path = tmp_path_factory.mktemp("city") / "city.gpkg"
    return run(path)


def test_figures_and_path(city):
    assert Path(city["CITY"]).is_file()
    assert city["INCIDENTS"] == 2500 == layer(city["CITY"], "incidents").featureCount()
    assert city["ROAD_EDGES"] == layer(city["CITY"], "roads").featureCount() > 1000
    hot = [feature for feature in layer(city["CITY"], "truth").getFeatures() if feature["hotspot"] == 1]
    assert city["HOTSPOT_CELLS"] == len(hot) == 10
    assert [item.name for item in Path(city["CITY"]).parent.iterdir()] == ["city.gpkg"]


def test_layers_fields_and_crs(city):
    with sqlite3.connect(city["CITY"]) as database:
        names = [
            row[0] for row in database.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'")
        ]
    assert sorted(names) == sorted(LAYERS)
    for name, (geometry, fields) in LAYERS.items():
        found = layer(city["CITY"], name)
        assert [field.name() for field in found.fields()] == ["fid", *fields.split()], name
        assert found.crs().authid() == "EPSG:32631", name
        kind = next(found.getFeatures()).geometry().asWkt().split("(")[0].strip()
        assert kind.lower() == geometry.lower(), name
        assert all(not feature.geometry().isEmpty() for feature in found.getFeatures()), name
        assert found.hasSpatialIndex() == found.SpatialIndexPresent, name
        assert all(len(field.name()) <= 10 and field.name() == field.name().lower() for field in found.fields()), name


def test_times_are_datetimes_as_the_core_made_them(city):
    from patrol_planner.algorithms.samplecity.city import make_city

    made = make_city("small", 1)
    for name, field in (("incidents", "time"), ("calls", "time"), ("checkins", "time"), ("officers", "shift_on")):
        assert layer(city["CITY"], name).fields().field(field).typeName() == "DateTime"
    read = [
        feature["time"].toString("yyyy-MM-ddTHH:mm:ss") for feature in layer(city["CITY"], "incidents").getFeatures()
    ]
    assert read == made.incidents.time.astype(str).tolist()
    breaks = [row[6] for row in rows(city["CITY"], "officers")]
    assert None in breaks
    assert [value is None for value in breaks] == np.isnat(made.officers.break_on).tolist()


def test_missing_values_are_null(city):
    from qgis.core import NULL

    from patrol_planner.processing.common.compat import is_null

    roads = list(layer(city["CITY"], "roads").getFeatures())
    for field in ("name", "oneway", "maxspeed", "bridge"):
        values = [feature[field] for feature in roads]
        assert any(is_null(value) or value == NULL for value in values), field
        assert not {"", "None", "nan"} & {value for value in values if isinstance(value, str)}, field
    truth = list(layer(city["CITY"], "truth").getFeatures())
    planted = {feature["planted"] or None for feature in truth}
    assert planted == {None, 1, 2, 3, 4}
    for feature in truth:
        assert sum(feature[hour] for hour in HOURS.split()) == pytest.approx(feature["expected"])


def test_truth_cells_align_and_their_counts_show_the_hotspots(city):
    cells = list(layer(city["CITY"], "truth").getFeatures())
    corner = min(cells, key=lambda cell: (cell["row"], cell["col"])).geometry().boundingBox()
    assert corner.xMinimum() % 250 == 0
    assert corner.yMaximum() % 250 == 0
    for cell in cells:
        box = cell.geometry().boundingBox()
        assert (box.xMinimum() - corner.xMinimum()) / 250 == cell["col"]
        assert (corner.yMaximum() - box.yMaximum()) / 250 == cell["row"]
        # Rows of the whole plane, 40,000 cells each, from the south.
        assert cell["cell_id"] % 40_000 == (box.xMinimum() / 250) % 40_000
        assert cell["cell_id"] // 40_000 == (box.yMinimum() / 250) % 50_000
    counted = []
    incidents = layer(city["CITY"], "incidents")
    for cell in cells:
        box = cell.geometry().boundingBox()
        counted.append(sum(1 for _ in incidents.getFeatures(box)))
    assert sum(counted) == 2500
    top = np.argsort(-np.array(counted))[:10]
    assert sum(cells[index]["hotspot"] for index in top) >= 8


def test_road_ends_share_vertices(city):
    ends = {}
    for feature in layer(city["CITY"], "roads").getFeatures():
        vertices = feature.geometry().asPolyline()
        for vertex in (vertices[0], vertices[-1]):
            ends[(vertex.x(), vertex.y())] = ends.get((vertex.x(), vertex.y()), 0) + 1
    crossings = sum(1 for count in ends.values() if count >= 3)
    assert crossings > 0.7 * len(ends)


def test_each_layer_holds_the_record_of_the_run(city):
    for name in LAYERS:
        metadata = layer(city["CITY"], name).metadata()
        record = json.loads(metadata.history()[-1])
        assert record["algorithm"] == "patrol:samplecity"
        assert record["seed"] == 1
        assert record["parameters"]["SIZE"] == "small"
    assert "invented number" in layer(city["CITY"], "checkins").metadata().abstract()
    assert "no field about a person" in layer(city["CITY"], "incidents").metadata().abstract()


def test_equal_seed_equal_file_and_another_replaces_it(city, qgis_app, tmp_path):
    path = tmp_path / "again.gpkg"
    run(path)
    for name in LAYERS:
        assert rows(path, name) == rows(city["CITY"], name), name
    before = rows(path, "incidents")
    run(path, SEED=2)
    assert len(rows(path, "incidents")) == len(before)
    assert rows(path, "incidents") != before
    assert [item.name for item in tmp_path.iterdir()] == ["again.gpkg"]


def test_a_name_without_ending_gets_one(qgis_app, tmp_path):
    result = run(tmp_path / "plain")
    assert result["CITY"] == str(tmp_path / "plain.gpkg")
    assert layer(result["CITY"], "truth").featureCount() == 196


def test_words_as_qgis_process_hands_them(qgis_app, tmp_path):
    result = run(tmp_path / "text.gpkg", SEED="3")
    assert result["INCIDENTS"] == 2500


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing/city.gpkg", "folder .*missing does not exist. Create it"),
        ("folder.gpkg", "is a folder. Choose a file name"),
        ("city.shp", "city.shp is not a GeoPackage.*end in .gpkg"),
        ("file/city.gpkg", "folder .*file does not exist"),
    ],
)
def test_a_wrong_target_is_refused_with_the_remedy(qgis_app, tmp_path, name, message):
    from qgis.core import QgsProcessingException

    (tmp_path / "folder.gpkg").mkdir()
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(QgsProcessingException, match=message):
        run(tmp_path / name)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["file", "folder.gpkg"]


def test_a_folder_one_may_not_write_to_is_refused(qgis_app, tmp_path, monkeypatch):
    """The refusal of the system is given by hand: an administrator may write everywhere."""
    import os

    from qgis.core import QgsProcessingException

    real = os.open

    def refuse(file, *arguments, **named):
        if str(file).startswith(str(tmp_path)):
            raise PermissionError(13, "Permission denied", str(file))
        return real(file, *arguments, **named)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(QgsProcessingException, match=r"city.gpkg cannot be written .*denied.*choose another place"):
        run(tmp_path / "city.gpkg")


def test_a_file_with_unsaved_changes_is_left_alone(qgis_app, tmp_path):
    from qgis.core import QgsProcessingException

    path = tmp_path / "city.gpkg"
    run(path)
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("UPDATE gpkg_contents SET description = 'changed'")
        database.commit()
        with pytest.raises(QgsProcessingException, match="changes that are not saved yet.*open in another program"):
            run(path, SEED=2)
        assert database.execute("SELECT DISTINCT description FROM gpkg_contents").fetchall() == [("changed",)]
    finally:
        database.close()


@pytest.mark.parametrize("percent", [5, 50, 75, 95])
def test_cancel_leaves_the_older_city_and_no_half_one(qgis_app, tmp_path, percent):
    from qgis.core import QgsProcessingException, QgsProcessingFeedback

    path = tmp_path / "city.gpkg"
    run(path)
    before = path.read_bytes()
    feedback = QgsProcessingFeedback()
    feedback.progressChanged.connect(lambda value: feedback.cancel() if value >= percent else None)
    with pytest.raises(QgsProcessingException, match="Cancelled before the result was complete"):
        run(path, feedback=feedback, SEED=2)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["city.gpkg"]


def test_layers_are_offered_to_a_project_only(qgis_app, tmp_path):
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

    algorithm = qgis_app.processingRegistry().createAlgorithmById("patrol:samplecity")
    for project in (None, QgsProject()):
        context = QgsProcessingContext()
        if project is not None:
            context.setProject(project)
        path = tmp_path / "city.gpkg"
        _, succeeded = algorithm.run({"SIZE": "small", "SEED": 1, "CITY": str(path)}, context, QgsProcessingFeedback())
        assert succeeded
        offered = context.layersToLoadOnCompletion()
        assert sorted(offered) == ([] if project is None else sorted(f"{path}|layername={name}" for name in LAYERS))


def test_loading_the_results_puts_all_layers_on_the_map(qgis_app, tmp_path):
    from processing.gui.Postprocessing import handleAlgorithmResults
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProject

    algorithm = qgis_app.processingRegistry().createAlgorithmById("patrol:samplecity")
    project, context, feedback = QgsProject(), QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(project)
    results, succeeded = algorithm.run(
        {"SIZE": "small", "SEED": 1, "CITY": str(tmp_path / "city.gpkg")}, context, feedback
    )
    assert succeeded
    handleAlgorithmResults(algorithm, context, feedback, parameters=results)
    loaded = {item.name(): item for item in project.mapLayers().values()}
    assert sorted(loaded) == sorted(f"Sample city: {name}" for name in LAYERS)
    assert loaded["Sample city: incidents"].temporalProperties().isActive()
    assert loaded["Sample city: incidents"].temporalProperties().startField() == "time"
    assert loaded["Sample city: roads"].featureCount() > 1000
