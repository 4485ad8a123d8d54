"""The risk grid on real cities: the adaptive kernel beside its formula, and every sum as it was recorded."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("qgis.core")

from patrol_planner.algorithms.times.timeclasses import CASES, case_index  # noqa: E402

BANDWIDTH_M = 800.0


@pytest.fixture(scope="module")
def houston(qgis_app, shared_data: Path, tmp_path_factory) -> str:
    """10,000 incidents of Houston, every eighth, as a GeoPackage in degrees with their time as text."""
    from osgeo import ogr, osr

    path = str(tmp_path_factory.mktemp("houston") / "houston.gpkg")
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = dataset.CreateLayer("incidents", reference, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("datetime", ogr.OFTString))
    layer.StartTransaction()
    with gzip.open(shared_data / "houston" / "incidents.csv.gz", "rt", encoding="utf-8") as file:
        for row in list(csv.DictReader(file))[::8][:10_000]:
            if not row["lon"]:
                continue
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetField("datetime", row["datetime"])
            feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({row['lon']} {row['lat']})"))
            layer.CreateFeature(feature)
    layer.CommitTransaction()
    del feature, layer, dataset
    return path


def quartic(squared: np.ndarray, width: np.ndarray | float) -> np.ndarray:
    return 3 / np.pi / np.square(width) * np.square(1 - np.minimum(squared / np.square(width), 1))


def two_stage(places: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The formula, pair by pair: (m,), per m²."""
    pilot = np.empty(len(places))
    for begin in range(0, len(places), 500):
        few = places[begin : begin + 500]
        squared = (few[:, None, 0] - places[:, 0]) ** 2 + (few[:, None, 1] - places[:, 1]) ** 2
        pilot[begin : begin + 500] = quartic(squared, BANDWIDTH_M).mean(axis=1)
    width = BANDWIDTH_M * np.sqrt(np.exp(np.log(pilot).mean()) / pilot)
    found = np.empty(len(at))
    for begin in range(0, len(at), 500):
        few = at[begin : begin + 500]
        squared = (few[:, None, 0] - places[:, 0]) ** 2 + (few[:, None, 1] - places[:, 1]) ** 2
        found[begin : begin + 500] = quartic(squared, width).sum(axis=1)
    return found


@pytest.mark.parametrize("cases", CASES)
def test_the_adaptive_kernel_of_houston_is_the_formula(run_algorithm, houston: str, cases: str) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsVectorLayer

    done = run_algorithm(
        "riskgrid", INCIDENTS=houston, TIME_FIELD="datetime", CASES=cases, METHOD="adaptive", BANDWIDTH=BANDWIDTH_M,
        CELL_SIZE=1500, GRID="memory:",
    )  # fmt: skip
    grid = done.layer("GRID")
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), grid.crs(), QgsProject.instance())
    features = list(QgsVectorLayer(houston).getFeatures())
    places = np.array([tuple(transform.transform(feature.geometry().asPoint())) for feature in features])
    time = np.array([feature["datetime"] for feature in features], "M8[s]")
    box = grid.extent()
    inside = (places[:, 0] >= box.xMinimum()) & (places[:, 0] < box.xMaximum())
    inside &= (places[:, 1] > box.yMinimum()) & (places[:, 1] <= box.yMaximum())
    places, time = places[inside], time[inside]
    assert len(places) == done["INCIDENTS_USED"] > 9_900
    rows = done.rows("GRID")
    assert sum(row["n"] for row in rows) == len(places)
    assert sum(row["weight"] for row in rows) == pytest.approx(len(places), rel=1e-9)
    centres = np.array([tuple(feature.geometry().centroid().asPoint()) for feature in grid.getFeatures()])
    of_case = case_index(time, cases)
    for index, case in enumerate(CASES[cases]):
        mine = places if of_case is None else places[of_case == index]
        expected = two_stage(mine, centres)
        found = np.array([row[f"risk_{case.name}"] for row in rows])
        assert np.abs(found - expected / expected.max()).max() < 0.005, case
        if of_case is not None:
            assert sum(row[f"w_{case.name}"] for row in rows) == pytest.approx(len(mine), rel=1e-9)
