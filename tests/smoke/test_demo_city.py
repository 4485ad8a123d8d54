"""Which files of a city's folder the demo takes for what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CSV = "lon,lat,time\n10.0,50.0,2024-01-01 10:00\n10.1,50.1,2024-01-02 11:00\n"


@pytest.fixture
def read(qgis_app, monkeypatch, tmp_path):
    """Files by name (text, or the kind of GeoJSON geometry) → the demo's city of their folder, or of one of them."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    from cityfolder import read_city

    def make(files: dict[str, str], only: str = ""):
        folder, scratch = tmp_path / "city", tmp_path / "scratch"
        folder.mkdir()
        scratch.mkdir()
        for name, content in files.items():
            (folder / name).write_text(_geojson(content) if content in SHAPES else content, encoding="utf-8")
        return read_city(folder / only, scratch)

    return make


SHAPES = {
    "Point": [10.0, 50.0],
    "LineString": [[10.0, 50.0], [10.1, 50.0]],
    "Polygon": [[[10.0, 50.0], [10.1, 50.0], [10.1, 50.1], [10.0, 50.0]]],
}


def _geojson(kind: str) -> str:
    geometry = {"type": kind, "coordinates": SHAPES[kind]}
    feature = {"type": "Feature", "properties": {"time": "2024-01-01T10:00:00"}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


@pytest.mark.parametrize(
    ("files", "only", "name"),
    [
        ({"data.csv": CSV}, "", "data"),
        ({"data.csv": CSV}, "data.csv", "data"),
        ({"export.geojson": "Point"}, "", "export"),
        ({"data.csv": CSV, "roads.geojson": "LineString", "calls.csv": CSV}, "", "data"),
        ({"data.csv": CSV, "wards.geojson": "Polygon", "notes.txt": "mine"}, "", "data"),
    ],
)
def test_the_only_points_whose_name_tells_nothing_are_the_incidents(read, files, only, name):
    city = read(files, only)
    assert city.layers["incidents"].kind == "incidents"
    assert Path(city.layers["incidents"].layer.name()).stem == name
    assert city.layers["incidents"].time_field == "time"
    assert any(name in note and "only points" in note for note in city.notes)


def test_a_name_that_tells_is_believed(read):
    city = read({"data.csv": CSV, "crimes_2024.csv": CSV, "911.csv": CSV})
    assert city.layers["incidents"].layer.name() == "crimes_2024"
    assert set(city.layers) == {"incidents", "calls"}
    assert city.notes == []


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, ["Found: no such file"]),
        ({"a.csv": CSV, "b.csv": CSV}, ["a.csv (point)", "b.csv (point)"]),
        (
            {"data.csv": "east,north,when\n1,2,3\n"},
            ["data.csv (without columns for longitude and latitude", "east, north"],
        ),
        ({"lines.geojson": "LineString", "calls.csv": CSV}, ["lines.geojson (line)", "calls.csv (calls)"]),
        ({"roads.csv": CSV}, ["roads.csv (roads, which cannot come from a CSV)"]),
    ],
)
def test_where_it_is_not_clear_the_error_says_what_was_looked_for_and_found(read, files, words):
    with pytest.raises(SystemExit) as problem:
        read(files)
    text = str(problem.value)
    assert "incident, crime, offence, offense" in text
    assert all(word in text for word in words), text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("header", "row", "delimiter"),
    [
        ("id,time,GEO_LON,GEO_LAT", "1,2024-01-01 10:00,10.0,50.0", ","),
        ("x,y,time,Latitude,Longitude", "500000,5500000,2024-01-01 10:00,50.0,10.0", ","),
        ("centerLat,centerLong,time", "50.0,10.0,2024-01-01 10:00", ","),
        ("id;time;lon;lat", "1;2024-01-01 10:00;10.0;50.0", ";"),
        ("id\ttime\tMap Longitude\tMap Latitude", "1\t2024-01-01 10:00\t10.0\t50.0", "\t"),
        ("\ufefflon,lat,time", "10.0,50.0,2024-01-01 10:00", ","),
    ],
)
def test_columns_of_coordinates_by_parts_of_their_names_and_other_delimiters(read, header, row, delimiter):
    found = read({"crimes.csv": f"{header}\n{row}\n{row}\n"}).layers["incidents"]
    assert found.layer.featureCount() == 2 and found.time_field == "time"
    place = found.layer.extent().center()
    assert (place.x(), place.y()) == (10, 50)


def test_metres_are_not_taken_for_degrees(read):
    with pytest.raises(SystemExit, match="X and Y are no longitudes and latitudes in degrees"):
        read({"crimes.csv": "X,Y,time\n500000,5500000,2024-01-01 10:00\n"})


def test_times_that_cannot_be_read_stop_the_demo_with_the_way_out(read):
    from demojob import shift_day

    city = read({"crimes.csv": "lon,lat,time\n10.0,50.0,27/01/2024 10:00\n10.1,50.1,28/01/2024 11:00\n"})
    with pytest.raises(SystemExit, match="The day stands before the month.*d/M/yyyy"):
        shift_day(city)
