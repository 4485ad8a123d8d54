"""What the page of a plan says at a briefing: who is where, from when to when, and why."""

from __future__ import annotations

import html
import re

import pytest

pytest.importorskip("qgis.core")


def pieces(path):
    """The page's headings, each with the rows of its table (cells as text) and whether a picture follows it."""
    page = path.read_text(encoding="utf-8")
    found = {}
    for part in re.split(r"<h2[^>]*>", page)[1:]:
        heading, _, rest = part.partition("</h2>")
        rows = [
            [
                html.unescape(re.sub(r"<[^>]+>", "", cell)).strip()
                for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)
            ]
            for row in re.findall(r"<tr>(.*?)</tr>", rest, re.S)
        ]
        found[html.unescape(heading)] = (rows, "<img" in rest)
    return found, page


@pytest.fixture
def told(plan, tmp_path):
    """A plan of two officers → its outcome, the pieces of its page, and the page."""

    def run(**given):
        path = tmp_path / "report.html"
        outcome = plan(OFFICER_COUNT=2, ROUTE=None, STOPS=None, REPORT=str(path), TIME_LIMIT=2, **given)
        return outcome, *pieces(path)

    return run


def test_blocks_are_a_map_bars_and_a_timetable_of_each_officer(told):
    outcome, found, page = told(BLOCKS="memory:", AREAS="memory:")
    assert found["Who is where"][1] and found["From when to when"][1]
    blocks = outcome.rows("BLOCKS")
    for officer in {row["officer"] for row in blocks}:
        head, *rows = found[f"{officer}: timetable"][0]
        assert head[:5] == ["From", "To", "Area", "Street corners", "Why"]
        own = [row for row in blocks if row["officer"] == officer]
        assert [row[:3] for row in rows] == [
            [row["from"].toString("HH:mm"), row["to"].toString("HH:mm"), row["hotspot_id"]] for row in own
        ]
        assert [row[3:5] for row in rows] == [[row["place"], row["why"]] for row in own]
    # Not the study's reward, which they are not planned for.
    assert f"{outcome['BLOCK_COUNT']}" in page and "blocks, " in page and "reward" not in page.lower()
    assert outcome["BLOCK_COUNT"] == len(blocks)
    times = {row["area"]: row["times"] for row in outcome.rows("AREAS") if row["blocks"]}
    for letter, text in times.items():
        hours = [
            f"{row['from'].toString('HH:mm')}–{row['to'].toString('HH:mm')}"
            for row in blocks
            if row["hotspot_id"] == letter
        ]
        assert text.split(", ") == sorted(hours)


def test_visits_are_a_timetable_too_and_waits_of_calls_stand_above(told, calls):
    outcome, found, page = told(UNIT="visit", CALLS=calls, CALL_TIME_FIELD="time", CALL_PRIORITY_FIELD="priority")
    assert "From when to when" not in found and found["Who drives where"][1]
    head, *rows = found["1A1: timetable"][0]
    assert head[:4] == ["From", "To", "", "Where"]
    own = [row for row in outcome.rows("VISITS") if row["officer"] == "1A1"]
    assert [row[:3] for row in rows] == [
        [row["arrive"].toString("HH:mm"), row["depart"].toString("HH:mm"), str(row["seq"])] for row in own
    ]
    assert [row[-1] for row in rows] == [row["kind"] for row in own]
    assert "min until somebody is there, median of the calls answered" in page
    assert "of hot cells" in page
    assert "<h1>Replay 2024-07-01 08:00</h1>" in page


def test_no_two_of_many_officers_look_alike():
    from patrol_planner.processing.framework.dress import COLOURS
    from patrol_planner.processing.plans.blockmap import looks_of

    officers = [f"1A{number}" for number in range(32)]
    looks = looks_of(officers)
    assert len(set(looks.values())) == 32
    assert looks["1A8"].colour == looks["1A0"].colour == COLOURS[0]
    assert not looks["1A7"].hatch and looks["1A8"].hatch
