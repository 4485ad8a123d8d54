"""The file a GeoPackage is written to before it takes its place: nobody's but its own."""

from __future__ import annotations

import os
import sqlite3
from types import SimpleNamespace

import pytest

pytest.importorskip("qgis.core")


@pytest.fixture
def add_points(qgis_app):
    """Write a layer of points named ``name`` into a GeoPackage that is open."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsGeometry, QgsWkbTypes

    from patrol_planner.algorithms.control import Control
    from patrol_planner.processing.layers.writing import Column

    run = SimpleNamespace(control=Control(), transforms=QgsCoordinateTransformContext())

    def add(package, name: str) -> None:
        shapes = [QgsGeometry.fromWkt("Point(1 2)")]
        crs = QgsCoordinateReferenceSystem("EPSG:32631")
        assert package.add_layer(run, name, [Column("id", "int", [1])], shapes, QgsWkbTypes.Type.Point, crs) == 1

    return add


def tables(path) -> list[str]:
    database = sqlite3.connect(path)
    try:
        return [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents ORDER BY table_name")]
    finally:
        database.close()


def test_the_users_own_files_beside_it_stay(add_points, tmp_path):
    from patrol_planner.processing.geopackage.container import GeoPackage

    mine = [tmp_path / name for name in ("city.part.gpkg", "city.part.gpkg-wal", ".city-.gpkg")]
    for file in mine:
        file.write_bytes(b"mine")
    with GeoPackage(str(tmp_path / "city.gpkg"), "City") as package:
        add_points(package, "roads")
    assert [file.read_bytes() for file in mine] == [b"mine"] * 3
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(["city.gpkg", *(file.name for file in mine)])


def test_two_runs_at_once_do_not_both_succeed(add_points, tmp_path):
    from patrol_planner.algorithms.errors import PatrolError
    from patrol_planner.processing.geopackage.container import GeoPackage

    path = tmp_path / "city.gpkg"
    changed = pytest.raises(PatrolError, match="another program has changed it while this run worked")
    with changed, GeoPackage(str(path), "City") as last:
        add_points(last, "first")
        with GeoPackage(str(path), "City") as other:
            add_points(other, "other")
            add_points(last, "second")
        assert tables(path) == ["other"]
    assert tables(path) == ["other"]
    assert [file.name for file in tmp_path.iterdir()] == ["city.gpkg"]


def test_others_may_read_it_as_they_may_any_new_file(add_points, tmp_path):
    from patrol_planner.processing.geopackage.container import GeoPackage

    usual = tmp_path / "usual"
    usual.touch()
    with GeoPackage(str(tmp_path / "city.gpkg"), "City") as package:
        add_points(package, "roads")
    assert os.stat(package.path).st_mode == os.stat(usual).st_mode
