"""Layers of nodes in QGIS: forecasts, cells, and how odd ones are answered."""

from __future__ import annotations

import math

import pytest
from streetgrid import EAST, FORECAST, NORTH, at, clock, square

pytest.importorskip("qgis.core")


def test_a_forecast_is_visited_once_per_interval_and_within_it(assign, officers, nodes):
    rows = []
    for hour in (6, 8, 10, 12):
        span = (f"{hour:02d}:00", f"{hour + 2:02d}:00")
        rows += [(at(column, 0), f"c{column}", 1, 0.0, *span) for column in range(3)]
    outcome = assign(nodes(*rows), officers((at(0, 0), "Ada")), SHIFT_HOURS=4, **FORECAST)
    visits = outcome.rows("VISITS")
    assert sorted((row["node"], row["arrive"].time().hour() // 2 * 2) for row in visits) == [
        (f"c{column}", hour) for column in range(3) for hour in (8, 10)
    ]
    assert "6 of 12 nodes lie outside the shift (2024-05-31 08:00 to 2024-05-31 12:00)" in outcome.log


def test_a_forecast_of_another_day_says_what_it_covers(refused, officers, nodes):
    text = refused(
        nodes((at(0, 0), "c", 1, 0.0, "08:00", "10:00")),
        officers((at(0, 0), "Ada")),
        SHIFT_START="2024-06-02T08:00:00",
        **FORECAST,
    )
    assert "the forecast covers 2024-05-31 08:00 to 2024-05-31 10:00" in text
    assert "the shift is 2024-06-02 08:00 to 2024-06-02 20:00" in text


def test_a_forecast_whose_fields_are_not_chosen_is_mentioned(assign, officers, nodes):
    outcome = assign(nodes((at(1, 0), "c", 1, 0.5, "08:00", "10:00")), officers((at(0, 0), "Ada")), WEIGHT_FIELD=None)
    assert "Nodes have a field start, but no Interval start field is chosen" in outcome.log
    assert "Nodes have a field weight, but no Weight field is chosen" in outcome.log
    assert outcome["REWARD"] == pytest.approx(math.exp(2))


def test_nodes_on_an_island_or_in_a_dead_end_are_unvisited_with_the_reason(assign, two, nodes):
    stops = nodes((at(2, 0), "near", 1, 0.0), (at(10.5, 0), "island", 1, 0.0), (at(4, 6), "trap", 1, 1.0))
    outcome = assign(stops, two)
    found = {row["node"]: row for row in outcome.rows("UNVISITED")}
    assert {name: row["reason"] for name, row in found.items()} == {
        "island": "cannot be reached by road",
        "trap": "cannot be reached by road",
    }
    assert found["trap"]["reward"] == pytest.approx(math.exp(3))
    assert "2 nodes cannot be reached by road" in outcome.log


def test_no_hotspot_and_odd_flags_and_weights_are_said(assign, two, nodes):
    outcome = assign(nodes((at(1, 0), "a", 0, -1.0), (at(2, 0), "b", None, None)), two)
    assert "no node is a hotspot (hotspot = 1)" in outcome.log
    assert "1 nodes have neither 0 nor 1 in hotspot" in outcome.log
    assert "2 nodes have no usable weight in weight" in outcome.log
    assert outcome["REWARD"] == pytest.approx(2.0)


def test_too_many_places_make_coldspots_fill_or_say_so(assign, refused, two, three, nodes, monkeypatch):
    from patrol_planner.processing.officers import onroads

    monkeypatch.setattr(onroads, "MOST_PLACES", 4)
    outcome = assign(three, two)
    assert "3 places are more than can be planned at once (2): hotspots and calls, at 2 places, are" in outcome.log
    assert "Fill: 1 of 1 coldspots is visited" in outcome.log
    assert {row["node"] for row in outcome.rows("VISITS")} == {"near", "dense", "cold"}
    monkeypatch.setattr(onroads, "_MOST_PAIRS", 16)
    hot = nodes(*((at(column, 0), f"n{column}", 1, 0.0) for column in range(3)))
    assert "at most 2 can be planned at once" in refused(hot, two)


def test_polygons_of_a_forecast_are_visited_at_a_point_on_them(assign, two, make_layer):
    x, y = EAST + 1200, NORTH + 600
    square = f"Polygon(({x - 50} {y - 50}, {x + 50} {y - 50}, {x + 50} {y + 50}, {x - 50} {y + 50}, {x - 50} {y - 50}))"
    cells = make_layer("Polygon", ["cell_id:integer", "hotspot:integer", "weight:double"], [(square, 12, 1, 0.0)])
    visit = assign(cells, two).rows("VISITS")[0]
    assert (visit["node"], visit["officer"], clock(visit["arrive"])) == ("12", "Ada", "08:03:00")


HALVES = (("08:00", "09:00"), ("09:00", "10:00"))


def test_cells_far_from_every_road_are_left_out_and_counted(assign, refused, two, cells):
    sea = [(square(-10, row), 10 + row, 1, 5.0, *hours) for row in range(3) for hours in HALVES]
    outcome = assign(cells((square(1, 1), 1, 1, 0.5, "08:00", "10:00"), *sea), two, **FORECAST)
    assert [row["node"] for row in outcome.rows("VISITS")] == ["1"]
    assert "Nodes: of 7 polygons, 6 are farther than 200 m from every road; they are left out." in outcome.log
    # A cell is named once, however many intervals it has.
    assert "These are 10 (6,000 m), 11 (6,000 m), 12 (6,000 m)." in outcome.log
    assert (outcome["SKIPPED"], outcome.rows("UNVISITED")) == (6, [])
    text = refused(cells(*sea), two, **FORECAST)
    assert "none of the 6 polygons is within 200 m of a road" in text


def test_a_weight_that_is_no_density_names_the_node_as_the_user_does(refused, two, nodes):
    wrong = nodes((at(1, 0), "a", 1, 1.0), (at(2, 0), "Mission", 1, 5000.0))
    assert "The weight of node Mission is 5000" in refused(wrong, two)


def test_a_forecast_of_later_hours_is_reached_as_it_opens(assign, officers, nodes):
    # On foot four blocks take 24 minutes: who waits for ten o'clock at home is not there at ten.
    stops = nodes((at(4, 0), "later", 1, 0.0, "10:00", "10:20"))
    outcome = assign(stops, officers((at(0, 0), "Ada", None, None, 6.0)), **FORECAST)
    visit, leg = outcome.rows("VISITS")[0], outcome.rows("ROUTES")[0]
    assert (clock(leg["depart"]), clock(visit["arrive"])) == ("09:36:00", "10:00:00")


def test_intervals_that_cannot_be_read_are_left_out_by_cause(assign, two, make_layer):
    fields = ["node:string", "start:string", "end:string"]
    rows = [
        (at(1, 0), "good", "2024-05-31 08:00", "2024-05-31 10:00"),
        (at(2, 0), "no start", "", "2024-05-31 10:00"),
        (at(3, 0), "no end", "2024-05-31 08:00", None),
        (at(4, 0), "backward", "2024-05-31 10:00", "2024-05-31 08:00"),
    ]
    layer = make_layer("Point", fields, rows)
    given = {**FORECAST, "HOTSPOT_FIELD": None, "WEIGHT_FIELD": None}
    outcome = assign(layer, two, **given)
    assert [row["node"] for row in outcome.rows("VISITS")] == ["good"]
    assert outcome["SKIPPED"] == 3
    for cause in (
        "1 without a readable time in start",
        "1 without a readable time in end",
        "1 with an end that is not",
    ):
        assert cause in outcome.log


def test_a_forecast_of_polygons_is_read_as_its_file_has_it_where_qgis_drops_pm(assign, two, tmp_path):
    from qgis.core import QgsVectorLayer

    # QGIS takes the afternoon for the morning where a year comes first.
    rows = [
        (1, "2024-05-31 01:00:00 PM", "2024-05-31 02:00:00 PM"),
        (2, "2024-05-31 09:00:00 AM", "2024-05-31 10:00:00 AM"),
    ]
    path = tmp_path / "forecast.csv"
    lines = [f'"{square(column, 1)}",{column},1,0.5,{start},{end}' for column, start, end in rows]
    path.write_text("\n".join(["wkt,cell_id,hotspot,weight,start,end", *lines]) + "\n", encoding="utf-8")
    uri = f"file://{path}?type=csv&wktField=wkt&crs=EPSG:32610&detectTypes=yes"
    cells = QgsVectorLayer(uri, "forecast", "delimitedtext")
    assert cells.isValid()
    visits = assign(cells, two, **FORECAST).rows("VISITS")
    assert {visit["node"]: clock(visit["arrive"])[:2] for visit in visits} == {"1": "13", "2": "09"}


def test_offsets_in_a_forecast_of_polygons_are_told(assign, two, tmp_path):
    import json

    from qgis.core import QgsVectorLayer

    x, y = -122.42, 37.77
    ring = [[x, y], [x + 0.002, y], [x + 0.002, y + 0.002], [x, y + 0.002], [x, y]]
    times = {"start": "2024-05-31T09:00:00-07:00", "end": "2024-05-31T10:00:00-07:00"}
    cell = {
        "type": "Feature",
        "properties": {"cell_id": 1, "hotspot": 1, "weight": 0.5, **times},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = tmp_path / "forecast.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [cell]}), encoding="utf-8")
    cells = QgsVectorLayer(str(path), "forecast", "ogr")
    log = assign(cells, two, ROADS=None, CRS="EPSG:32610", **FORECAST).log
    assert log.count("Times are taken as written, which is right where the offset is") == 2


def test_each_place_is_tied_to_the_roads_once_whatever_its_intervals(assign, two, nodes, monkeypatch):
    from patrol_planner.algorithms.roads import roadlayer, snapping

    asked = []

    def counting(network, x, y, snap_max_m):
        asked.append(len(x))
        return snapping.tie_places(network, x, y, snap_max_m)

    monkeypatch.setattr(roadlayer, "tie_places", counting)
    twice = nodes((at(2, 0), "a", 1, 0.0, "08:00", "09:00"), (at(2, 0), "a", 1, 0.0, "09:00", "10:00"))
    assert len(assign(twice, two, **FORECAST).rows("VISITS")) == 2
    assert sorted(asked) == [1, 2]
