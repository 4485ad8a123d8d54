"""Revisits and variants of a route as the layers, the files and the page have them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from xml.etree import ElementTree

import pytest
from routestops import START, THREE, day_clock
from streetgrid import at

pytest.importorskip("qgis.core")

GPX = "{http://www.topografix.com/GPX/1/1}"
KML = "{http://www.opengis.net/kml/2.2}"
EQUAL = [(at(column, row), f"{column}{row}", 1.0) for column, row in ((1, 0), (3, 1), (0, 3), (4, 4), (2, 2))]


def by_variant(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["variant"]].append(row)
    return dict(found)


@pytest.fixture
def plan(plan):
    """Always on to the nearest stop, so that the route is known by hand."""
    return lambda rows, **given: plan(rows, **{"METHOD": "nearest", **given})


def test_a_plan_alone_is_variant_one_and_visits_each_stop_once(plan):
    outcome = plan(THREE)
    assert [row["variant"] for row in (*outcome.rows("ROUTE"), *outcome.rows("VISITS"))] == [1] * 6
    assert [row["visit"] for row in outcome.rows("VISITS")] == [1, 1, 1]
    assert [outcome[name] for name in ("VARIANTS_FOUND", "REVISITS", "ENTROPY")] == [1, 0, 0]


def test_what_is_left_of_the_shift_is_used_to_come_back(plan):
    outcome = plan(THREE, REVISIT=30, SHIFT_HOURS=1.5)
    visits = outcome.rows("VISITS")
    assert [visit["seq"] for visit in visits] == list(range(1, len(visits) + 1))
    again = [visit for visit in visits if visit["visit"] > 1]
    assert again and outcome["REVISITS"] == len(again)
    # A stop counts once.
    assert (outcome["VISITED"], outcome["SCORE"], outcome["NOT_VISITED"]) == (3, 13, 0)
    ended = {}
    for visit in visits:
        if visit["stop"] in ended:
            assert ended[visit["stop"]].secsTo(visit["arrive"]) >= 30 * 60
        ended[visit["stop"]] = visit["depart"]
    assert day_clock(visits[-1]["depart"]) <= "31 09:30:00"
    assert re.search(r"\d visits? more to (a stop|stops) that (was|were) visited before", outcome.log)
    # Each leg leads on from the one before.
    legs = outcome.rows("ROUTE")
    assert all(one["to_stop"] == following["from_stop"] for one, following in zip(legs, legs[1:]))
    assert sum(leg["km"] for leg in legs) == pytest.approx(outcome["KM"])


def test_variants_are_routes_of_their_own(plan):
    outcome = plan(EQUAL, VARIANTS=3, WITHIN=0)
    legs, visits = by_variant(outcome.rows("ROUTE")), by_variant(outcome.rows("VISITS"))
    assert sorted(legs) == sorted(visits) == [1, 2, 3] and outcome["VARIANTS_FOUND"] == 3
    orders = {tuple(visit["stop"] for visit in rows) for rows in visits.values()}
    assert len(orders) == 3
    for rows in visits.values():
        assert [row["seq"] for row in rows] == [1, 2, 3, 4, 5]
    # The numbers are those of the plan, which is the one without variants.
    alone = plan(EQUAL)
    assert [visit["stop"] for visit in visits[1]] == [visit["stop"] for visit in alone.rows("VISITS")]
    assert outcome["KM"] == pytest.approx(sum(leg["km"] for leg in legs[1])) == pytest.approx(alone["KM"])
    assert 0 < outcome["ENTROPY"] <= 1
    assert "3 routes to draw from by lot, each of priority 5 or more" in outcome.log


def test_fewer_variants_than_asked_for_are_told(plan):
    outcome = plan(THREE[:1], VARIANTS=5)
    assert outcome["VARIANTS_FOUND"] == 1
    assert "There is only 1 route within 5 % of the best score." in outcome.log


def test_a_better_route_among_the_variants_becomes_the_plan(plan):
    # The nearest stops first collect 4, the far one alone 9.
    outcome = plan(THREE, SHIFT_HOURS=25 / 60, VARIANTS=2, WITHIN=5)
    assert outcome["SCORE"] == 9
    assert [visit["stop"] for visit in outcome.rows("VISITS") if visit["variant"] == 1] == ["far"]
    assert "a better route was found than that of the method nearest" in outcome.log
    assert "with priority 9 instead of 4" in outcome.log


def test_revisits_of_the_plan_are_no_better_route(plan):
    log = plan(EQUAL, VARIANTS=2, WITHIN=0, REVISIT=30, SHIFT_HOURS=3).log
    assert "a better route was found" not in log and "2 routes to draw from" in log


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ({"VARIANTS": 0}, "Number of variants must be 1 or more, not 0"),
        ({"VARIANTS": 51}, "Number of variants must be at most 50"),
        ({"WITHIN": 101}, r"How much less a variant may score \(%\) must be at most 100"),
        ({"REVISIT": -1}, r"Come back to a stop after \(min, 0 never\) must be 0 or more"),
    ],
)
def test_impossible_values_are_refused(plan, parameters, text):
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=text):
        plan(THREE, **parameters)


def test_the_files_hold_all_variants_apart(plan, tmp_path):
    files = {name: str(tmp_path / f"r.{name.lower()}") for name in ("GPX", "KML", "CSV")}
    outcome = plan(EQUAL, VARIANTS=2, WITHIN=0, **files)
    visits = by_variant(outcome.rows("VISITS"))
    root = ElementTree.parse(files["GPX"]).getroot()
    assert [part.tag.removeprefix(GPX) for part in root] == ["metadata", *["wpt"] * 12, "rte", "rte", *["trk"] * 10]
    assert [route.findtext(f"{GPX}name") for route in root.findall(f"{GPX}rte")] == [
        "V1 Patrol route 2024-05-31 08:00",
        "V2 Patrol route 2024-05-31 08:00",
    ]
    second = root.findall(f"{GPX}rte")[1].findall(f"{GPX}rtept")
    assert [point.findtext(f"{GPX}name") for point in second] == [
        "V2 Start", *(f"V2 {row['seq']}. stop {row['stop']}" for row in visits[2]),
    ]  # fmt: skip
    # A bare number beside that of the order would be taken for it.
    legs = [track.findtext(f"{GPX}name") for track in root.findall(f"{GPX}trk")]
    stops = [f"stop {row['stop']}" for row in visits[1]]
    assert legs[0] == f"V1 Leg 1: Start → {stops[0]}" and legs[1] == f"V1 Leg 2: {stops[0]} → {stops[1]}"
    folders = ElementTree.parse(files["KML"]).getroot().findall(f"{KML}Document/{KML}Folder")
    assert [folder.findtext(f"{KML}name") for folder in folders] == ["Variant 1", "Variant 2"]
    hidden = [{mark.findtext(f"{KML}visibility") for mark in folder.iter(f"{KML}Placemark")} for folder in folders]
    assert hidden == [{None}, {"0"}]
    with open(files["CSV"], encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Stop"] for row in rows if row["Variant"] == "2"] == ["Start", *(row["stop"] for row in visits[2])]


def test_the_page_says_what_there_is_to_draw_from(plan, tmp_path):
    pytest.importorskip("matplotlib")
    path = tmp_path / "route.html"
    outcome = plan(EQUAL, VARIANTS=3, WITHIN=0, REVISIT=60, SHIFT_HOURS=3, REPORT=str(path))
    page = path.read_text(encoding="utf-8")
    assert f"have {outcome['ENTROPY']:.0%} of the entropy that 3 routes can have" in page
    arrivals = page.split("<h2>Arrivals by variant</h2>")[1].split("</table>")[0]
    first = {
        (row["stop"], row["variant"]): row["arrive"].toString("HH:mm")
        for row in outcome.rows("VISITS")
        if row["visit"] == 1
    }
    for stop in ("10", "22"):
        times = "".join(f"<td>{first[stop, variant]}</td>" for variant in (1, 2, 3))
        assert f"<tr><td>{stop}</td>{times}" in arrivals
    assert "Here without the revisits and variants of the plan" in page
    assert "<h2>Variants</h2>" not in plan_page(plan, path)


def plan_page(plan, path):
    plan(THREE, REPORT=str(path))
    return path.read_text(encoding="utf-8")


def test_of_variants_the_plan_alone_is_drawn_at_first(plan, run_algorithm, make_layer):
    from patrol_planner.processing.framework.dress import dress_layer

    layers = plan(EQUAL, VARIANTS=3, WITHIN=0)
    for name, style in (("ROUTE", "route_variants"), ("VISITS", "visits_variants")):
        layer = layers.layer(name)
        dress_layer(layer, style)
        categories = layer.renderer().categories()
        assert [category.label() for category in categories] == ["Variant 1", "Variant 2", "Variant 3"]
        assert [category.renderState() for category in categories] == [True, False, False]
        colours = [tuple(part.color().name() for part in category.symbol().symbolLayers()) for category in categories]
        assert len(set(colours)) == 3


def test_equal_seeds_give_equal_variants(plan):
    def orders(seed):
        rows = by_variant(plan(EQUAL, START=START, VARIANTS=3, SEED=seed).rows("VISITS"))
        return [[visit["stop"] for visit in rows[variant]] for variant in sorted(rows)]

    assert orders(3) == orders(3)
