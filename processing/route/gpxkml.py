"""A route as GPX, for navigation devices, and as KML, for globes."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from qgis.PyQt.QtCore import QBuffer, QIODevice, QXmlStreamWriter

from ..common.translation import tr
from .outline import along, described, leg_text, leg_title, route_title, title_of, utc, with_offset
from .timetable import BREAK

if TYPE_CHECKING:
    from ..framework.run import Run
    from .outline import Outline

_GPX = "http://www.topografix.com/GPX/1/1"
_KML = "http://www.opengis.net/kml/2.2"
_CREATOR = "Patrol Planner"
# KML's colours are aabbggrr: the blue of the route on the map.
_LINE_COLOUR, _LINE_WIDTH = "ffb27200", "4"


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


def gpx(run: Run, outlines: list[Outline]) -> bytes:
    """GPX 1.1: a way-point per place, a route through those of each variant, a track per leg with the time at each
    vertex; in the order that its schema asks for.
    """
    xml = _Xml(_GPX, "gpx", version="1.1", creator=_CREATOR)
    with xml.element("metadata"):
        xml.text("name", route_title(replace(outlines[0], is_one_of_many=False)))
    for outline in outlines:
        _gpx_places(xml, "wpt", outline)
    for outline in outlines:
        with xml.element("rte"):
            xml.text("name", route_title(outline))
            _gpx_places(xml, "rtept", outline)
    for outline in outlines:
        for number, way in enumerate(outline.ways):
            run.control.check()
            with xml.element("trk"):
                xml.text("name", leg_title(outline, number))
                xml.text("desc", leg_text(outline, number))
                xml.text("number", str(number + 1))
                with xml.element("trkseg"):
                    for at, moment in zip(way, along(outline, number)):
                        with xml.element("trkpt", **_degrees(at)):
                            xml.text("time", utc(outline, moment))
    return xml.done()


def _gpx_places(xml: _Xml, element: str, outline: Outline) -> None:
    for row, at in zip(outline.rows, outline.at):
        if row.kind != BREAK:
            with xml.element(element, **_degrees(at)):
                xml.text("time", utc(outline, row.begin if np.isnat(row.arrive) else row.arrive))
                xml.text("name", title_of(outline, row))
                xml.text("desc", described(row))


def kml(run: Run, outlines: list[Outline]) -> bytes:
    """KML 2.2: a folder of the places, one of the legs, both with their times; of variants each in a folder of its own,
    of which the first is shown.
    """
    xml = _Xml(_KML, "kml")
    with xml.element("Document"):
        xml.text("name", route_title(replace(outlines[0], is_one_of_many=False)))
        with xml.element("Style", id="leg"), xml.element("LineStyle"):
            xml.text("color", _LINE_COLOUR)
            xml.text("width", _LINE_WIDTH)
        for outline in outlines:
            run.control.check()
            if not outline.is_one_of_many:
                _kml_folders(xml, outline)
                continue
            with xml.element("Folder"):
                xml.text("name", tr("Variant {number}", number=outline.number))
                _kml_folders(xml, outline)
    return xml.done()


def _kml_folders(xml: _Xml, outline: Outline) -> None:
    hidden = outline.number > 1
    with xml.element("Folder"):
        xml.text("name", tr("Stops"))
        for row, at in zip(outline.rows, outline.at):
            if row.kind != BREAK:
                with xml.element("Placemark"):
                    span = with_offset(outline, row.arrive), with_offset(outline, row.depart)
                    _kml_head(xml, (title_of(outline, row), described(row)), span, hidden)
                    with xml.element("Point"):
                        xml.text("coordinates", _coordinates(at[None, :]))
    with xml.element("Folder"):
        xml.text("name", tr("Route"))
        for number, way in enumerate(outline.ways):
            times = along(outline, number)
            with xml.element("Placemark"):
                told = leg_title(outline, number), leg_text(outline, number)
                span = with_offset(outline, times[0]), with_offset(outline, times[-1])
                _kml_head(xml, told, span, hidden, "#leg")
                with xml.element("LineString"):
                    xml.text("tessellate", "1")
                    xml.text("coordinates", _coordinates(way))


def _kml_head(xml: _Xml, told: tuple[str, str], span: tuple[str, str], hidden: bool, style: str = "") -> None:
    """What every placemark begins with.

    xml: written into.
    told: its title and its description.
    span: of time that it stands for, "" for an open end.
    hidden: whether it is not shown at first.
    style: how it is drawn.
    """
    xml.text("name", told[0])
    xml.text("visibility", "0" if hidden else "")
    # Globes show a description as HTML.
    xml.text("description", html.escape(told[1], quote=False))
    with xml.element("TimeSpan"):
        for name, moment in zip(("begin", "end"), span):
            xml.text(name, moment)
    xml.text("styleUrl", style)


def _coordinates(way: np.ndarray) -> str:
    return " ".join(f"{lon:.7f},{lat:.7f}" for lat, lon in way)
