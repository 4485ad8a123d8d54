"""Writing cells: the quick way gives the very layer that QGIS's own sink gives, wherever it goes, or none at all."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("qgis.core")

EAST, NORTH = 551000.0, 4181000.0


@pytest.fixture
def write(qgis_app):
    """Write cells to a destination, as an algorithm would; returns where they are."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProcessingUtils

    from patrol_planner.algorithms.control import Control
    from patrol_planner.processing.cells.writing import write_cells

    context = QgsProcessingContext()

    def open_sink(name, fields, kind, crs):
        return QgsProcessingUtils.createFeatureSink(str(name), context, fields, kind, crs)

    def run(destination, columns, rings, control=None, crs="EPSG:32610"):
        fake = SimpleNamespace(
            open_sink=open_sink,
            control=control or Control(),
            label=lambda name: "Cells",
            transforms=context.transformContext(),
        )
        return write_cells(fake, destination, columns, rings, QgsCoordinateReferenceSystem(crs))

    run.context = context
    return run


@pytest.fixture
def through_the_sink(monkeypatch):
    """Switches the quick way off."""

    def switch():
        from patrol_planner.processing.cells import writing as cellwriting

        monkeypatch.setattr(cellwriting, "plain_path", lambda destination, columns: None)

    return switch


@pytest.fixture
def no_sink(monkeypatch):
    """Makes writing through a sink an error."""
    from patrol_planner.processing.cells import writing as cellwriting

    def fail(*args):
        raise AssertionError("the sink was used")

    monkeypatch.setattr(cellwriting, "write_features", fail)


def hexagons(n):
    """n hexagons in rows of 40."""
    angle = np.radians(np.arange(7) * 60)
    shape = np.column_stack([np.cos(angle), np.sin(angle)]) * 57.735
    shape[6] = shape[0]

    def rings(start, end):
        row, col = np.divmod(np.arange(start, end), 40)
        return np.column_stack([EAST + col * 100.1, NORTH - row * 99.9])[:, None, :] + shape

    return rings


def awkward(n):
    """Columns with what is hard to keep: nothing, the ends of the numbers, quotes, other scripts, times."""
    from patrol_planner.processing.layers.writing import Column

    rng = np.random.default_rng(7)
    risk = rng.random(n)
    risk[::5] = np.nan
    risk[1::7] = np.inf
    risk[2::7] = -1e-300
    ints = [2**31 - 1, 1 - 2**31, 0, None, 7]
    texts = ["it's", 'a "quote"', "Ñandú – 東京 🚓", "", None]
    moments = np.datetime64("2024-03-31T02:30:00") + np.arange(n) * np.timedelta64(3601, "s")
    moments[3::4] = np.datetime64("NaT")
    return [
        Column("cell_id", "int", np.arange(n)),
        Column("n", "int", (ints * n)[:n]),
        Column("name", "text", (texts * n)[:n]),
        Column("start", "datetime", moments),
        Column("risk", "float", risk),
        Column("whole", "float", np.arange(n)),
        Column("weight", "float", rng.random(n).astype(np.float32)),
        Column("hot", "int", rng.random(n) < 0.5),
        Column("list", "float", [None, float("nan"), *risk.tolist()][:n]),
    ]


def layer_of(destination):
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(destination, "cells", "ogr")
    assert layer.isValid()
    return layer


def everything(layer):
    """All a user or a program can tell of a layer's features; values with their types."""
    return [
        (
            feature.id(),
            bytes(feature.geometry().asWkb()),
            [(type(value), repr(value)) for value in feature.attributes()],
        )
        for feature in layer.getFeatures()
    ]


def contents(path):
    """All a GeoPackage holds, but for the moment it was written and the way its index is built."""
    found = {}
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        found["schema"] = tables
        for kind, name, _ in tables:
            if kind == "table" and not name.endswith(("_node", "_rowid", "_parent")):
                rows = database.execute(f'SELECT * FROM "{name.replace(chr(34), chr(34) * 2)}"').fetchall()
                found[name] = sorted(rows, key=repr)
        # GDAL writes the extent with 16 digits.
        found["gpkg_contents"] = [
            (*row[:4], *(value and float(f"{value:.15g}") for value in row[5:])) for row in found["gpkg_contents"]
        ]
        for (table,) in database.execute("SELECT table_name FROM gpkg_geometry_columns").fetchall():
            assert database.execute("SELECT rtreecheck('rtree_' || ? || '_geom')", (table,)).fetchone() == ("ok",)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    return found


