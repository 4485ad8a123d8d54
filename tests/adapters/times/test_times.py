"""Times in QGIS: every kind of value is read, and the user is told what was done."""

from __future__ import annotations

import numpy as np
import pytest
from timedincidents import TURNS, TWENTY, error_of, night_morning_evening

pytest.importorskip("qgis.core")


def test_qt_values_of_every_kind(qgis_app) -> None:
    from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

    from patrol_planner.processing.times.times import read_times

    moment = QDateTime(QDate(2016, 1, 27), QTime(17, 7, 9))
    utc = QDateTime(QDate(2016, 1, 27), QTime(17, 7, 9), Qt.TimeSpec.UTC)
    column = read_times([moment, QDate(2016, 1, 27), "1/27/2016 5:07:09 PM", None, "", QDateTime(), utc, "soon"], "x")
    expected = [
        "2016-01-27T17:07:09",
        "2016-01-27T00:00:00",
        "2016-01-27T17:07:09",
        *["NaT"] * 3,
        "2016-01-27T17:07:09",
    ]
    assert column.time.astype(str).tolist() == [*expected, "NaT"]
    assert column.is_day.tolist() == [False, True, *[False] * 6]
    assert column.unread == "'soon'" and "1 of 4 times are UTC" in column.notes[0]
    assert "50% of the values are no readable time" in column.notes[-1]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("QTime(19, 51)", "19:51"),
        ("QTime(19, 51, 7)", "19:51:07"),
        ("QDate(2016, 1, 27)", "2016-01-27"),
        ("QDateTime(QDate(2016, 1, 27), QTime(5, 7))", "2016-01-27 05:07"),
        ("1951.0", "1951"),
        ("'soon'", "'soon'"),
    ],
)
def test_values_are_shown_as_people_write_them(qgis_app, value: str, shown: str) -> None:
    from qgis.PyQt import QtCore

    from patrol_planner.processing.times.words import plain_value

    assert plain_value(eval(value, vars(QtCore))) == shown


