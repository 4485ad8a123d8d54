"""What holds of the layers of every plan in blocks."""

from __future__ import annotations

from collections import defaultdict

from streetgrid import moment


def minutes(start, end) -> float:
    return start.msecsTo(end) / 60000


def by_officer(rows) -> dict[str, list]:
    found = defaultdict(list)
    for row in rows:
        found[row["officer"]].append(row)
    return found


def require_rules(outcome, free=30, least=30, most=90, rows=8, pause=15):
    """What holds for every plan in blocks of a shift of twelve hours."""
    blocks, visits = outcome.rows("BLOCKS"), outcome.rows("VISITS")
    assert blocks
    owner = {row["area"]: row["officer"] for row in outcome.rows("AREAS")}
    for officer, own in by_officer(blocks).items():
        assert [row["block"] for row in own] == list(range(1, len(own) + 1)) and len(own) <= rows
        assert all(owner[row["hotspot_id"]] == officer for row in own)
        last = {}
        for before, row in zip([None, *own], own):
            assert least - 1e-6 <= minutes(row["from"], row["to"]) <= most + 1e-6
            assert before is None or minutes(before["to"], row["from"]) >= -1e-6
            if row["hotspot_id"] in last:
                assert minutes(last[row["hotspot_id"]], row["from"]) >= pause - 1e-6
            last[row["hotspot_id"]] = row["to"]
        for third in range(3):
            begin, end = moment("08:00").addSecs(third * 14400), moment("08:00").addSecs((third + 1) * 14400)
            spent = sum(max(minutes(max(row["from"], begin), min(row["to"], end)), 0) for row in own)
            assert spent <= 240 * (1 - free / 100) + 1e-6
    stops = by_officer(visits)
    for row in blocks:
        own = [visit for visit in stops[row["officer"]] if visit["block"] == row["block"]]
        assert (own[0]["arrive"], own[-1]["depart"], len(own)) == (row["from"], row["to"], row["stops"])
    cells = defaultdict(set)
    for visit in visits:
        cells[visit["node"]].add(visit["officer"])
    assert all(len(officers) == 1 for officers in cells.values())