def mostly_nothing(n):
    """Columns as a grid's: ids, then counts and risks that are 0 in most cells, in stretches of every length."""
    from patrol_planner.processing.layers.writing import Column

    rng = np.random.default_rng(11)
    lengths = rng.integers(1, 60, n + 1)
    some = np.repeat(np.arange(n + 1) % 3 == 0, lengths)[:n]
    risk = np.where(some, rng.random(n), np.where(rng.random(n) < 0.1, -0.0, 0.0))
    risk[some & (rng.random(n) < 0.1)] = np.nan
    count = np.where(some & (rng.random(n) < 0.5), rng.integers(1, 9, n), 0)
    return [
        Column("cell_id", "int", np.arange(n)),
        Column("n", "int", count),
        Column("density", "float", count / 0.01),
        Column("risk", "float", risk),
        Column("weight", "float", count.astype(float)),
    ]


# 51 boxes fill one node of the index, 2,601 two levels of them.
@pytest.mark.parametrize("made", [awkward, mostly_nothing])
@pytest.mark.parametrize("n", [0, 1, 51, 52, 3000])
def test_a_filled_table_is_the_one_the_sink_makes(write, through_the_sink, tmp_path, n, made):
    (tmp_path / "quick").mkdir()
    (tmp_path / "sink").mkdir()
    quick = write(tmp_path / "quick" / "cells.gpkg", made(n), hexagons(n))
    through_the_sink()
    slow = write(tmp_path / "sink" / "cells.gpkg", made(n), hexagons(n))
    one, other = layer_of(quick), layer_of(slow)
    assert everything(one) == everything(other)
    assert len(everything(one)) == n
    assert one.fields() == other.fields()
    assert (one.crs(), one.wkbType(), one.extent()) == (other.crs(), other.wkbType(), other.extent())
    assert one.featureCount() == other.featureCount() == n
    # Raw, down to the bytes of a geometry, the triggers and each box of the index.
    assert contents(tmp_path / "quick" / "cells.gpkg") == contents(tmp_path / "sink" / "cells.gpkg")


def test_the_quick_way_is_the_one_taken(write, no_sink, tmp_path):
    assert len(everything(layer_of(write(tmp_path / "cells.gpkg", awkward(70), hexagons(70))))) == 70


def test_a_table_of_any_name_in_a_package_with_others(write, no_sink, tmp_path):
    path = tmp_path / "my city.gpkg"
    write(path, awkward(5), hexagons(5))
    before = contents(path)["my city"]
    for name in ("Zellen – 2%w", "risk;drop", "Zellen – 2%w"):
        target = f"ogr:dbname='{path}' table=\"{name}\" (geom)"
        assert everything(layer_of(write(target, awkward(60), hexagons(60))))[59][0] == 60
    found = contents(path)
    assert found["my city"] == before
    assert len(found["Zellen – 2%w"]) == len(found["risk;drop"]) == 60


def test_the_index_finds_what_lies_in_a_window(write, tmp_path):
    from qgis.core import QgsFeatureRequest, QgsRectangle

    n = 3000
    layer = layer_of(write(tmp_path / "cells.gpkg", awkward(n), hexagons(n)))
    xy = hexagons(n)(0, n)
    low, high = xy.min(axis=1), xy.max(axis=1)
    for west, south, size in ((EAST + 130, NORTH - 900, 450), (EAST - 500, NORTH - 9000, 20_000), (EAST, NORTH, 0.01)):
        window = QgsRectangle(west, south, west + size, south + size)
        met = (low <= (west + size, south + size)).all(axis=1) & (high >= (west, south)).all(axis=1)
        found = [feature.id() for feature in layer.getFeatures(QgsFeatureRequest(window))]
        assert sorted(found) == (np.flatnonzero(met) + 1).tolist()


def test_a_filled_layer_can_be_edited(write, tmp_path):
    """What was switched off while it was filled is on again: count and index follow."""
    from qgis.core import QgsFeatureRequest, QgsGeometry, QgsRectangle

    layer = layer_of(write(tmp_path / "cells.gpkg", awkward(300), hexagons(300)))
    provider = layer.dataProvider()
    far = QgsGeometry.fromRect(QgsRectangle(0, 0, 10, 10))
    assert provider.deleteFeatures(list(range(1, 200)))
    assert provider.changeGeometryValues({250: far})
    assert [f.id() for f in layer.getFeatures(QgsFeatureRequest(QgsRectangle(1, 1, 2, 2)))] == [250]
    assert layer.featureCount() == 101
    path = str(tmp_path / "cells.gpkg")
    del layer, provider
    assert contents(path)["gpkg_ogr_contents"] == [("cells", 101)]


