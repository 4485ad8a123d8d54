"""Filling a GeoPackage at once gives the very table that QGIS's own sink gives, or none at all."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from writtencells import EAST, NORTH, awkward, contents, everything, hexagons, layer_of, mostly_nothing, plain_columns

pytest.importorskip("qgis.core")


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


@pytest.mark.parametrize("name", ["", "second"])
def test_a_table_that_is_not_as_expected_is_filled_by_qgis(write, monkeypatch, tmp_path, name):
    from patrol_planner.processing.geopackage import bulkwriting

    path = tmp_path / "cells.gpkg"
    expected = everything(layer_of(write(path, awkward(60), hexagons(60))))
    monkeypatch.setattr(bulkwriting, "_empty_table", lambda *arguments: None)
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
    from patrol_planner.processing.geopackage import bulkwriting

    path = str(tmp_path / "cells.gpkg")
    write(path, plain_columns(0), hexagons(0))
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda name, **options: connect(name, timeout=0.1, **options))
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(PatrolError, match="database is locked.*not open in another program"):
            bulkwriting.fill_table(path, "", plain_columns(3), hexagons(3), Control(), "Cells")


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
