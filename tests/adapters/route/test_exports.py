"""A route for other programs: GPX and KML read back by GDAL and by a parser, CSV by a spreadsheet's rules."""

from __future__ import annotations

import csv
import io
import time
from datetime import datetime, timedelta, timezone
from xml.etree import ElementTree

import pytest
from routestops import THREE
from streetgrid import EAST, NORTH, at

pytest.importorskip("qgis.core")

GPX = "{http://www.topografix.com/GPX/1/1}"
KML = "{http://www.opengis.net/kml/2.2}"
ODD = 'Zoë\'s <b>"Bar" & Größe\x07 中'
READABLE = ODD.replace("\x07", "")


@pytest.fixture
def plan(plan):
    """Always on to the nearest stop, so that the route is known by hand."""
    return lambda rows, **given: plan(rows, **{"METHOD": "nearest", **given})


@pytest.fixture
def in_berlin(monkeypatch):
    """A computer in Berlin, two hours before UTC in May."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def written(plan, tmp_path):
    """Parameters → Outcome, with all files written; they lie in the test's folder."""

    def run(rows=THREE, **parameters):
        files = {name: str(tmp_path / f"route.{name.lower()}") for name in ("GPX", "KML", "CSV")}
        return plan(rows, **{**files, **parameters})

    return run


def tree(outcome, name):
    return ElementTree.parse(outcome[name]).getroot()


def layer_of(path, name=None):
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(path if name is None else f"{path}|layername={name}", "read back", "ogr")
    assert layer.isValid()
    return layer