@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson"])
def test_overwriting_a_file(write, tmp_path, ending):
    path = tmp_path / f"cells.{ending}"
    from patrol_planner.processing.layers.writing import Column

    write(path, [Column("old", "text", ["x"] * 9)], hexagons(9))
    layer = layer_of(write(path, [Column("cell_id", "int", np.arange(6))], hexagons(6)))
    assert [feature["cell_id"] for feature in layer.getFeatures()] == [0, 1, 2, 3, 4, 5]
    assert layer.fields().lookupField("old") == -1


@pytest.mark.parametrize("name", ["", "second"])
def test_a_table_that_is_not_as_expected_is_filled_by_qgis(write, monkeypatch, tmp_path, name):
    from patrol_planner.processing.geopackage import bulkwriting as plainwrite

    path = tmp_path / "cells.gpkg"
    expected = everything(layer_of(write(path, awkward(60), hexagons(60))))
    monkeypatch.setattr(plainwrite, "_empty_table", lambda *arguments: None)
    target = f"ogr:dbname='{path}' table=\"{name}\" (geom)" if name else path
    assert everything(layer_of(write(target, awkward(60), hexagons(60)))) == expected
    contents(path)


def test_a_table_that_holds_something_is_left_alone(write, tmp_path):
    from patrol_planner.algorithms.control import Control
    from patrol_planner.processing.geopackage.bulkwriting import fill_table

    path = str(tmp_path / "cells.gpkg")
    write(path, awkward(60), hexagons(60))
    before = contents(path)
    assert not fill_table(path, "cells", awkward(60), hexagons(60), Control(), "Cells")
    assert not fill_table(path, "other", awkward(60), hexagons(60), Control(), "Cells")
    assert contents(path) == before


@pytest.mark.parametrize("values", [np.array([0, 2**31]), np.array([-(2**31), 0]), [None, 2**40]])
def test_numbers_too_large_for_the_field_are_refused_as_the_sink_does(write, tmp_path, values):
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.layers.writing import Column

    with pytest.raises(QgsProcessingException, match="Cells: the output cannot be written.*too large"):
        write(tmp_path / "cells.gpkg", [Column("n", "int", values)], hexagons(2))


def stop_after(checks):
    """A control that is cancelled at its n-th check, and the progress it reported."""
    from patrol_planner.algorithms.control import Control

    left = iter(range(checks))
    seen = []
    return Control(should_stop=lambda: next(left, None) is None, progress=seen.append), seen


# The rows are four pieces; the index is sorted in strips, then written in pieces again.
@pytest.mark.parametrize("checks", [0, 1, 4, 5, 15, 33, 40, 44])
def test_a_cancel_leaves_no_row_behind(write, tmp_path, checks):
    from patrol_planner.algorithms.errors import Cancelled

    n = 40_000
    empty, path = tmp_path / "empty" / "cells.gpkg", tmp_path / "cells.gpkg"
    empty.parent.mkdir()
    write(empty, plain_columns(0), hexagons(0))
    control, seen = stop_after(checks)
    with pytest.raises(Cancelled):
        write(path, plain_columns(n), hexagons(n), control)
    assert contents(path) == contents(empty)


def plain_columns(n):
    from patrol_planner.processing.layers.writing import Column

    return [Column("cell_id", "int", np.arange(n)), Column("risk", "float", np.zeros(n))]


@pytest.mark.parametrize("ending", ["gpkg", "shp"])
def test_progress_goes_on_and_few_rows_are_held_at_once(write, tmp_path, ending):
    n = 60_000
    asked = []

    def rings(start, end):
        asked.append(end - start)
        return hexagons(n)(start, end)

    control, seen = stop_after(10**6)
    write(tmp_path / f"cells.{ending}", plain_columns(n), rings, control)
    assert sum(asked) == n
    assert max(asked) <= 10_000
    assert seen == sorted(seen)
    assert max(np.diff([*seen, 1.0])) < 0.2


@pytest.mark.parametrize("n", [3000, 40_000])
def test_a_full_disk_is_said_and_leaves_no_row(write, tmp_path, n):
    from patrol_planner.algorithms.errors import PatrolError

    path, empty = tmp_path / "cells.gpkg", tmp_path / "empty" / "cells.gpkg"
    empty.parent.mkdir()
    write(empty, plain_columns(0), hexagons(0))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def rings(start, end):
        # From here on the file may not grow.
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
        return hexagons(n)(start, end)

    try:
        with pytest.raises(PatrolError, match="Cells: the output cannot be written .* Check that the disk is not full"):
            write(path, plain_columns(n), rings)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(path) == contents(empty)


