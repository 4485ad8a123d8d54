"""Reading a GeoPackage in bulk, or a copy of any layer in memory, gives what the feature loop gives."""

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


@pytest.fixture
def read_copy(read, monkeypatch):
    """All columns of a layer through a copy, or None where that is not open, and through the loop."""
    from patrol_planner.processing.files import bulkreading
    from patrol_planner.processing.layers import reading

    copy = reading.read_copied_columns

    def read_both(layer, selected=False, least=1):
        taken = []

        def watched(*arguments):
            taken.append(copy(*arguments))
            return taken[-1]

        monkeypatch.setattr(reading, "read_copied_columns", watched)
        monkeypatch.setattr(bulkreading, "_WORTH_A_COPY", least)
        found, _ = read(layer, selected, False)
        monkeypatch.setattr(bulkreading, "_WORTH_A_COPY", 10**9)
        looped, _ = read(layer, selected, False)
        return found if taken and taken[-1] is not None else None, looped

    return read_both


def has_columnar_reader():
    from osgeo import gdal

    return int(gdal.VersionInfo()) >= 3060000


def copied_to_memory(layer, expression=""):
    from qgis.core import QgsFeatureRequest

    request = QgsFeatureRequest()
    if expression:
        request.setFilterExpression(expression)
    return layer.materialize(request)


WITHOUT_EMPTIES = "$geometry is null or not is_empty($geometry)"


@pytest.mark.parametrize("selected", [False, True])
def test_a_copy_is_as_the_loop(odd_layer, read_copy, selected, monkeypatch):
    from osgeo import gdal

    layer = copied_to_memory(odd_layer, WITHOUT_EMPTIES)
    monkeypatch.setitem(globals(), "FIELDS", [name for name in FIELDS if name != "day"])
    layer.selectByIds(list(range(200, 10, -3)))
    copied, looped = read_copy(layer, selected)
    assert (copied is not None) == has_columnar_reader()
    if copied is None:
        return
    assert copied[0].tolist() == looped[0].tolist() and len(looped[0]) > 50
    assert copied[1] == looped[1]
    for name in FIELDS:
        np.testing.assert_array_equal(plain(name, copied[2][name]), plain(name, looped[2][name]), err_msg=name)
    assert not [name for name in gdal.ReadDirRecursive("/vsimem/") or [] if name.endswith("copy.fgb")]


def test_what_a_copy_would_lose_goes_through_the_loop(odd_layer, read_copy, monkeypatch):
    from qgis.PyQt.QtCore import QDateTime, Qt

    # A date comes back with its type only from a GeoPackage.
    assert read_copy(copied_to_memory(odd_layer, WITHOUT_EMPTIES))[0] is None
    monkeypatch.setitem(globals(), "FIELDS", [name for name in FIELDS if name != "day"])
    # Empty geometries would become none, and moments lose their zone.
    assert read_copy(copied_to_memory(odd_layer))[0] is None
    zoned = copied_to_memory(odd_layer, WITHOUT_EMPTIES)
    place = zoned.fields().lookupField("when")
    moment = QDateTime.fromString("2024-03-30T23:59:59Z", Qt.DateFormat.ISODate)
    zoned.dataProvider().changeAttributeValues({feature.id(): {place: moment} for feature in zoned.getFeatures()})
    assert read_copy(zoned)[0] is None
    # Nor is it worth while for a few.
    assert read_copy(copied_to_memory(odd_layer, WITHOUT_EMPTIES), least=1000)[0] is None
