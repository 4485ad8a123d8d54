"""Who is where from when to when, as the dock tells it of a plan in blocks."""

from __future__ import annotations

from html import escape

from qgis.core import QgsVectorLayer

from ..text import tr

# Officer, from and to (HH:MM), letter of the area, street corners.
Row = list[str]
_DOT = " · "


def rows_of(blocks: QgsVectorLayer) -> list[Row]:
    """The blocks of a plan in the order of its layer: officer by officer, by time."""
    return [
        [
            str(block["officer"]),
            block["from"].toString("HH:mm"),
            block["to"].toString("HH:mm"),
            str(block["hotspot_id"]),
            str(block["place"]),
        ]
        for block in blocks.getFeatures()
    ]


def timetable_html(rows: list[Row]) -> str:
    """Of each officer the hours with their areas, then the street corners of these; "" without rows."""
    officers: dict[str, list[Row]] = {}
    for row in rows:
        officers.setdefault(row[0], []).append(row)
    told = []
    for officer, own in officers.items():
        corners: dict[str, list[str]] = {}
        for *_, letter, place in own:
            corners.setdefault(letter, []).extend(place.split(_DOT))
        hours = _DOT.join(f"{begin}–{end}&nbsp;<b>{escape(letter)}</b>" for _, begin, end, letter, _ in own)
        places = "".join(
            f"<br/><b>{escape(letter)}</b>: {escape(_DOT.join(dict.fromkeys(names)))}"
            for letter, names in corners.items()
        )
        told.append(f"<p><b>{escape(officer)}</b><br/>{hours}{places}</p>")
    return f"<b>{escape(tr('Timetable'))}</b>{''.join(told)}" if told else ""
