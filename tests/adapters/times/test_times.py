"""Times in QGIS: every kind of value is read, hours are believed by the values, and the user is told what was done."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("qgis.core")


def error_of(run_algorithm, algorithm: str = "riskgrid", **parameters) -> str:
    from qgis.core import QgsProcessingException

    outputs = {
        "riskgrid": ("GRID",),
        "predictcrime": ("FORECAST",),
        "assignofficers": ("ROUTES", "VISITS", "SUMMARY"),
    }
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm(algorithm, **{**dict.fromkeys(outputs[algorithm], "memory:"), **parameters})
    assert len(str(caught.value)) < 450
    return str(caught.value)


@pytest.fixture
def incidents(make_layer):
    """Field definition and values (tuples for several fields) → a point for each, some 50 m apart."""

    def make(fields: str | list[str], values: list):
        fields = [fields] if isinstance(fields, str) else fields
        rows = [
            (
                f"Point({551000 + 50 * (i % 9)} {4181000 + 40 * (i // 9)})",
                *(value if isinstance(value, tuple) else (value,)),
            )
            for i, value in enumerate(values)
        ]
        return make_layer("Point", fields, rows)

    return make


def night_morning_evening(done) -> list[float]:
    return [sum(row[f"w_t{turn}"] for row in done.rows("GRID")) for turn in (1, 2, 3)]


TURNS = {"CASES": "turn", "METHOD": "count", "GRID": "memory:"}
TWENTY = [f"2016-01-{day:02d} {day % 24:02d}:{day:02d}" for day in range(1, 21)]


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


# --- the time of day in a field of its own


def clocks(kind: str) -> list:
    from qgis.PyQt.QtCore import QTime

    hours = [(one * 7 % 24, one) for one in range(20)]
    make = {
        "time": lambda hour, minute: QTime(hour, minute),
        "string": lambda hour, minute: f"{(hour + 11) % 12 + 1}:{minute:02d} {'AP'[hour >= 12]}M",
        "integer": lambda hour, minute: hour * 100 + minute,
    }[kind]
    return [make(*one) for one in hours]


@pytest.mark.parametrize("kind", ["time", "string", "integer"])
@pytest.mark.parametrize("date", ["date", "string"])
def test_date_and_time_of_day_in_two_fields(run_algorithm, incidents, kind: str, date: str) -> None:
    from qgis.PyQt.QtCore import QDate

    days = [QDate(2016, 1, 1 + one) for one in range(20)]
    values = [(day if date == "date" else day.toString("MM/dd/yyyy"), clock) for day, clock in zip(days, clocks(kind))]
    layer = incidents([f"d:{date}", f"c:{kind}"], [*values, (values[0][0], None)])
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="d", CLOCK_FIELD="c", **TURNS)
    turns = np.array([one * 7 % 24 // 8 for one in range(20)])
    assert night_morning_evening(done) == [(turns == turn).sum() for turn in range(3)]
    assert done["SKIPPED"] == 1 and done["HOURS_KNOWN"] == 1
    assert "1 without a readable time in d or c" in done.log
    # The way there is told by whichever of the two is chosen alone.
    assert "Clock field (CLOCK_FIELD)" in error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="d", CASES="turn")
    assert "this one as Clock field (CLOCK_FIELD)" in error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="c")


def test_times_of_day_on_a_day_that_stands_for_none(run_algorithm, incidents) -> None:
    values = [(f"2016-01-{day:02d}", f"1899-12-30 {day:02d}:30:00") for day in range(1, 21)]
    layer = incidents(["d:string", "c:string"], values)
    text = error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="c", CASES="turn")
    assert "all times are on 1899-12-30" in text and "this one as Clock field (CLOCK_FIELD)" in text
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="d", CLOCK_FIELD="c", **TURNS)
    assert night_morning_evening(done) == [7, 8, 5]


def test_a_clock_field_that_holds_no_clock(run_algorithm, incidents) -> None:
    layer = incidents(["d:string", "c:string"], [("2016-01-01", "late"), ("2016-01-02", "early")])
    text = error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="d", CLOCK_FIELD="c")
    assert "no value of the Clock field is a time of day; the first is 'late'" in text


# --- hours by the values


@pytest.mark.parametrize("kind", ["date", "text", "midnights", "moved by an offset"])
def test_dates_have_no_hours_whatever_their_type(run_algorithm, make_layer, incidents, kind: str) -> None:
    from qgis.PyQt.QtCore import QDate, QDateTime, QTime

    days = [QDate(2016, 1, 1).addDays(i) for i in range(60)]
    field = {"date": "t:date", "midnights": "t:datetime"}.get(kind, "t:string")
    make = {
        "date": lambda day: day,
        "text": lambda day: day.toString("yyyy-MM-dd"),
        "midnights": lambda day: QDateTime(day, QTime(0, 0)),
        "moved by an offset": lambda day: day.toString("yyyy-MM-dd") + " 06:00:00+00",
    }
    layer = incidents(field, [make[kind](day) for day in days])
    grid = make_layer(
        "Polygon",
        ["cell_id:integer"],
        [("Polygon((550000 4180000, 552000 4180000, 552000 4182000, 550000 4180000))", 1)],
    )
    held = "one time of day for all dates" if kind == "moved by an offset" else "dates without a time of day"
    assert held in error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="t", CASES="turn")
    shared = {"INCIDENTS": layer, "TIME_FIELD": "t", "GRID": grid, "FORECAST": "memory:"}
    assert "Length of an interval (hours) of 24 or whole days" in error_of(run_algorithm, "predictcrime", **shared)
    done = run_algorithm("predictcrime", INTERVAL_HOURS=24, FORECAST_START="2016-02-20T08:00:00", **shared)
    assert "The forecast starts at 2016-02-20 00:00" in done.log and "Hours are not told apart" in done.log
    # A date is not over before its midnight: that of the day on which the period ends is not known yet.
    done = run_algorithm(
        "riskgrid", INCIDENTS=layer, TIME_FIELD="t", METHOD="count", GRID="memory:", PERIOD_END="2016-02-20T08:00:00"
    )
    assert (done["INCIDENTS_USED"], done["HOURS_KNOWN"]) == (50, 0)


def test_a_share_of_midnights_is_warned_of_where_hours_matter(run_algorithm, incidents) -> None:
    layer = incidents("t:string", [*TWENTY, *(f"2016-02-{day:02d}" for day in range(1, 5))])
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", **TURNS)
    assert "4 of 24 times (17%) are exactly 00:00, far more than by chance" in done.log
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", METHOD="count", GRID="memory:")
    assert "exactly 00:00" not in done.log


@pytest.mark.parametrize("kind", ["date", "text", "midnights"])
def test_an_end_that_is_a_date_lasts_to_its_midnight(run_algorithm, incidents, kind: str) -> None:
    from qgis.PyQt.QtCore import QDate, QDateTime, QTime

    field = {"date": "e:date", "text": "e:string", "midnights": "e:datetime"}[kind]
    day = QDate(2016, 1, 2)
    end = {"date": day, "text": "2016-01-02", "midnights": QDateTime(day, QTime(0, 0))}[kind]
    layer = incidents(["t:string", field], [("2016-01-02 08:00", end)] * 6)
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", END_TIME_FIELD="e", **TURNS)
    assert night_morning_evening(done) == pytest.approx([0, 3, 3])


def test_calls_without_hours_are_refused(run_algorithm, make_layer) -> None:
    nodes = make_layer("Point", [], [("Point(551000 4181000)",)])
    officers = make_layer("Point", ["officer:string"], [("Point(551000 4181000)", "1A1")])
    rows = [("Point(551000 4181100)", f"2016-04-0{day}", "0951", f"2016-04-0{day}T00:00:00") for day in (1, 2, 3)]
    calls = make_layer("Point", ["day:string", "clock:string", "t:string"], rows)
    shared = {"NODES": nodes, "OFFICERS": officers, "CALLS": calls, "SHIFT_START": "2016-04-02T08:00:00"}
    shared |= {"ROUTES": "memory:", "VISITS": "memory:", "SUMMARY": "memory:"}
    for field in ("day", "t"):
        text = error_of(run_algorithm, "assignofficers", CALL_TIME_FIELD=field, **shared)
        assert f"Calls, field {field} holds dates without a time of day" in text and "CLOCK_FIELD" in text
    done = run_algorithm("assignofficers", CALL_TIME_FIELD="day", CLOCK_FIELD="clock", **shared)
    assert done["CALLS_KNOWN"] == 1
    (called,) = {row["called"].toString("yyyy-MM-dd HH:mm") for row in done.rows("VISITS") if row["kind"] == "call"}
    assert called == "2016-04-02 09:51"


def test_a_forecast_saved_without_hours_is_refused(run_algorithm, make_layer) -> None:
    rows = [("Point(551000 4181000)", "2016-04-02", "2016-04-02")] * 2
    nodes = make_layer("Point", ["start:string", "end:string"], rows)
    officers = make_layer("Point", ["officer:string"], [("Point(551000 4181000)", "1A1")])
    text = error_of(
        run_algorithm, "assignofficers", NODES=nodes, OFFICERS=officers, START_FIELD="start", END_FIELD="end"
    )
    assert "start and end hold dates without a time of day" in text and "GeoPackage" in text


# --- the span of the record


@pytest.mark.parametrize("wrong", ["9999-12-31", "2099-12-31 00:00", "2106-01-16 06:42", "1900-01-01"])
def test_a_date_that_is_none_decides_nothing(run_algorithm, make_layer, incidents, wrong: str, tmp_path) -> None:
    layer = incidents(
        ["t:string", "kind:string"], [*((one, "ab"[i % 2]) for i, one in enumerate(TWENTY)), (wrong, "a")]
    )
    right = incidents(["t:string", "kind:string"], [(one, "ab"[i % 2]) for i, one in enumerate(TWENTY)])
    shared = {"TIME_FIELD": "t", "METHOD": "count", "HALF_LIFE": 10, "GRID": "memory:"}
    weights = [
        sum(row["weight"] for row in run_algorithm("riskgrid", INCIDENTS=one, **shared).rows("GRID"))
        for one in (layer, right)
    ]
    assert weights[0] == pytest.approx(weights[1])
    cell = "Polygon((550000 4180000, 552000 4180000, 552000 4182000, 550000 4182000, 550000 4180000))"
    grid = make_layer("Polygon", ["cell_id:integer"], [(cell, 1)])
    done = run_algorithm("predictcrime", INCIDENTS=layer, TIME_FIELD="t", GRID=grid, FORECAST="memory:")
    assert "starts at 2016-01-20 21:00" in done.log and done["SKIPPED"] == 1
    assert f"left out 1 with a date in t far from all others, which must be a mistake ({wrong[:10]})" in done.log
    report = tmp_path / "report.html"
    done = run_algorithm(
        "featurerelevance",
        INCIDENTS=layer,
        TIME_FIELD="t",
        TARGET_FIELD="kind",
        RELEVANCE="memory:",
        REPORT=str(report),
    )
    assert done["SKIPPED"] == 1 and f"{wrong[:4]} Q" not in report.read_text()


def test_days_without_data_are_named(run_algorithm, scattered_incidents, make_layer) -> None:
    cell = "Polygon((540000 4170000, 560000 4170000, 560000 4190000, 540000 4190000, 540000 4170000))"
    grid = make_layer("Polygon", ["cell_id:integer"], [(cell, 1)])
    shared = {
        "INCIDENTS": scattered_incidents(900, days=181),
        "TIME_FIELD": "time",
        "GRID": grid,
        "FORECAST": "memory:",
    }
    right_after = run_algorithm("predictcrime", FORECAST_START="2024-06-30T00:00:00", **shared)
    later = run_algorithm("predictcrime", FORECAST_START="2024-07-28T00:00:00", **shared)
    gap = "no data for 28 days before the forecast, from 2024-06-30 00:00 to 2024-07-28 00:00"
    assert gap in later.log
    assert "no data" not in right_after.log
    for figure in ("HIT_RATE", "PAI", "AUC"):
        assert later[figure] == pytest.approx(right_after[figure], nan_ok=True)
    for field in ("prob", "weight"):
        found = [[row[field] for row in done.rows("FORECAST")] for done in (later, right_after)]
        assert found[0] == pytest.approx(found[1])


def test_an_open_end_is_left_out(run_algorithm, incidents) -> None:
    values = [(one, f"2016-01-{day:02d} 23:59") for day, one in enumerate(TWENTY, 1)]
    values += [("2016-01-05 10:00", "9999-12-31"), *[("2016-01-06 10:00", None)] * 5]
    layer = incidents(["t:string", "e:string"], values)
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", END_TIME_FIELD="e", **TURNS)
    assert "left out 1 with an end in e far from all others, which must be a mistake" in done.log
    # No end is a moment that is known, not a loss.
    assert done["INCIDENTS_USED"] == 25 and "no sample" not in done.log


def test_a_start_beyond_all_calendars_is_refused(run_algorithm, scattered_incidents, make_layer) -> None:
    grid = make_layer("Polygon", [], [("Polygon((550000 4180000, 552000 4180000, 552000 4182000, 550000 4180000))",)])
    shared = {"INCIDENTS": scattered_incidents(20), "TIME_FIELD": "time", "GRID": grid}
    text = error_of(run_algorithm, "predictcrime", FORECAST_START="9999-12-31T23:00:00", **shared)
    assert "the year must be from 1900 to 2200, not 9999" in text


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


def test_unknown_hours_in_a_clock_field_are_no_sample(run_algorithm, incidents) -> None:
    values = [(one[:10], "unknown" if i % 3 == 0 else one[11:]) for i, one in enumerate(TWENTY)]
    layer = incidents(["t:string", "clock:string"], values)
    done = run_algorithm("riskgrid", INCIDENTS=layer, TIME_FIELD="t", CLOCK_FIELD="clock", **TURNS)
    assert "35% of the values are no readable time" in done.log and done["SKIPPED"] == 7


def test_years_of_two_digits_that_may_be_days_are_refused(run_algorithm, incidents) -> None:
    layer = incidents("t:string", ["27.01.16 17:07", "28.01.16 06:00"])
    error = error_of(run_algorithm, INCIDENTS=layer, TIME_FIELD="t", CASES="turn")
    assert "Years of two digits" in error and "2024-05-31 22:15" in error


def test_a_lone_end_of_the_record_is_told(run_algorithm, incidents) -> None:
    days = [f"2016-{1 + i // 25:02d}-{1 + i % 25:02d} {i % 24:02d}:07" for i in range(150)]
    done = run_algorithm("riskgrid", INCIDENTS=incidents("t:string", days), TIME_FIELD="t", **TURNS)
    assert "end of the record" not in done.log
    late = incidents("t:string", [*days, "2017-01-12 10:07"])
    done = run_algorithm("riskgrid", INCIDENTS=late, TIME_FIELD="t", HALF_LIFE=60, **TURNS)
    assert "the end of the record (1 incident from 2017-01-12 on) lies 201 days after all others" in done.log


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


@pytest.mark.parametrize(("years", "told"), [(0, False), (-2000, True), (-120, True), (200, True)])
def test_a_record_of_impossible_years_is_told(run_algorithm, incidents, years: int, told: bool) -> None:
    values = [f"{2016 + years:04d}{one[4:]}" for one in TWENTY]
    done = run_algorithm("riskgrid", INCIDENTS=incidents("t:string", values), TIME_FIELD="t", **TURNS)
    assert ("Look at its years" in done.log) is told


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