@pytest.mark.parametrize("field", ["t:string", "t:int8", "t:double"])
def test_seconds_since_1970_are_read_and_said_to_be_utc(run_algorithm, incidents, field: str) -> None:
    epoch = [1_451_883_600 + 3_671 * i for i in range(20)]
    values = [str(one) for one in epoch] if field == "t:string" else [one * 1000 for one in epoch]
    done = run_algorithm("riskgrid", INCIDENTS=incidents(field, values), TIME_FIELD="t", **TURNS)
    hours = np.array([(one // 3600) % 24 for one in epoch])
    assert night_morning_evening(done) == [(hours // 8 == turn).sum() for turn in range(3)]
    assert "all 20 times are UTC by what is written" in done.log


def test_an_offset_of_the_citys_own_is_said_too(run_algorithm, incidents) -> None:
    layer = incidents("t:string", [f"{one}:00 -0600" for one in TWENTY])
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", **TURNS)
    assert "all 20 times are written with an offset from UTC. Times are taken as written" in done.log
    done = run_algorithm("riskgrid", INCIDENTS=incidents("t:string", TWENTY), TIME_FIELD="t", **TURNS)
    assert "UTC" not in done.log.replace("UTM", "")


def test_a_detected_datetime_in_utc_is_told_too(run_algorithm, tmp_path) -> None:
    path = tmp_path / "z.csv"
    lines = [f"{551000 + i},{4181000 + i},2016-01-{1 + i:02d}T{i:02d}:07:00Z" for i in range(20)]
    path.write_text("\n".join(["x,y,t", *lines]))
    uri = f"delimitedtext://file://{path}?type=csv&xField=x&yField=y&crs=EPSG:32610&detectTypes=yes"
    done = run_algorithm("riskgrid", INCIDENTS=uri, TIME_FIELD="t", **TURNS)
    assert "all 20 times are UTC" in done.log and night_morning_evening(done) == [8, 8, 4]


def test_day_first_and_unsure_dates_are_refused_with_a_formula_that_works(run_algorithm, incidents) -> None:
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    for values, order in (
        (["27/01/2016 5:07 PM", "01/02/2016 6:00 AM"], "The day stands before the month"),
        (["27.1.2016 17:07", "1.2.2016 06:00"], "The day stands before the month"),
        (["2016/27/01 17:07", "2016/01/02 06:00"], "The day stands before the month"),
        (["01/02/2016 17:07:09", "03/04/2016 06:00:00"], "Which number is the month is not certain"),
    ):
        layer = incidents("t:string", values)
        text = error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="t")
        assert order in text and f"the first is '{values[0]}'" in text
        formula = text[text.index("to_datetime(") : text.index("')") + 2]
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.setFeature(next(layer.getFeatures()))
        found = QgsExpression(formula).evaluate(context)
        assert found.toString("MM-dd HH:mm") == ("02-01 17:07" if "01/02" in values[0] else "01-27 17:07")


def test_years_are_no_times_of_day(run_algorithm, incidents) -> None:
    for kind, values in (("string", ["2016", "2017"]), ("integer", [2016, 2017])):
        text = error_of(run_algorithm, INCIDENTS=incidents(f"t:{kind}", values), TIME_FIELD="t")
        assert "2016" in text and "no value is a time" in text and "CLOCK_FIELD" not in text


def test_unread_values_are_shown_and_many_are_no_sample(run_algorithm, incidents) -> None:
    layer = incidents("t:string", [*TWENTY, "about noon", None])
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", **TURNS)
    assert "left out 2 without a readable time in t (the first: 'about noon')" in done.log
    assert "9% of the values are no readable time. What is left is no sample" in done.log
    done = run_algorithm("riskgrid", INCIDENTS=incidents("t:string", [*TWENTY * 2, "noon"]), TIME_FIELD="t", **TURNS)
    assert "no sample" not in done.log and "(the first: 'noon')" in done.log


def clocks(kind: str) -> list:
    from qgis.PyQt.QtCore import QTime

    hours = [(one * 7 % 24, one) for one in range(20)]
    make = {
        "time": lambda hour, minute: QTime(hour, minute),
        "string": lambda hour, minute: f"{(hour + 11) % 12 + 1}:{minute:02d} {'AP'[hour >= 12]}M",
        "integer": lambda hour, minute: hour * 100 + minute,
    }[kind]
    return [make(*one) for one in hours]


@pytest.mark.parametrize(("zone", "said"), [("Z", "are UTC by what is"), ("-06:00", "with an offset"), ("", "")])
def test_offsets_are_told_that_qgis_drops_from_geojson(run_algorithm, incidents, tmp_path, zone, said) -> None:
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GeoJSON"
    layer = incidents("t:string", [one.replace(" ", "T") + ":00" + zone for one in TWENTY])
    path = str(tmp_path / "t.geojson")
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsCoordinateTransformContext(), options)
    done = run_algorithm("riskgrid", INCIDENTS=path, TIME_FIELD="t", **TURNS)
    assert done.log.count("Times are taken as written") == bool(zone) and said in done.log


def test_utc_is_told_that_qgis_drops_from_csv(run_algorithm, tmp_path) -> None:
    path = tmp_path / "utc.csv"
    lines = [f"{551000 + i},{4181000 + i},2016-01-{1 + i:02d} {i:02d}:07:00 UTC" for i in range(20)]
    path.write_text("\n".join(["x,y,t", *lines, ""]))
    uri = f"delimitedtext://file://{path}?type=csv&xField=x&yField=y&crs=EPSG:32610&detectTypes=yes"
    done = run_algorithm("riskgrid", INCIDENTS=uri, TIME_FIELD="t", **TURNS)
    assert "are UTC by what is written" in done.log and night_morning_evening(done) == [8, 8, 4]


def test_years_of_two_digits_that_may_be_days_are_refused(run_algorithm, incidents) -> None:
    layer = incidents("t:string", ["27.01.16 17:07", "28.01.16 06:00"])
    error = error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="t", CASES="turn")
    assert "Years of two digits" in error and "2024-05-31 22:15" in error


@pytest.fixture
def detected(tmp_path):
    """Texts → the URI of a CSV whose field t QGIS has detected as a date or time."""

    def make(texts: list[str]) -> str:
        path = tmp_path / "detected.csv"
        lines = [f"{551000 + i},{4181000 + i},{text}" for i, text in enumerate(texts)]
        path.write_text("\n".join(["x,y,t", *lines, ""]))
        return f"delimitedtext://file://{path}?type=csv&xField=x&yField=y&crs=EPSG:32610&detectTypes=yes"

    return make


HOURS = [(i * 7) % 24 for i in range(20)]


@pytest.mark.parametrize(
    "texts",
    [
        # QGIS drops PM after a year that comes first, and the whole time of an hour without a zero.
        [
            f"2016-01-{1 + i:02d} {hour % 12 or 12:02d}:07:00 {'PM' if hour > 11 else 'AM'}"
            for i, hour in enumerate(HOURS)
        ],
        [f"2016-01-{1 + i:02d} {hour}:07" for i, hour in enumerate(HOURS)],
        [f"2016-01-{1 + i:02d} {hour:02d}07 hrs" for i, hour in enumerate(HOURS)],
        [f"2016-01-{1 + i:02d} {hour:02d}:07 -06:00" for i, hour in enumerate(HOURS)],
    ],
)
def test_the_text_of_a_csv_is_read_where_qgis_has_taken_it_for_something_else(run_algorithm, detected, texts) -> None:
    done = run_algorithm("riskgrid", INCIDENTS=detected(texts), TIME_FIELD="t", **TURNS)
    assert night_morning_evening(done) == [sum(hour // 8 == turn for hour in HOURS) for turn in range(3)]


def test_the_text_of_a_csvs_clock_is_read_where_qgis_drops_pm(run_algorithm, tmp_path) -> None:
    path = tmp_path / "clock.csv"
    clocks = [f"{hour % 12 or 12:02d}:07:00 {'PM' if hour > 11 else 'AM'}" for hour in HOURS]
    lines = [f"{551000 + i},{4181000 + i},2016-01-{1 + i:02d},{clock}" for i, clock in enumerate(clocks)]
    path.write_text("\n".join(["x,y,d,c", *lines, ""]))
    uri = f"delimitedtext://file://{path}?type=csv&xField=x&yField=y&crs=EPSG:32610&detectTypes=yes"
    done = run_algorithm("riskgrid", INCIDENTS=uri, TIME_FIELD="d", CLOCK_FIELD="c", **TURNS)
    assert night_morning_evening(done) == [sum(hour // 8 == turn for hour in HOURS) for turn in range(3)]


@pytest.mark.parametrize(
    ("form", "said"), [("10:07:00 PM", "for a time of the morning"), ("5:07", "leaves out the hour of")]
)
def test_where_there_is_no_text_to_read_the_way_out_is_told(
    run_algorithm, detected, monkeypatch, form: str, said: str
) -> None:
    from qgis.core import QgsProcessingException

    from patrol_planner.processing.times import filetimes

    monkeypatch.setattr(filetimes, "_undetected", lambda layer: None)
    layer = detected([f"2016-01-{1 + i:02d} {form}" for i in range(20)])
    plain = {**TURNS, "CASES": "overall"}
    try:
        log = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", **plain).log
    except QgsProcessingException as error:
        log = str(error)
    assert said in log and "Detect field types off" in log


def test_the_text_is_read_of_selected_features_too(run_algorithm, detected) -> None:
    from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

    texts = [
        f"2016-01-{1 + i:02d} {hour % 12 or 12:02d}:07:00 {'PM' if hour > 11 else 'AM'}" for i, hour in enumerate(HOURS)
    ]
    layer = QgsVectorLayer(detected(texts).replace("delimitedtext://", ""), "Incidents", "delimitedtext")
    QgsProject.instance().addMapLayer(layer)
    try:
        layer.selectByIds(sorted(feature.id() for feature in layer.getFeatures())[:9])
        selected = QgsProcessingFeatureSourceDefinition(layer.id(), True)
        done = run_algorithm("riskgrid", INCIDENTS=selected, TIME_FIELD="t", **TURNS)
    finally:
        QgsProject.instance().removeMapLayer(layer)
    assert night_morning_evening(done) == [sum(hour // 8 == turn for hour in HOURS[:9]) for turn in range(3)]
