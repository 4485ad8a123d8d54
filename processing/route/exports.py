"""A route for other programs: GPX for navigation devices, KML for globes, CSV for spreadsheets."""

from __future__ import annotations

import csv
import html
import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QBuffer, QIODevice, QXmlStreamWriter

from ...algorithms.texts import Text, joined
from ..common.translation import tr, translated
from ..framework.parameters import CHECK_FOLDER
from ..framework.spreadsheets import is_formula
from ..layers.places import lat_lon
from .problem import place_name
from .timetable import BREAK, POINT, STOP, timetable

if TYPE_CHECKING:
    from ...algorithms.route.plan import Leg
    from ..framework.run import Run
    from .inputs import Inputs
    from .outputs import Result
    from .problem import Task
    from .timetable import Row

_GPX = "http://www.topografix.com/GPX/1/1"
_KML = "http://www.opengis.net/kml/2.2"
_CREATOR = "Patrol Planner"
# KML's colours are aabbggrr: the blue of the route on the map.
_LINE_COLOUR, _LINE_WIDTH = "ffb27200", "4"
# What XML has no room for, and a row of a table none.
_NO_CHARACTERS = ("Cc", "Cs", "Cn")


@dataclass(frozen=True)
class Outline:
    """A route in degrees: the rows of its timetable, where each is (r, 2) as latitude and longitude, NaN for the break;
    and each leg with its streets and its way, (k, 2) likewise.
    """

    rows: list[Row]
    at: np.ndarray
    legs: list[tuple[Leg, str]]
    ways: list[np.ndarray]
    task: Task
    departure: np.datetime64


def write_exports(run: Run, inputs: Inputs, result: Result) -> dict[str, str]:
    """The files that were asked for, and where each will be."""
    asked = [name for name in _WRITERS if run.wanted(name)]
    if not asked:
        return {}
    outline = _outline(run, inputs, result)
    for done, name in enumerate(asked):
        run.control.step(done, len(asked))
        _save(run, name, _WRITERS[name](run, outline))
    if "GPX" in asked:
        run.info(
            "The times of the GPX file are in UTC, by the time zone of this computer; its texts are in local time."
        )
    return {name: run.path(name) for name in asked}


def _outline(run: Run, inputs: Inputs, result: Result) -> Outline:
    task = result.task
    rows = timetable(task, result.route, result.streets)
    place = np.array([row.place for row in rows], dtype=np.int64)
    ends = np.cumsum([len(way) for way in result.ways], dtype=np.int64)
    xy = np.concatenate([np.column_stack([task.x[place], task.y[place]]), *result.ways])
    degrees = np.column_stack(lat_lon(run, xy[:, 0], xy[:, 1], inputs.crs))
    at = np.where((place >= 0)[:, None], degrees[: len(rows)], np.nan)
    ways = np.split(degrees[len(rows) :], ends[:-1]) if result.ways else []
    return Outline(rows, at, list(zip(result.route.legs, result.streets)), ways, task, task.settings.departure)


# --- texts


def _plain(text: str) -> str:
    """A text in the user's language without what no file of text can hold."""
    said = translated(text)
    return "".join(one for one in said if one in "\n\t" or unicodedata.category(one) not in _NO_CHARACTERS)


def _clock(moment: np.datetime64) -> str:
    """08:12, "" for no moment."""
    return "" if np.isnat(moment) else str(moment.astype("datetime64[m]"))[-5:]


def _described(row: Row) -> str:
    """When one is where, as one tells it: "Mission Street, arrive 08:12, leave 08:27"."""
    parts: list[str] = [row.street]
    if not np.isnat(row.arrive):
        parts.append(Text("arrive {time}", time=_clock(row.arrive)))
    if row.wait_min >= 1:
        parts.append(Text("begin {time}", time=_clock(row.begin)))
    if not np.isnat(row.depart):
        parts.append(Text("leave {time}", time=_clock(row.depart)))
    return _plain(joined(parts, ", "))


def _title(row: Row) -> str:
    return _plain(f"{row.seq}. {row.name}" if row.kind == STOP else row.name)


def _leg_title(outline: Outline, number: int) -> str:
    leg = outline.legs[number][0]
    start, end = (place_name(outline.task, place) for place in (leg.start, leg.end))
    return _plain(Text("Leg {number}: {start} → {end}", number=number + 1, start=start, end=end))


def _leg_text(outline: Outline, number: int) -> str:
    leg, streets = outline.legs[number]
    told = Text("{km:.1f} km, {minutes:.0f} min", km=leg.metres / 1000.0, minutes=leg.minutes)
    return _plain(joined([streets, told], ": "))


