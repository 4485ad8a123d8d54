"""patrol:riskgrid: every odd input answered with what is wrong, where, and what to do."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")


def error_of(run_algorithm, **parameters) -> str:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("riskgrid", **{"GRID": "memory:", "METHOD": "count", **parameters})
    return str(caught.value)


def test_no_crs(run_algorithm, make_layer) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    layer = make_layer("Point", [], [("Point(1 2)",)])
    layer.setCrs(QgsCoordinateReferenceSystem())
    assert "no coordinate reference system" in error_of(run_algorithm, INCIDENTS=layer)


def test_empty_layer_and_null_geometries(run_algorithm, make_layer) -> None:
    assert "the layer is empty" in error_of(run_algorithm, INCIDENTS=make_layer("Point", [], []))
    text = error_of(run_algorithm, INCIDENTS=make_layer("Point", [], [(None,)] * 4))
    assert "none of its 4 features can be used: 4 without geometry" in text


def test_multiple_geometries_are_counted(run_algorithm, make_layer) -> None:
    layer = make_layer(
        "MultiPoint", [], [("MultiPoint((551000 4181000))",), ("MultiPoint((551000 4181000),(551900 4181000))",)]
    )
    done = run_algorithm("riskgrid", INCIDENTS=layer, METHOD="count", GRID="memory:")
    assert (done["INCIDENTS_USED"], done["SKIPPED"]) == (1, 1) and "1 with an empty or multiple geometry" in done.log


def test_one_time_that_does_not_parse_is_counted_all_is_an_error(run_algorithm, make_layer) -> None:
    rows = [
        ("Point(551000 4181000)", "2024-01-01 10:00"),
        ("Point(551100 4181000)", "yesterday"),
        ("Point(551100 4181000)", None),
    ]
    layer = make_layer("Point", ["t:string"], rows)
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", CASES="turn", METHOD="count", GRID="memory:")
    assert (done["INCIDENTS_USED"], done["SKIPPED"]) == (1, 2) and "2 without a readable time in t" in done.log
    text = error_of(run_algorithm, INCIDENTS=make_layer("Point", ["t:string"], rows[1:]), TIME_FIELD="t", CASES="turn")
    assert "'yesterday'" in text and "ISO" in text


def test_places_and_kinds_to_leave_out_do_not_count(run_algorithm, make_layer) -> None:
    rows = [(f"Point({551000 + 100 * number} 4181000)", kind) for number, kind in enumerate(("a", "B", "b, c", None))]
    layer, place = make_layer("Point", ["kind:string"], rows), make_layer("Point", [], [("Point(551010 4181000)",)])
    given = {"INCIDENTS": layer, "METHOD": "count", "GRID": "memory:", "TYPE_FIELD": "kind"}
    done = run_algorithm("riskgrid", **given, EXCLUDE=place, EXCLUDE_TYPES='b, "B, C"')
    assert (done["INCIDENTS_USED"], done["SKIPPED"]) == (1, 0)
    assert "Places to leave out: 1 incidents left out" in done.log and "Kinds to leave out: 2 inc" in done.log
    text = error_of(run_algorithm, **given, EXCLUDE=make_layer("Point", [], rows=[(row[0],) for row in rows]))
    assert "all 4 incidents are left out by Places to leave out and Kinds to leave out" in text
    text = error_of(run_algorithm, INCIDENTS=layer, EXCLUDE_TYPES="a")
    assert "Kinds to leave out need the Kind of incident field" in text


def test_dates_without_hours(run_algorithm, scattered_incidents) -> None:
    text = error_of(run_algorithm, INCIDENTS=scattered_incidents(), TIME_FIELD="day", CASES="turn")
    assert "dates without a time of day" in text
    done = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), TIME_FIELD="day", METHOD="count", GRID="memory:")
    assert done["INCIDENTS_USED"] == 300


def test_cases_without_a_time_field(run_algorithm, scattered_incidents) -> None:
    assert "choose the Time field" in error_of(run_algorithm, INCIDENTS=scattered_incidents(), CASES="turn")


def test_study_area_in_another_crs_and_incidents_all_outside(run_algorithm, scattered_incidents, make_layer) -> None:
    box = "Polygon((-122.43 37.76, -122.41 37.76, -122.41 37.79, -122.43 37.79, -122.43 37.76))"
    inside = make_layer("Polygon", [], [(box,)], "EPSG:4326")
    done = run_algorithm("riskgrid", INCIDENTS=scattered_incidents(), STUDY_AREA=inside, METHOD="count", GRID="memory:")
    assert done.layer("GRID").crs().authid() == "EPSG:32610" and done["INCIDENTS_USED"] > 100
    far = make_layer("Polygon", [], [(box.replace("37.7", "38.7"),)], "EPSG:4326")
    text = error_of(run_algorithm, INCIDENTS=scattered_incidents(), STUDY_AREA=far)
    assert "none of its 300 features can be used: 300 outside the study area" in text


def test_a_slanted_study_area_counts_point_by_point(run_algorithm, make_layer) -> None:
    triangle = make_layer(
        "Polygon", [], [("Polygon((551000 4181000, 552000 4181000, 551000 4182000, 551000 4181000))",)]
    )
    rng = np.random.default_rng(6)
    x, y = rng.uniform(551000, 552000, 500), rng.uniform(4181000, 4182000, 500)
    layer = make_layer("Point", [], [(f"Point({px} {py})",) for px, py in zip(x, y)])
    done = run_algorithm("riskgrid", INCIDENTS=layer, STUDY_AREA=triangle, METHOD="count", GRID="memory:")
    assert done["INCIDENTS_USED"] == ((x - 551000) + (y - 4181000) <= 1000).sum()
    assert done["CELLS"] == 10


@pytest.mark.parametrize("name, value", [("CELL_SIZE", 0), ("CELL_SIZE", -250), ("BANDWIDTH", -1), ("HALF_LIFE", -3)])
def test_zero_and_negative_sizes(run_algorithm, scattered_incidents, name, value) -> None:
    text = error_of(run_algorithm, INCIDENTS=scattered_incidents(), **{name: value})
    wanted = {"CELL_SIZE": "greater than 0", "BANDWIDTH": "greater than 0, or 0 for a rule of thumb"}
    assert f"must be {wanted[name]}, not {value}" in text if name in wanted else "must not be negative" in text


def test_too_many_cells(run_algorithm, make_layer) -> None:
    layer = make_layer("Point", [], [("Point(500000 4100000)",), ("Point(600000 4200000)",)])
    text = error_of(run_algorithm, INCIDENTS=layer, CELL_SIZE=10)
    assert "the limit is 5,000,000" in text and "Use cells of at least" in text


def test_weights_that_are_no_weights(run_algorithm, make_layer) -> None:
    rows = [(f"Point(551000 {4181000 + i})", value) for i, value in enumerate((1.0, float("nan"), -2.0, None))]
    layer = make_layer("Point", ["w:double"], rows)
    done = run_algorithm("riskgrid", INCIDENTS=layer, WEIGHT_FIELD="w", METHOD="count", GRID="memory:")
    assert (done["INCIDENTS_USED"], done["SKIPPED"]) == (1, 3)
    assert "3 without a usable weight in w (NULL, NaN or negative)" in done.log


def test_coordinates_that_do_not_fit_the_crs(run_algorithm, make_layer) -> None:
    rows = [("Point(-122.42 37.77)",), ("Point(551000 4181000)",)]
    done = run_algorithm(
        "riskgrid",
        INCIDENTS=make_layer("Point", [], rows, "EPSG:4326"),
        METHOD="count",
        GRID="memory:",
        CRS="EPSG:32610",
    )
    assert (done["INCIDENTS_USED"], done["SKIPPED"]) == (1, 1) and "do not fit the layer's CRS" in done.log
    text = error_of(run_algorithm, INCIDENTS=make_layer("Point", [], rows[1:], "EPSG:4326"))
    assert "do not fit its CRS EPSG:4326" in text


def test_a_missing_package_is_named_with_the_way_to_install_it(run_algorithm, scattered_incidents, monkeypatch) -> None:
    from qgis.core import QgsApplication

    from patrol_planner.processing.framework import base

    monkeypatch.setattr(base, "missing_packages", lambda names: ["scipy"])
    algorithm = QgsApplication.processingRegistry().algorithmById("patrol:riskgrid")
    assert algorithm is not None, "the toolbox still lists it"
    fine, text = algorithm.canExecute()
    assert not fine
    for message in (text, error_of(run_algorithm, INCIDENTS=scattered_incidents())):
        assert "Python package missing: scipy" in message
        assert all(
            word in message for word in ("Windows", "OSGeo4W Shell", "macOS", "Linux", "apt install python3-scipy")
        )


def test_a_facility_layer_without_crs_is_named(run_algorithm, scattered_incidents, make_layer) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    bars = make_layer("Point", [], [("Point(1 2)",)])
    bars.setName("bars")
    bars.setCrs(QgsCoordinateReferenceSystem())
    assert error_of(run_algorithm, INCIDENTS=scattered_incidents(), FACILITIES=[bars]).startswith(
        "bars: the layer has no coordinate"
    )


def test_one_wrong_coordinate_does_not_stretch_the_grid(run_algorithm, scattered_incidents) -> None:
    from qgis.core import QgsFeature, QgsGeometry

    incidents = scattered_incidents()
    expected = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", GRID="memory:")["CELLS"]
    stray = QgsFeature(incidents.fields())
    stray.setGeometry(QgsGeometry.fromWkt("Point(851000 3181000)"))
    assert incidents.dataProvider().addFeatures([stray])[0]
    done = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", GRID="memory:")
    assert done["CELLS"] == expected and done["SKIPPED"] == 1 and "1 far from all others" in done.log


def test_a_study_area_beside_grid_lines_keeps_its_cells_and_incidents(run_algorithm, make_layer) -> None:
    """Corners on grid lines and slanted edges: the cells that GEOS says overlap, and every incident inside."""
    from qgis.core import QgsGeometry

    rng = np.random.default_rng(11)
    shapes = ["Polygon((553000 4184750, 553000 4184500, 553250 4183750, 553000 4184750))"]
    for _ in range(12):
        corners = [
            f"{x} {y}" for x, y in zip(553000 + 250 * rng.integers(0, 9, 3), 4183000 + 125 * rng.integers(0, 17, 3))
        ]
        shapes.append(f"Polygon(({', '.join([*corners, corners[0]])}))")
    for wkt in shapes:
        area = QgsGeometry.fromWkt(wkt)
        if area.area() < 1000:
            continue
        box = area.boundingBox()
        x = rng.uniform(box.xMinimum(), box.xMaximum(), 150)
        y = rng.uniform(box.yMinimum(), box.yMaximum(), 150)
        inside = [area.contains(QgsGeometry.fromWkt(f"Point({px} {py})")) for px, py in zip(x, y)]
        incidents = make_layer("Point", [], [(f"Point({px} {py})",) for px, py in zip(x, y)])
        layer = make_layer("Polygon", [], [(wkt,)])
        done = run_algorithm("riskgrid", INCIDENTS=incidents, STUDY_AREA=layer, METHOD="count", GRID="memory:")
        assert done["INCIDENTS_USED"] == sum(inside), wkt
        cells = [feature.geometry() for feature in done.layer("GRID").getFeatures()]
        assert all(cell.intersection(area).area() > 0 for cell in cells), wkt
        covered = QgsGeometry.unaryUnion(cells)
        assert area.difference(covered).area() < 1, wkt


def test_later_incidents_do_not_shape_the_grid(run_algorithm, make_layer) -> None:
    rows = [(f"Point({551000 + 90 * i} 4181000)", "2024-01-05 10:00") for i in range(12)]
    later = [("Point(561000 4191000)", "2024-03-01 10:00")]
    shared = {"TIME_FIELD": "t", "METHOD": "count", "PERIOD_END": "2024-02-01", "GRID": "memory:"}
    first, second = (
        run_algorithm("riskgrid", INCIDENTS=make_layer("Point", ["t:string"], some), **shared)
        for some in (rows, rows + later)
    )
    assert first.rows("GRID") == second.rows("GRID")


def test_a_table_without_points_says_how_to_make_them(run_algorithm, make_layer) -> None:
    table = make_layer("NoGeometry", ["lon:double", "lat:double"], [(None, -122.4, 37.7)])
    assert "a table without geometry" in error_of(run_algorithm, INCIDENTS=table)


def test_null_island_is_no_place(run_algorithm, make_layer) -> None:
    rows = [(f"Point({-122.42 + 0.001 * i} 37.77)",) for i in range(30)] + [("Point(0 0)",)] * 25
    done = run_algorithm(
        "riskgrid", INCIDENTS=make_layer("Point", [], rows, "EPSG:4326"), METHOD="count", GRID="memory:"
    )
    assert done.layer("GRID").crs().authid() == "EPSG:32610"
    assert done["SKIPPED"] == 25 and "25 at 0° N 0° E" in done.log


def test_words_are_named_where_one_is_unknown(run_algorithm, scattered_incidents) -> None:
    for value in ("kernal", "1", 1):
        text = error_of(run_algorithm, INCIDENTS=scattered_incidents(), METHOD=value)
        assert "METHOD" in text and "count, kernel" in text
    assert "no value is a time" in error_of(
        run_algorithm, INCIDENTS=scattered_incidents(), TIME_FIELD="time", PERIOD_END="soon"
    )


def test_the_second_table_of_a_geopackage_is_the_second(
    run_algorithm, make_layer, scattered_incidents, tmp_path
) -> None:
    from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer

    path = str(tmp_path / "two.gpkg")
    for name, count in (("first", 3), ("second", 5)):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = name
        if name == "second":
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        context = QgsProject.instance().transformContext()
        QgsVectorFileWriter.writeAsVectorFormatV3(scattered_incidents(count), path, context, options)
    for uri, count in ((f"{path}|layerid=1", 5), (f"{path}|layername=second", 5), (f"{path}|layername=first", 3)):
        layer = QgsVectorLayer(uri, "some", "ogr")
        assert run_algorithm("riskgrid", INCIDENTS=layer, METHOD="count", GRID="memory:")["INCIDENTS_USED"] == count
    layer = QgsVectorLayer(f"{path}|layername=second|subset=severity >= 3", "some", "ogr")
    expected = sum(feature["severity"] >= 3 for feature in scattered_incidents(5).getFeatures())
    assert 0 < expected < 5
    assert run_algorithm("riskgrid", INCIDENTS=layer, METHOD="count", GRID="memory:")["INCIDENTS_USED"] == expected


def test_a_spike_in_the_study_area_changes_nothing(run_algorithm, make_layer) -> None:
    rng = np.random.default_rng(3)
    x, y = rng.uniform(549000, 553000, 800), rng.uniform(4179000, 4183000, 800)
    incidents = make_layer("Point", [], [(f"Point({px} {py})",) for px, py in zip(x, y)])
    ring = "550030 4180030, 552010 4180030, 552010 4182010{spike}, 550030 4182010, 550030 4180030"
    found = []
    for spike in ("", ", 560000 4182010, 552010 4182010"):
        area = make_layer("Polygon", [], [(f"Polygon(({ring.format(spike=spike)}))",)])
        done = run_algorithm("riskgrid", INCIDENTS=incidents, STUDY_AREA=area, METHOD="count", GRID="memory:")
        found.append((done["INCIDENTS_USED"], done["CELLS"]))
    assert found[0] == found[1]
    assert found[0][0] == ((x >= 550030) & (x <= 552010) & (y >= 4180030) & (y <= 4182010)).sum()


def test_earth_centred_metres_are_no_map(run_algorithm, make_layer) -> None:
    layer = make_layer("Point", [], [("Point(-2700000 -4290000)",)], "EPSG:4978")
    assert "EPSG:4978" in error_of(run_algorithm, INCIDENTS=layer, CRS="EPSG:4978")


def test_polygons_are_no_incidents(run_algorithm, make_layer) -> None:
    layer = make_layer("Polygon", [], [("Polygon((0 0, 9 0, 9 9, 0 0))",)])
    assert "these are polygons, but points are needed" in error_of(run_algorithm, INCIDENTS=layer)


def test_times_as_gdal_writes_them_are_read(run_algorithm, make_layer) -> None:
    rows = [(f"Point({551000 + 50 * i} 4181000)", f"2024/07/{10 + i} 19:00:00.000") for i in range(9)]
    layer = make_layer("Point", ["t:string"], rows)
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", CASES="turn", METHOD="count", GRID="memory:")
    assert (done["INCIDENTS_USED"], done["SKIPPED"]) == (9, 0)
    assert max(row["risk_t1"] for row in done.rows("GRID")) == 0 < max(row["risk_t3"] for row in done.rows("GRID"))


def test_sizes_beyond_reason_are_refused(run_algorithm, scattered_incidents) -> None:
    for name, value in (("CELL_SIZE", 1e-320), ("CELL_SIZE", 1e200), ("BANDWIDTH", 1e300)):
        assert "must lie between" in error_of(run_algorithm, INCIDENTS=scattered_incidents(), **{name: value})


def test_a_facility_layer_that_is_none_is_named(run_algorithm, scattered_incidents, tmp_path) -> None:
    missing = str(tmp_path / "bars.gpkg|layername=bars")
    for given in ([missing], missing):
        text = error_of(run_algorithm, INCIDENTS=scattered_incidents(20), FACILITIES=given)
        assert f"Facilities: no layer can be read at {missing!r}" in text


@pytest.mark.parametrize("name", ["WEIGHT_FIELD", "FACILITY_TYPE_FIELD"])
def test_no_value_about_a_person_is_read(run_algorithm, make_layer, name: str) -> None:
    layer = make_layer("Point", ["victim_age:double"], [("Point(551000 4181000)", 30.0)])
    text = error_of(run_algorithm, INCIDENTS=layer, FACILITIES=[layer], **{name: "victim_age"})
    assert "about a person" in text


def test_ends_that_are_no_time_are_counted(run_algorithm, make_layer) -> None:
    rows = [
        ("Point(551000 4181000)", "2024-05-01 07:00", end) for end in ("2024-05-01 09:00", "unknown", "", None, "later")
    ]
    layer = make_layer("Point", ["begin:string", "finish:string"], rows)
    done = run_algorithm(
        "riskgrid", INCIDENTS=layer, TIME_FIELD="begin", END_TIME_FIELD="finish", CASES="turn", METHOD="count",
        GRID="memory:",
    )  # fmt: skip
    (row,) = done.rows("GRID")
    assert (row["w_t1"], row["w_t2"]) == pytest.approx((2.5, 0.5))
    assert done["SKIPPED"] == 2 and "2 with an end in finish that is no time" in done.log


@pytest.mark.parametrize("weight, says", [
    (0.0, "weigh nothing"), (1e300, "with a weight in w above 1e+12"), (1e-300, "")
])  # fmt: skip
def test_extreme_weights(run_algorithm, make_layer, weight: float, says: str) -> None:
    rows = [(f"Point({551000 + 40 * i} {4181000 + 31 * i})", weight) for i in range(40)]
    layer = make_layer("Point", ["w:double"], rows)
    for method in ("kernel", "adaptive"):
        parameters = {"INCIDENTS": layer, "WEIGHT_FIELD": "w", "METHOD": method, "BANDWIDTH": 0, "GRID": "memory:"}
        if says:
            assert says in error_of(run_algorithm, **parameters)
        else:
            assert max(row["risk"] for row in run_algorithm("riskgrid", **parameters).rows("GRID")) == 1


def test_incidents_too_old_for_their_half_life(run_algorithm, make_layer) -> None:
    layer = make_layer("Point", ["at:string"], [(f"Point({551000 + 90 * i} 4181000)", "2020-01-01") for i in range(9)])
    parameters = {"INCIDENTS": layer, "TIME_FIELD": "at", "HALF_LIFE": 1, "BANDWIDTH": 0, "METHOD": "kernel"}
    assert "weigh nothing" in error_of(run_algorithm, **parameters, PERIOD_END="2024-01-01T00:00:00")
    run_algorithm("riskgrid", **parameters, PERIOD_END="2021-09-01T00:00:00", GRID="memory:")


def test_an_environment_alone_needs_facilities_that_are_there(run_algorithm, scattered_incidents, make_layer) -> None:
    empty = make_layer("Point", [], [])
    text = error_of(run_algorithm, INCIDENTS=scattered_incidents(50), FACILITIES=[empty], ENVIRONMENT_SHARE=1)
    assert "there are no facilities" in text


def test_a_rotated_template_is_refused(run_algorithm, scattered_incidents, tmp_path) -> None:
    from osgeo import gdal, osr

    path = str(tmp_path / "rotated.tif")
    raster = gdal.GetDriverByName("GTiff").Create(path, 16, 16, 1, gdal.GDT_Float32)
    raster.SetGeoTransform((549_000, 177, 177, 4_181_000, 177, -177))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32610)
    raster.SetProjection(reference.ExportToWkt())
    del raster
    assert "is rotated" in error_of(run_algorithm, INCIDENTS=scattered_incidents(50), TEMPLATE=path)


def test_cells_that_are_all_alike_are_warned_of(run_algorithm, make_layer) -> None:
    layer = make_layer("Point", [], [("Point(551000 4181000)",)] * 5)
    done = run_algorithm("riskgrid", INCIDENTS=layer, METHOD="count", GRID="memory:")
    assert "The risk is 0 in every cell, because all cells are alike" in done.log


@pytest.mark.parametrize(
    "odd", [None, "2024-02-30 10:00", "2024-13-01 10:00", "2024/05/31 10:00", "2024-05-31  10:0", "no"]
)
def test_times_of_one_form_are_read_at_once_and_others_one_by_one(qgis_app, odd) -> None:
    from patrol_planner.processing.times.times import times_of

    plain = ["2024-05-31 22:15", "1969-12-31T23:59", "2024-02-29 00:00"]
    expected = np.array(["2024-05-31T22:15", "1969-12-31T23:59", "2024-02-29T00:00"], "M8[s]")
    assert (times_of(plain, "") == expected).all()
    found = times_of([*plain, odd], "")
    assert (found[:3] == expected).all()
    assert found[3] == np.datetime64("2024-05-31T10:00") if odd == "2024/05/31 10:00" else np.isnat(found[3])
