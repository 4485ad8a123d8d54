"""The plugin as scripts and servers use it: the real qgis_process."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from osgeo import gdal, ogr, osr

gdal.UseExceptions()

# Three incidents share a 100 m cell, one lies alone; the last has no geometry. EPSG:32617, metres.
PLACES = [(500_010.0, 9_980_010.0), (500_020.0, 9_980_020.0), (500_090.0, 9_980_090.0), (500_450.0, 9_980_250.0), None]


def write_incidents(path: Path, with_crs: bool = True) -> Path:
    """A GeoPackage with PLACES in the layer "incidents"."""
    crs = None
    if with_crs:
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(32617)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("incidents", crs, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("at", ogr.OFTString))
    for place in PLACES:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("at", "2024-05-31 22:15:00")
        if place is not None:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT({place[0]} {place[1]})"))
        layer.CreateFeature(feature)
    del feature, layer, dataset
    return path


def read_rows(path: Path) -> tuple[list[dict], str]:
    """The attributes of the first layer of a file, and its CRS as authority:code."""
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayer(0)
    crs = layer.GetSpatialRef()
    return [feature.items() for feature in layer], f"{crs.GetAuthorityName(None)}:{crs.GetAuthorityCode(None)}"


def test_our_algorithms_are_listed(qgis_process):
    done = qgis_process("--json", "list")
    assert done.returncode == 0, done.stderr
    provider = json.loads(done.stdout)["providers"]["patrol"]
    assert provider["name"] == "Patrol Planner"
    assert "patrol:riskgrid" in provider["algorithms"]
    assert "Traceback" not in done.stderr


def test_the_help_names_parameters_and_outputs(qgis_process):
    done = qgis_process("help", "patrol:riskgrid")
    assert done.returncode == 0, done.stderr
    for name in ("INCIDENTS", "CELL_SIZE", "GRID", "CELLS", "SKIPPED"):
        assert name in done.stdout


def test_riskgrid_writes_the_grid_it_should(qgis_process, tmp_path):
    incidents = write_incidents(tmp_path / "incidents.gpkg")
    grid = tmp_path / "grid.gpkg"
    done = qgis_process(
        "--json",
        "run",
        "patrol:riskgrid",
        f"--INCIDENTS={incidents}",
        "--CELL_SIZE=100",
        "--METHOD=count",
        f"--GRID={grid}",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(done.stdout)["results"]
    rows, crs = read_rows(grid)
    assert crs == "EPSG:32617"
    # x 500,000–500,500 and y 9,980,000–9,980,300 at 100 m
    assert len(rows) == results["CELLS"] == 15
    assert results["INCIDENTS_USED"] == 4
    assert results["SKIPPED"] == 1
    assert Counter(row["n"] for row in rows) == {0: 13, 1: 1, 3: 1}
    by_place = {(row["row"], row["col"]): row for row in rows}
    # Numbered from the north-west: the three lie in the south-west cell, the one in the north-east.
    assert (by_place[2, 0]["n"], by_place[0, 4]["n"]) == (3, 1)
    # The id names the place on the plane, in rows of 40,000 cells.
    south_west = (9_980_000 // 100 % 50_000) * 40_000 + 5_000
    assert by_place[2, 0]["cell_id"] == south_west and by_place[0, 4]["cell_id"] == south_west + 2 * 40_000 + 4
    assert by_place[2, 0]["density"] == pytest.approx(300.0)
    assert by_place[2, 0]["risk"] == pytest.approx(1.0)
    assert by_place[0, 4]["risk"] == pytest.approx(1 / 3)
    assert by_place[0, 0]["risk"] == pytest.approx(0.0)


def test_featurerelevance_takes_several_fields_and_ranks_them(qgis_process, tmp_path):
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32617)
    incidents = tmp_path / "incidents.gpkg"
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(incidents))
    layer = dataset.CreateLayer("incidents", crs, ogr.wkbPoint)
    for name in ("at", "kind", "sector", "lamp"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for number in range(60):
        feature = ogr.Feature(layer.GetLayerDefn())
        robbery = number % 2 == 0
        row = (f"2024-05-{number % 28 + 1:02d} {22 if robbery else 11}:15", "robbery" if robbery else "theft")
        for field, value in enumerate((*row, f"S{number % 3}", f"L{number % 5}")):
            feature.SetField(field, value)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT({500_000 + 10 * number} 9980000)"))
        layer.CreateFeature(feature)
    del feature, layer, dataset
    table = tmp_path / "relevance.gpkg"
    given = [f"--INCIDENTS={incidents}", "--TIME_FIELD=at", "--TARGET_FIELD=kind", f"--RELEVANCE={table}"]
    done = qgis_process("--json", "run", "patrol:featurerelevance", *given, "--FIELDS=sector", "--FIELDS=lamp")
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(done.stdout)["results"]
    # The data set must outlive its layer.
    dataset = ogr.Open(str(table))
    rows = [feature.items() for feature in dataset.GetLayer(0)]
    assert rows[0]["feature"] == "hour" and rows[0]["gain_ratio"] == pytest.approx(1.0)
    assert {"sector", "lamp"} <= {row["feature"] for row in rows}
    assert (results["INCIDENTS_USED"], results["SKIPPED"]) == (60, 0)
    assert results["FEATURES_KEPT"] == sum(row["kept"] for row in rows)


@pytest.mark.parametrize(
    ("with_crs", "arguments", "words"),
    [
        (False, ["--CELL_SIZE=100"], ["Incidents", "no coordinate reference system", "EPSG:4326"]),
        (True, ["--CELL_SIZE=0"], ["Cell size", "greater than 0"]),
        (True, ["--CELL_SIZE=100", "--CASES=turn"], ["Time field"]),
        (True, ["--CELL_SIZE=0.1"], ["cells", "5,000,000"]),
    ],
)
def test_an_error_is_a_sentence_and_an_exit_code(qgis_process, tmp_path, with_crs, arguments, words):
    incidents = write_incidents(tmp_path / "incidents.gpkg", with_crs)
    grid = tmp_path / "grid.gpkg"
    done = qgis_process(
        "run", "patrol:riskgrid", f"--INCIDENTS={incidents}", "--METHOD=count", f"--GRID={grid}", *arguments
    )
    shown = done.stdout + done.stderr
    assert done.returncode != 0
    assert all(word in shown for word in words), shown
    assert "Traceback" not in shown
    assert not grid.exists()