# --- times


def _local(moment: np.datetime64) -> datetime:
    """A moment of the wall clock with the offset that this computer's time zone has then."""
    naive = moment.astype("datetime64[s]").astype(datetime)
    try:
        return naive.astimezone()
    except (OSError, OverflowError, ValueError):
        # Some systems know no zone of years long ago or far ahead.
        return naive.replace(tzinfo=timezone.utc)


def _utc(moment: np.datetime64) -> str:
    return _local(moment).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def _with_offset(moment: np.datetime64) -> str:
    return _local(moment).isoformat()


def _along(outline: Outline, number: int) -> np.ndarray:
    """When one passes each vertex of a leg's way, datetime64[s] (k,): its time shared out by length."""
    way, leg = outline.ways[number], outline.legs[number][0]
    # By the vertices in degrees, longitudes as long as they are there.
    step = np.diff(way, axis=0) * (1.0, np.cos(np.radians(way[0, 0])))
    length = np.concatenate([[0.0], np.cumsum(np.hypot(step[:, 0], step[:, 1]))])
    share = length / length[-1] if length[-1] > 0 else np.linspace(0.0, 1.0, len(length))
    minutes = leg.depart_min + share * leg.minutes
    seconds = np.floor(minutes * 60.0 + 1e-3).astype("timedelta64[s]")
    return outline.departure.astype("datetime64[s]") + seconds


# --- XML


