"""The timetable of a plan in blocks in the dock: who is where from when to when."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core")

FIELDS = ["officer:string", "block:integer", "from:datetime", "to:datetime", "hotspot_id:string", "place:string"]


@pytest.fixture
def blocks(make_layer):
    from smallcity import here

    def make(*rows):
        full = [
            ("Point(0 0)", officer, number, here(begin), here(end), letter, place)
            for number, (officer, begin, end, letter, place) in enumerate(rows, 1)
        ]
        return make_layer("Point", FIELDS, full)

    return make


def test_each_officers_hours_come_with_the_letters_and_corners_of_the_areas(blocks):
    from patrol_planner.ui.plan.timetable import rows_of, timetable_html

    rows = rows_of(
        blocks(
            ("1A1", "08:10", "09:15", "C", "A Street / B Street · C Street"),
            ("1A1", "09:30", "10:30", "D", "E Street"),
            ("1A1", "11:00", "12:00", "C", "C Street · A Street / B Street"),
            ("1A<2", "08:00", "09:00", "E", "F & G"),
        )
    )
    assert rows[1] == ["1A1", "09:30", "10:30", "D", "E Street"]
    page = timetable_html(rows)
    first, second = page.split("<p>")[1:]
    hours = "08:10–09:15&nbsp;<b>C</b> · 09:30–10:30&nbsp;<b>D</b> · 11:00–12:00&nbsp;<b>C</b>"
    assert first == (f"<b>1A1</b><br/>{hours}<br/><b>C</b>: A Street / B Street · C Street<br/><b>D</b>: E Street</p>")
    assert second == "<b>1A&lt;2</b><br/>08:00–09:00&nbsp;<b>E</b><br/><b>E</b>: F &amp; G</p>"
    assert timetable_html([]) == ""


def test_the_project_keeps_it(blocks):
    from patrol_planner.ui.plan.outcome import DONE, Outcome
    from patrol_planner.ui.plan.timetable import rows_of

    told = Outcome(DONE, timetable=rows_of(blocks(("1A1", "08:10", "09:15", "C", "A Street"))))
    assert Outcome.from_json(told.to_json()) == told
    # Of a plan made before there was one, and of a file edited by hand.
    assert Outcome.from_json('{"state": "done"}').timetable == []
    assert Outcome.from_json('{"state": "done", "timetable": [["1A1", 5]]}') is None
    assert Outcome.from_json('{"state": "done", "timetable": 5}') is None


def test_the_map_shows_the_areas_in_which_somebody_is(make_layer, qgis_app):
    from qgis.core import QgsRectangle

    from patrol_planner.ui.plan.placement import looked_at

    rows = [
        (f"Polygon(({x} 0, {x + 1} 0, {x + 1} 1, {x} 0))", number) for x, number in ((0, 0), (5, 2), (7, 1), (90, 0))
    ]
    # With room for the hours, which hang below the letters.
    assert looked_at(make_layer("Polygon", ["blocks:integer"], rows)) == QgsRectangle(5, -0.15, 8, 1)
    # Where nobody is anywhere, and of other layers, all of it.
    for fields in (["blocks:integer"], ["cells:integer"]):
        empty = make_layer("Polygon", fields, [(wkt, 0) for wkt, _ in rows])
        assert looked_at(empty) == QgsRectangle(0, 0, 91, 1)
