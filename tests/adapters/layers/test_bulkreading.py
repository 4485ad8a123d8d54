"""Reading a GeoPackage in bulk, all of it or what is selected, gives what the feature loop gives."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")

FIELDS = ["when", "day", "number", "huge", "text", "Ogc_fid", *(f"f{index}" for index in range(60))]


@pytest.fixture
def odd_layer(make_layer, tmp_path):
    """A GeoPackage layer of points with what is hard to keep: nothing, moments, days, huge numbers, lines of text."""
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer
    from qgis.PyQt.QtCore import QDate, QDateTime

    kinds = ["datetime", "date", "double", "int8", "string", "int", *["int"] * 60]
    start = QDateTime(2024, 3, 30, 23, 59, 59)
    rows = []
    for n in range(300):
        values = [
            start.addSecs(3601 * n),
            QDate(2024, 1, 1).addDays(n),
            n / 7,
            2**53 + n,
            f"line {n}\nÑandú – 東京, \"'",
            n,
            *[n] * 60,
        ]
        if n % 5 == 0:
            values[n % 6] = None
        wkt = "" if n % 41 == 0 else "Point EMPTY" if n % 43 == 0 else f"Point({551000 + 10 * n} {4181000 + n})"
        rows.append((wkt, *values))
    made = make_layer("Point", [f"{name}:{kind}" for name, kind in zip(FIELDS, kinds)], rows)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "odd"
    path = str(tmp_path / "odd.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(made, path, QgsCoordinateTransformContext(), options)
    layer = QgsVectorLayer(f"{path}|layername=odd", "odd", "ogr")
    assert layer.isValid() and layer.featureCount() == 300
    return layer


@pytest.fixture
def read(qgis_app, monkeypatch):
    """All columns of a layer, or of what is selected of it, through the loop or in bulk."""
    from qgis.core import QgsProcessingContext, QgsProcessingFeatureSourceDefinition, QgsProcessingFeedback, QgsProject

    from patrol_planner.processing.framework.run import Run
    from patrol_planner.processing.layers import reading
    from patrol_planner.processing.risk.riskgrid import RiskGrid

    project = QgsProject()
    quick = reading.read_plain_columns

    def read_columns(layer, selected, in_bulk):
        taken = []

        def watched(*arguments):
            taken.append(quick(*arguments) if in_bulk else None)
            return taken[-1]

        monkeypatch.setattr(reading, "read_plain_columns", watched)
        context = QgsProcessingContext()
        context.setProject(project)
        project.addMapLayer(layer, False)
        chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True) if selected else layer
        run = Run(RiskGrid().create(), {"INCIDENTS": chosen}, context, QgsProcessingFeedback())
        found = reading._read_columns(run, run.required_source("INCIDENTS"), FIELDS)
        project.takeMapLayer(layer)
        return found, taken[0] is not None

    return read_columns


def plain(name, values):
    """A column as whoever asks for it has it."""
    from patrol_planner.processing.layers.columns import numbers_of, texts_of
    from patrol_planner.processing.times.times import read_times

    if name in ("when", "day"):
        return read_times(values, name).time
    return texts_of(values) if name == "text" else numbers_of(values)


@pytest.mark.parametrize("chosen", ["all", "some", "filtered", "none"])
def test_in_bulk_as_in_the_loop(odd_layer, read, chosen):
    from osgeo import gdal

    if chosen == "some":
        odd_layer.selectByIds([3, *range(300, 80, -3)])
    elif chosen == "filtered":
        assert odd_layer.setSubsetString("number > 10")
        odd_layer.selectByIds([feature.id() for feature in odd_layer.getFeatures()][20:170])
    selected = chosen != "all"
    (ids, wkb, columns), in_bulk = read(odd_layer, selected, True)
    (loop_ids, loop_wkb, loop_columns), _ = read(odd_layer, selected, False)
    assert in_bulk == (int(gdal.VersionInfo()) >= 3060000 and chosen != "none")
    assert ids.tolist() == loop_ids.tolist()
    assert len(ids) == {"all": 300, "some": 75, "filtered": 150, "none": 0}[chosen]
    assert wkb == loop_wkb
    for name in FIELDS if len(ids) else ():
        np.testing.assert_array_equal(plain(name, columns[name]), plain(name, loop_columns[name]), err_msg=name)


def test_few_of_many_are_asked_for_one_by_one(odd_layer, read):
    odd_layer.selectByIds([7, 20, 290])
    (ids, _, _), in_bulk = read(odd_layer, True, True)
    assert not in_bulk and ids.tolist() == [7, 20, 290]


def test_what_is_being_edited_is_read_as_it_stands(odd_layer, read):
    odd_layer.selectByIds(list(range(1, 200)))
    assert odd_layer.startEditing()
    assert odd_layer.changeAttributeValue(100, odd_layer.fields().lookupField("number"), -5.0)
    (ids, _, columns), in_bulk = read(odd_layer, True, True)
    assert not in_bulk and columns["number"][ids.tolist().index(100)] == -5.0
    odd_layer.rollBack()


def test_the_loop_leaves_the_collector_as_it_was(odd_layer, read):
    import gc

    assert gc.isenabled()
    read(odd_layer, False, False)
    assert gc.isenabled()


@pytest.mark.parametrize("piece", [1, 7, 300, 20_000])
def test_pieces_of_any_length_are_the_same(odd_layer, read, piece, monkeypatch):
    from patrol_planner.processing.layers import reading

    (ids, wkb, columns), _ = read(odd_layer, False, False)
    monkeypatch.setattr(reading, "_PIECE", piece)
    (same_ids, same_wkb, same), _ = read(odd_layer, False, False)
    assert same_ids.tolist() == ids.tolist() and len(ids) == 300 and same_wkb == wkb
    for name in FIELDS:
        np.testing.assert_array_equal(plain(name, same[name]), plain(name, columns[name]), err_msg=name)


@pytest.mark.parametrize(
    "texts",
    [
        ["Point(1 2)", "Point(3 4)"],
        ["Point(1 2)", "", "Point(3 4)"],
        ["Point(1 2)", "MultiPoint((3 4))", "Point(5 6)"],
        ["Point(1 2)", "", "MultiPoint((3 4), (5 6))"],
        ["Point(1 2)", "Point EMPTY"],
        ["PointZ(1 2 3)", "PointZ(4 5 6)"],
        ["Point(1 2)", "PointM(4 5 6)"],
        ["LineString(1 2, 3 4)", "LineString(1 2, 3 5)"],
        ["MultiPoint((1 2))", "MultiPoint((3 4))"],
        [],
    ],
)
def test_all_geometries_at_once_are_as_each(qgis_app, texts):
    from qgis.core import QgsGeometry

    from patrol_planner.processing.layers.geometries import all_wkb

    shapes = [QgsGeometry.fromWkt(text) if text else QgsGeometry() for text in texts]
    assert all_wkb(shapes) == [b"" if shape.isNull() else shape.asWkb().data() for shape in shapes]


def test_moments_at_once_are_as_each(qgis_app):
    from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

    from patrol_planner.processing.layers.columns import compact
    from patrol_planner.processing.times.times import read_times

    # By the minute through a night on which many clocks are put on, and far from now.
    start = QDate(2024, 3, 10)
    moments = [QDateTime(start, QTime(minute // 60, minute % 60, 59, 999)) for minute in range(240)]
    moments += [QDateTime(QDate(year, 12, 31), QTime(23, 59, 59)) for year in (1, 1583, 1899, 2500, 9999)]
    for those in (moments, [*moments, None], [*moments, QDateTime()]):
        column = compact(those)
        assert column.dtype.kind == "M"
        np.testing.assert_array_equal(column, read_times(those, "").time)
    utc = QDateTime.fromString("2024-03-30T23:59:59Z", Qt.DateFormat.ISODate)
    for zoned in (utc, QDateTime.fromString("2024-03-30T23:59:59+02:00", Qt.DateFormat.ISODate)):
        assert compact([*moments, zoned]) == [*moments, zoned]