def table(outcome):
    with open(outcome["CSV"], "rb") as file:
        raw = file.read()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def utc(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


# --- GPX


def test_a_gpx_file_has_the_stops_the_route_and_a_track_per_leg(in_berlin, written):
    outcome = written()
    root = tree(outcome, "GPX")
    assert (root.tag, root.get("version")) == (f"{GPX}gpx", "1.1")
    # In the order that its schema asks for.
    assert [part.tag.removeprefix(GPX) for part in root] == ["metadata", *["wpt"] * 4, "rte", *["trk"] * 3]
    points = root.findall(f"{GPX}wpt")
    assert [[part.tag.removeprefix(GPX) for part in point] for point in points] == [["time", "name", "desc"]] * 4
    assert [point.findtext(f"{GPX}name") for point in points] == ["Start", "1. near", "2. middle", "3. far"]
    # 08:01 in Berlin's summer.
    assert [point.findtext(f"{GPX}time") for point in points][:2] == ["2024-05-31T06:00:00Z", "2024-05-31T06:01:00Z"]
    assert points[1].findtext(f"{GPX}desc") == "arrive 08:01, leave 08:11"
    assert [point.findtext(f"{GPX}name") for point in root.findall(f"{GPX}rte/{GPX}rtept")] == [
        point.findtext(f"{GPX}name") for point in points
    ]
    track = root.findall(f"{GPX}trk")[1]
    assert [part.tag.removeprefix(GPX) for part in track] == ["name", "desc", "number", "trkseg"]
    assert track.findtext(f"{GPX}name") == "Leg 2: near → middle"
    assert track.findtext(f"{GPX}desc") == "1.2 km, 2 min"


def test_gdal_reads_a_gpx_file_as_the_layers_say(in_berlin, written):
    outcome = written(END=f"{EAST},{NORTH + 2400} [EPSG:32610]")
    stops = {feature["name"]: feature for feature in layer_of(outcome["GPX"], "waypoints").getFeatures()}
    for visit in outcome.rows("VISITS"):
        place = stops[f"{visit['seq']}. {visit['stop']}"].geometry().asPoint()
        assert (place.x(), place.y()) == pytest.approx((visit["lon"], visit["lat"]), abs=1e-6)
    assert layer_of(outcome["GPX"], "tracks").featureCount() == len(outcome.rows("ROUTE")) == 4
    assert "End" in stops
    points = layer_of(outcome["GPX"], "track_points")
    times = [feature["time"].toString("HH:mm:ss") for feature in points.getFeatures()]
    assert times == sorted(times)
    # The first leg from 8:00 to 8:01, in UTC; and the last one's end.
    assert (times[0], times[-1]) == ("06:00:00", "06:42:00")


def test_a_track_is_passed_at_an_even_pace(written, streets):
    # East 600 m in the first, then twice as far north.
    outcome = written([(at(1, 2), "stop", 1.0)])
    segment = tree(outcome, "GPX").find(f"{GPX}trk/{GPX}trkseg")
    points = segment.findall(f"{GPX}trkpt")
    moments = [utc(point.findtext(f"{GPX}time")) for point in points]
    assert moments == sorted(moments)
    assert moments[-1] - moments[0] == timedelta(minutes=3)
    assert timedelta(seconds=58) < moments[1] - moments[0] < timedelta(seconds=122)


def test_times_follow_the_clock_of_the_day(in_berlin, written):
    # A night in winter, past midnight: one hour before UTC.
    outcome = written(DEPARTURE="2024-12-31T23:55:00")
    times = [point.findtext(f"{GPX}time") for point in tree(outcome, "GPX").findall(f"{GPX}wpt")]
    assert times == ["2024-12-31T22:55:00Z", "2024-12-31T22:56:00Z", "2024-12-31T23:08:00Z", "2024-12-31T23:23:00Z"]
    assert [row["Date"] for row in table(outcome)] == ["2024-12-31", "2024-12-31", "2025-01-01", "2025-01-01"]
    assert "by the time zone of this computer" in outcome.log


@pytest.mark.parametrize(
    ("departure", "before"), [("2024-03-31T01:55:00", "+01:00"), ("2024-10-27T01:55:00", "+02:00")]
)
def test_the_clock_counts_on_where_clocks_are_changed(in_berlin, written, departure, before):
    outcome = written(DEPARTURE=departure)
    times = [utc(point.findtext(f"{GPX}time")) for point in tree(outcome, "GPX").findall(f"{GPX}wpt")]
    assert [time - times[0] for time in times] == [timedelta(minutes=minutes) for minutes in (0, 1, 13, 28)]
    assert times[0] == datetime.fromisoformat(departure + before)
    # A globe reads the same moments.
    begins = [datetime.fromisoformat(span.text) for span in tree(outcome, "KML").iter(f"{KML}begin")]
    assert begins[:3] == times[1:]


# --- KML


def test_gdal_reads_a_kml_file_as_the_layers_say(in_berlin, written):
    outcome = written()
    root = tree(outcome, "KML")
    folders = root.findall(f"{KML}Document/{KML}Folder")
    assert [folder.findtext(f"{KML}name") for folder in folders] == ["Stops", "Route"]
    marks = folders[0].findall(f"{KML}Placemark")
    span = marks[1].find(f"{KML}TimeSpan")
    assert [part.text for part in span] == ["2024-05-31T08:01:00+02:00", "2024-05-31T08:11:00+02:00"]
    # Who has set out has no moment of arrival.
    assert [part.tag for part in marks[0].find(f"{KML}TimeSpan")] == [f"{KML}end"]
    stops = list(layer_of(outcome["KML"], "Stops").getFeatures())
    for visit, feature in zip(outcome.rows("VISITS"), stops[1:]):
        place = feature.geometry().constGet()
        assert (place.x(), place.y()) == pytest.approx((visit["lon"], visit["lat"]), abs=1e-6)
    legs = list(layer_of(outcome["KML"], "Route").getFeatures())
    assert [feature["Name"] for feature in legs] == [
        "Leg 1: Start → near",
        "Leg 2: near → middle",
        "Leg 3: middle → far",
    ]
    assert not any(feature.geometry().isEmpty() for feature in legs)


# --- CSV


def test_a_timetable_in_the_words_of_who_drives(written):
    outcome = written(RETURN=True)
    rows = table(outcome)
    assert [row["Stop"] for row in rows] == ["Start", "near", "middle", "far", "Back at the start"]
    assert [row["No."] for row in rows] == ["", "1", "2", "3", ""]
    assert [(row["Arrive"], row["Begin"], row["Leave"]) for row in rows] == [
        ("", "", "08:00"),
        ("08:01", "08:01", "08:11"),
        ("08:13", "08:13", "08:23"),
        ("08:28", "08:28", "08:38"),
        ("08:46", "", ""),
    ]
    assert [row["Drive (km)"] for row in rows] == ["0.00", "0.60", "1.20", "3.00", "4.80"]
    assert [row["Drive (min)"] for row in rows] == ["0.0", "1.0", "2.0", "5.0", "8.0"]
    for row, visit in zip(rows[1:4], outcome.rows("VISITS")):
        assert (float(row["Latitude"]), float(row["Longitude"])) == pytest.approx(
            (visit["lat"], visit["lon"]), abs=1e-6
        )
    # Another program reads it as well; the mark is no part of the first name.
    assert [field.name() for field in layer_of(outcome["CSV"]).fields()][:2] == ["No.", "Stop"]


def test_the_break_stands_where_it_is_held(written):
    rows = table(written(BREAK_ON="2024-05-31T08:12:00", BREAK_MIN=20))
    assert [row["Stop"] for row in rows] == ["Start", "near", "Break", "middle", "far"]
    assert (rows[2]["Arrive"], rows[2]["Leave"], rows[2]["Stay (min)"], rows[2]["Latitude"]) == (
        "08:12",
        "08:32",
        "20",
        "",
    )
    # One waits at the stop where it is held.
    rows = table(written(THREE[1:2], BREAK_ON="2024-05-31T08:05:00", BREAK_MIN=30))
    assert [(row["Stop"], row["Begin"], row["Wait (min)"]) for row in rows] == [
        ("Start", "", ""),
        ("near", "08:35", "34"),
        ("Break", "08:05", "0"),
    ]
    # It begins as one arrives.
    rows = table(written(THREE[1:2], BREAK_ON="2024-05-31T08:01:00", BREAK_MIN=30))
    assert [row["Stop"] for row in rows] == ["Start", "near", "Break"]
    # The route is over by then.
    rows = table(written(BREAK_ON="2024-05-31T09:00:00", BREAK_MIN=20))
    assert "Break" not in [row["Stop"] for row in rows]


def test_a_route_that_begins_at_a_stop_has_no_row_more(written):
    rows = table(written(START=None, RETURN=True))
    assert [row["Stop"] for row in rows] == ["far", "middle", "near", "Back at the start: far"]


# --- all


def test_names_with_marks_come_back_as_they_are(written):
    outcome = written([(at(1, 0), ODD, 1.0)])
    assert [point.findtext(f"{GPX}name") for point in tree(outcome, "GPX").findall(f"{GPX}wpt")][1] == f"1. {READABLE}"
    mark = tree(outcome, "KML").findall(f".//{KML}Placemark")[1]
    assert mark.findtext(f"{KML}name") == f"1. {READABLE}"
    assert table(outcome)[1]["Stop"] == READABLE
    assert [feature["name"] for feature in layer_of(outcome["GPX"], "waypoints").getFeatures()][1] == f"1. {READABLE}"


def test_streets_of_a_description_are_no_html(written, make_layer):
    from streetgrid import street

    roads = make_layer("LineString", ["name:string"], [(street((0, 0), (4, 0)), "A & <b>B</b> Street")])
    outcome = written([(at(1, 0), "stop", 1.0)], ROADS=roads, DIRECTION_FIELD=None)
    assert outcome.rows("ROUTE")[0]["street"] == "A & <b>B</b> Street"
    leg = tree(outcome, "KML").findall(f".//{KML}Placemark")[-1]
    # A globe shows it as HTML, which reads again as the name.
    assert leg.findtext(f"{KML}description") == "A &amp; &lt;b&gt;B&lt;/b&gt; Street: 0.6 km, 1 min"
    track = tree(outcome, "GPX").find(f"{GPX}trk")
    assert track.findtext(f"{GPX}desc") == "A & <b>B</b> Street: 0.6 km, 1 min"


def test_a_formula_is_warned_of(written):
    outcome = written([(at(1, 0), "=HYPERLINK(1)", 1.0)])
    assert "Timetable: 1 values that begin like a formula" in outcome.log
    assert table(outcome)[1]["Stop"] == "=HYPERLINK(1)"
    assert "begin like a formula" not in written().log


def test_a_route_without_a_stop_is_written_too(written):
    outcome = written(SHIFT_HOURS=0.1)
    assert outcome["VISITED"] == 0
    root = tree(outcome, "GPX")
    assert [point.findtext(f"{GPX}name") for point in root.findall(f"{GPX}wpt")] == ["Start"]
    assert root.findall(f"{GPX}trk") == []
    assert [row["Stop"] for row in table(outcome)] == ["Start"]
    assert len(tree(outcome, "KML").findall(f".//{KML}Placemark")) == 1


def test_two_stops_at_one_place_are_two_points(written):
    outcome = written([(at(1, 0), "first", 2.0), (at(1, 0), "second", 1.0)])
    assert [row["Stop"] for row in table(outcome)] == ["Start", "first", "second"]
    assert len(tree(outcome, "GPX").findall(f"{GPX}trk")) == 2


def test_the_files_appear_with_all_else_or_not_at_all(written, tmp_path):
    from qgis.core import QgsProcessingException

    (tmp_path / "folder.csv").mkdir()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(QgsProcessingException, match="folder.csv"):
        written(CSV=str(tmp_path / "folder.csv"), ROUTE=str(tmp_path / "route.gpkg"))
    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(QgsProcessingException, match="[Cc]ancel"):
        written(cancel_at=95)
    assert sorted(tmp_path.rglob("*")) == before


def test_equal_runs_write_equal_files(written):
    def contents():
        outcome = written()
        return [open(outcome[name], "rb").read() for name in ("GPX", "KML", "CSV")]

    assert contents() == contents()
