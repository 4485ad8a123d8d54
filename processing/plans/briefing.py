"""What a plan's page says at a briefing: who is where, from when to when, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from qgis.core import QgsVectorLayer

from ...algorithms.texts import Text
from ..common.compat import is_null
from ..framework.dress import natural
from ..reports.page import Part

if TYPE_CHECKING:
    from qgis.core import QgsFeature


@dataclass(frozen=True)
class Stay:
    """A row of somebody's timetable: a block, or a visit. ``letter``: of a block's area, "" for a visit."""

    officer: str
    begin: datetime
    end: datetime
    letter: str
    place: str
    why: str
    look_for: str

    @property
    def when(self) -> tuple[str, str]:
        return (f"{self.begin:%H:%M}", f"{self.end:%H:%M}")


def stays_of(blocks: QgsVectorLayer, visits: QgsVectorLayer) -> dict[str, list[Stay]]:
    """By officer, in the order of call signs and of time: their blocks, where blocks are planned, else their visits."""
    stays = [_block(row) for row in blocks.getFeatures()] or [_visit(row) for row in visits.getFeatures()]
    found: dict[str, list[Stay]] = {}
    for stay in sorted(stays, key=lambda one: (natural(one.officer), one.begin)):
        found.setdefault(stay.officer, []).append(stay)
    return found


def _block(row: QgsFeature) -> Stay:
    return Stay(
        officer=str(row["officer"]),
        begin=row["from"].toPyDateTime(),
        end=row["to"].toPyDateTime(),
        letter=_text(row["hotspot_id"]),
        place=_text(row["place"]),
        why=_text(row["why"]),
        look_for=_text(row["look_for"]),
    )


def _visit(row: QgsFeature) -> Stay:
    return Stay(
        officer=str(row["officer"]),
        begin=row["arrive"].toPyDateTime(),
        end=row["depart"].toPyDateTime(),
        letter="",
        place=_text(row["corner"]) or _text(row["street"]) or str(row["node"]),
        why=_text(row["why"]),
        look_for=str(row["kind"]),
    )


def _text(value: Any) -> str:
    return "" if is_null(value) else str(value)


def timetable_parts(stays: dict[str, list[Stay]]) -> list[Part]:
    """A table for each officer."""
    return [_timetable(officer, rows) for officer, rows in stays.items()]


def _timetable(officer: str, stays: Iterable[Stay]) -> Part:
    rows = list(stays)
    heading = Text("{officer}: timetable", officer=officer)
    if any(stay.letter for stay in rows):
        names = ("From", "To", "Area", "Street corners", "Why", "Look for")
        cells = [(*stay.when, stay.letter, stay.place, stay.why, stay.look_for) for stay in rows]
    else:
        names = ("From", "To", "", "Where", "Why", "What")
        cells = [(*stay.when, str(number), stay.place, stay.why, stay.look_for) for number, stay in enumerate(rows, 1)]
    # What nobody knows takes no room.
    kept = [place for place in range(len(names)) if place < 3 or any(cell[place] for cell in cells)]
    return Part(
        "table",
        heading,
        names=tuple(names[place] for place in kept),
        rows=[tuple(cell[place] for place in kept) for cell in cells],
        words=frozenset(range(len(kept))),
    )