def test_a_table_in_use_is_said(write, tmp_path, monkeypatch):
    from patrol_planner.algorithms.control import Control
    from patrol_planner.algorithms.errors import PatrolError
    from patrol_planner.processing.geopackage import bulkwriting as plainwrite

    path = str(tmp_path / "cells.gpkg")
    write(path, plain_columns(0), hexagons(0))
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name, **options: connect(name, timeout=0.1, **options))
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(PatrolError, match="database is locked.*not open in another program"):
            plainwrite.fill_table(path, "", plain_columns(3), hexagons(3), Control(), "Cells")


@pytest.mark.parametrize(
    "target", ["memory:", "TEMPORARY_OUTPUT", "grid.gpkg", "grid.shp", "grid.geojson", "ogr:", "table"]
)
def test_a_risk_grid_goes_where_it_is_sent(run_algorithm, scattered_incidents, tmp_path, target):
    if target == "ogr:":
        target = f"ogr:dbname='{tmp_path / 'city.gpkg'}' table=\"my grid\" (geom)"
    elif target == "table":
        run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), GRID=f"{tmp_path / 'city.gpkg'}")
        target = f"ogr:dbname='{tmp_path / 'city.gpkg'}' table=\"second\" (geom)"
    elif "." in target:
        target = str(tmp_path / target)
    incidents = scattered_incidents()
    found = run_algorithm("riskgrid", INCIDENTS=incidents, GRID=target)
    expected = run_algorithm("riskgrid", INCIDENTS=incidents, GRID="memory:")
    layer, other = found.layer("GRID"), expected.layer("GRID")
    assert layer.featureCount() == other.featureCount() == found["CELLS"]
    assert [bytes(f.geometry().asWkb())[-80:] for f in layer.getFeatures()] == [
        bytes(f.geometry().asWkb())[-80:] for f in other.getFeatures()
    ]
    for name in ("cell_id", "row", "n"):
        assert [f[name] for f in layer.getFeatures()] == [f[name] for f in other.getFeatures()]
    assert [f["risk"] for f in layer.getFeatures()] == pytest.approx([f["risk"] for f in other.getFeatures()])
    # The record of the run is there, as it is with any other output.
    if "gpkg" in target:
        assert "patrol:riskgrid" in layer.metadata().history()[0]


def test_a_risk_grid_is_loaded_on_completion(qgis_app, scattered_incidents, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputLayerDefinition, QgsProject

    project, context = QgsProject(), QgsProcessingContext()
    context.setProject(project)
    target = QgsProcessingOutputLayerDefinition(str(tmp_path / "grid.gpkg"), project)
    target.destinationName = "My grid"
    found = processing.run(
        "patrol:riskgrid",
        {"INCIDENTS": scattered_incidents(), "GRID": target},
        context=context,
        feedback=QgsProcessingFeedback(False),
    )
    (address,) = context.layersToLoadOnCompletion()
    assert address == found["GRID"]
    assert context.layerToLoadOnCompletionDetails(address).name == "My grid"
    assert layer_of(address).featureCount() == found["CELLS"]


def test_a_risk_grid_in_a_model_is_read_by_the_next_step(two_step_model, scattered_incidents, tmp_path):
    from qgis import processing
    from qgis.core import QgsProcessingFeedback

    model = two_step_model("native:centroids", "INPUT", "OUTPUT")
    (target,) = [definition.name() for definition in model.destinationParameterDefinitions()]
    incidents = scattered_incidents()
    path = str(tmp_path / "centres.gpkg")
    found = processing.run(model, {"INCIDENTS": incidents, target: path}, feedback=QgsProcessingFeedback(False))
    cells = processing.run("patrol:riskgrid", {"INCIDENTS": incidents, "GRID": "memory:"})["CELLS"]
    assert layer_of(found[target]).featureCount() == cells > 0


def test_rows_of_nothing_are_told_apart_where_there_are_many(qgis_app):
    from patrol_planner.processing.geopackage.bulkwriting import _bare_rows, _runs

    columns = mostly_nothing(3000)
    leading, bare = _bare_rows(columns, 3000)
    nothing = np.all([np.asarray(column.values) == 0 for column in columns[1:]], axis=0)
    assert leading == 1 and (bare == nothing).all() and bare.mean() > 0.5
    stretches = list(_runs(bare))
    assert [first for first, _, _ in stretches] == [0, *(end for _, end, _ in stretches[:-1])]
    assert stretches[-1][1] == 3000
    assert all(bare[first:end].all() for first, end, is_bare in stretches if is_bare)
    assert sum(end - first for first, end, is_bare in stretches if is_bare) > 0.4 * 3000
    assert not _bare_rows(awkward(100), 100)[1].any()