class _Xml:
    """A document that is written from its beginning to its end; what is in a text stays text."""

    def __init__(self, namespace: str, root: str, **attributes: str) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QXmlStreamWriter(self._buffer)
        self._writer.setAutoFormatting(True)
        self._writer.setAutoFormattingIndent(1)
        self._writer.writeStartDocument()
        self._writer.writeStartElement(root)
        self._writer.writeAttribute("xmlns", namespace)
        self._attributes(attributes)

    @contextmanager
    def element(self, name: str, **attributes: str) -> Iterator[None]:
        self._writer.writeStartElement(name)
        self._attributes(attributes)
        yield
        self._writer.writeEndElement()

    def text(self, name: str, value: str) -> None:
        """An element with a text; none where that is empty."""
        if value:
            self._writer.writeTextElement(name, value)

    def _attributes(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            self._writer.writeAttribute(name, value)

    def done(self) -> bytes:
        self._writer.writeEndElement()
        self._writer.writeEndDocument()
        return bytes(self._buffer.data())


def _degrees(at: np.ndarray) -> dict[str, str]:
    return {"lat": f"{at[0]:.7f}", "lon": f"{at[1]:.7f}"}


def _gpx(run: Run, outline: Outline) -> bytes:
    """GPX 1.1: a way-point per place, one route through them, and a track per leg with the time at each vertex."""
    xml = _Xml(_GPX, "gpx", version="1.1", creator=_CREATOR)
    name = _route_name(outline)
    with xml.element("metadata"):
        xml.text("name", name)
    places = [(row, at) for row, at in zip(outline.rows, outline.at) if row.kind != BREAK]
    for element, shown in (("wpt", places), ("rtept", places)):
        # The way-points stand by themselves; the points of the route within it.
        with _maybe(xml, "rte" if element == "rtept" and shown else ""):
            if element == "rtept" and shown:
                xml.text("name", name)
            for row, at in shown:
                with xml.element(element, **_degrees(at)):
                    xml.text("time", _utc(row.begin if np.isnat(row.arrive) else row.arrive))
                    xml.text("name", _title(row))
                    xml.text("desc", _described(row))
    for number, way in enumerate(outline.ways):
        run.control.check()
        with xml.element("trk"):
            xml.text("name", _leg_title(outline, number))
            xml.text("desc", _leg_text(outline, number))
            xml.text("number", str(number + 1))
            with xml.element("trkseg"):
                for at, moment in zip(way, _along(outline, number)):
                    with xml.element("trkpt", **_degrees(at)):
                        xml.text("time", _utc(moment))
    return xml.done()


@contextmanager
def _maybe(xml: _Xml, name: str) -> Iterator[None]:
    if not name:
        yield
        return
    with xml.element(name):
        yield


def _kml(run: Run, outline: Outline) -> bytes:
    """KML 2.2: a folder of the places, one of the legs, both with their times."""
    xml = _Xml(_KML, "kml")
    with xml.element("Document"):
        xml.text("name", _route_name(outline))
        with xml.element("Style", id="leg"), xml.element("LineStyle"):
            xml.text("color", _LINE_COLOUR)
            xml.text("width", _LINE_WIDTH)
        with xml.element("Folder"):
            xml.text("name", tr("Stops"))
            for row, at in zip(outline.rows, outline.at):
                if row.kind != BREAK:
                    with xml.element("Placemark"):
                        _kml_head(xml, _title(row), _described(row), row.arrive, row.depart)
                        with xml.element("Point"):
                            xml.text("coordinates", _coordinates(at[None, :]))
        with xml.element("Folder"):
            xml.text("name", tr("Route"))
            for number, way in enumerate(outline.ways):
                run.control.check()
                times = _along(outline, number)
                with xml.element("Placemark"):
                    title, text = _leg_title(outline, number), _leg_text(outline, number)
                    _kml_head(xml, title, text, times[0], times[-1], "#leg")
                    with xml.element("LineString"):
                        xml.text("tessellate", "1")
                        xml.text("coordinates", _coordinates(way))
    return xml.done()


def _kml_head(xml: _Xml, name: str, text: str, begin: np.datetime64, end: np.datetime64, style: str = "") -> None:
    """What every placemark begins with.

    xml: written into.
    name: its title.
    text: its description.
    begin, end: the span of time it stands for, NaT for an open one.
    style: how it is drawn.
    """
    xml.text("name", name)
    # Globes show a description as HTML.
    xml.text("description", html.escape(text, quote=False))
    with xml.element("TimeSpan"):
        if not np.isnat(begin):
            xml.text("begin", _with_offset(begin))
        if not np.isnat(end):
            xml.text("end", _with_offset(end))
    xml.text("styleUrl", style)


def _coordinates(way: np.ndarray) -> str:
    return " ".join(f"{lon:.7f},{lat:.7f}" for lat, lon in way)


def _route_name(outline: Outline) -> str:
    day, clock = str(outline.departure.astype("datetime64[D]")), _clock(outline.departure)
    return _plain(Text("Patrol route {day} {clock}", day=day, clock=clock))


# --- CSV


def _csv(run: Run, outline: Outline) -> bytes:
    """What a driver needs of each row, in the words of the user's language; with the mark by which spreadsheets know
    that letters beyond English are in UTF-8.
    """
    names = (
        Text("No."), Text("Stop"), Text("Street"), Text("Date"), Text("Arrive"), Text("Begin"), Text("Leave"),
        Text("Wait (min)"), Text("Stay (min)"), Text("Drive (km)"), Text("Drive (min)"), Text("Drive along"),
        Text("Latitude"), Text("Longitude"),
    )  # fmt: skip
    rows = [_csv_row(row, at) for row, at in zip(outline.rows, outline.at)]
    formulas = sum(is_formula(cell) for row in rows for cell in (row[1], row[2], row[11]))
    if formulas:
        run.warn(
            "{label}: {n:,} values that begin like a formula (=, +, -, @) are written as they are. A spreadsheet would "
            "compute them: import the file with its columns as text.",
            label=run.label("CSV"),
            n=formulas,
        )
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([translated(name) for name in names])
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _csv_row(row: Row, at: np.ndarray) -> list[str]:
    day = row.begin if np.isnat(row.arrive) else row.arrive
    is_stay = row.kind != POINT
    return [
        str(row.seq) if row.kind == STOP else "",
        _plain(row.name),
        _plain(row.street),
        str(day.astype("datetime64[D]")),
        _clock(row.arrive),
        _clock(row.begin) if is_stay else "",
        _clock(row.depart),
        f"{row.wait_min:.0f}" if is_stay else "",
        f"{row.stay_min:.0f}" if is_stay else "",
        "" if row.kind == BREAK else f"{row.km:.2f}",
        "" if row.kind == BREAK else f"{row.minutes:.1f}",
        _plain(row.via),
        *(("", "") if np.isnan(at).any() else (f"{at[0]:.6f}", f"{at[1]:.6f}")),
    ]


_WRITERS = {"GPX": _gpx, "KML": _kml, "CSV": _csv}


def _save(run: Run, name: str, contents: bytes) -> None:
    """A file put beside its place, where it comes with the other outputs."""
    label, path = run.label(name), run.path(name)
    try:
        Path(run.staging.file(path, label)).write_bytes(contents)
    except OSError as error:
        raise QgsProcessingException(
            Text(
                "{label}: {path} cannot be written ({why}). {remedy}",
                label=label,
                path=path,
                why=error.strerror,
                remedy=CHECK_FOLDER,
            )
        ) from error
