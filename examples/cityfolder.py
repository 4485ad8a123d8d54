"""Finds the layers of a city in a folder of ordinary files: incidents, calls, roads, facilities, officers.

Files are recognised by their names and used as they are: CSV (also .gz) with longitude and latitude columns,
GeoPackage, GeoJSON, Shapefile. Nothing has to be reprojected, cleaned or renamed. Points whose name tells nothing are
the incidents, where nothing else can be.
"""

from __future__ import annotations

import csv
import gzip
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from osgeo import gdal
from pluginpart import plugin_part
from qgis.core import QgsFeatureRequest, QgsVectorLayer, QgsWkbTypes

gdal.UseExceptions()
LONGITUDE = ("lon", "longitude", "long", "lng", "x")
LATITUDE = ("lat", "latitude", "y")
_TAB = "\t"
# Else by a part of the name, but not x and y, which may be metres: GEO_LON, centerLong, LATITUDE_X.
_PART = re.compile(r"(?:geo|map|center|centre|loc|wgs)?(?:lon|long|lng|longitude|longitud|(lat|latitude|latitud))$")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# What a layer is, by words in its file or layer name; the first that fits counts.
KINDS = {
    "officers": ("officer", "units"),
    "calls": ("call", "911", "emergenc"),
    "incidents": ("incident", "crime", "offence", "offense"),
    "roads": ("street", "road", "highway"),
    "facilities": ("poi", "facilit", "venue"),
    "study_area": ("study_area", "beats"),
}
POINTS = QgsWkbTypes.GeometryType.PointGeometry
# An error names so many files or columns.
MOST_NAMED = 6
GEOMETRY = {
    "officers": QgsWkbTypes.GeometryType.PointGeometry,
    "calls": QgsWkbTypes.GeometryType.PointGeometry,
    "incidents": QgsWkbTypes.GeometryType.PointGeometry,
    "roads": QgsWkbTypes.GeometryType.LineGeometry,
    "facilities": QgsWkbTypes.GeometryType.PointGeometry,
    "study_area": QgsWkbTypes.GeometryType.PolygonGeometry,
}


@dataclass
class CityLayer:
    """One layer: what QGIS opens (``uri``), the layer itself, its time field and that of the time of day, if any."""

    kind: str  # "" where the name does not tell
    uri: str
    layer: QgsVectorLayer
    time_field: str | None = None
    clock_field: str | None = None

    def field(self, kind: str) -> str | None:
        """The field of this kind, by the rule of the plugin's dock."""
        return plugin_part("ui.panel.guesses").guess_field(self.layer, kind) or None


@dataclass
class City:
    """The layers found, by kind, and notes for the reader: rows that have no place, and what was assumed.

    ``seen``: a few words about everything that was looked at, for an error.
    """

    name: str
    layers: dict[str, CityLayer] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def get(self, kind: str) -> CityLayer | None:
        return self.layers.get(kind)


def read_city(folder: Path, scratch: Path) -> City:
    """Every layer of the folder that is recognised, or of one file; the fullest one of each kind."""
    if not folder.exists():
        raise SystemExit(f"There is no folder {folder}.")
    city = City(folder.resolve().name if folder.is_dir() else folder.name.split(".")[0])
    nameless = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else [folder]:
        for found in _layers_of(path, scratch, city):
            present = city.layers.get(found.kind)
            if not found.kind:
                nameless.append(found)
            elif present is None or found.layer.featureCount() > present.layer.featureCount():
                city.layers[found.kind] = found
    if "incidents" not in city.layers:
        city.layers["incidents"] = _incidents_among(nameless, folder, city)
    return city


def _incidents_among(nameless: list[CityLayer], folder: Path, city: City) -> CityLayer:
    """The only points whose name tells nothing; exits, saying what was looked for and found, where it is not clear."""
    if len(nameless) == 1:
        (found,) = nameless
        found.kind = "incidents"
        city.notes.append(f"Incidents: {found.layer.name()}, the only points whose name does not tell what they are.")
        return _with_time(found)
    words = ", ".join(KINDS["incidents"])
    seen = "; ".join(city.seen[:MOST_NAMED]) + ("; …" if len(city.seen) > MOST_NAMED else "")
    raise SystemExit(
        f"{folder} has no incidents. Looked for: points (CSV, GeoPackage, GeoJSON, Shapefile) with one of these words "
        f"in the name: {words}. Found: {seen or 'no such file'}. Give the one with incidents such a name, and "
        "columns lon and lat in degrees if it is a CSV."
    )


def _layers_of(path: Path, scratch: Path, city: City) -> list[CityLayer]:
    name, notes = path.name.lower(), city.notes
    if name.endswith((".csv", ".csv.gz")):
        found = _csv_layer(path, scratch, city)
        return [found] if found else []
    if name.endswith((".gpkg", ".geojson", ".shp")):
        try:
            source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_VERBOSE_ERROR)
        except RuntimeError as problem:
            notes.append(f"{path.name} could not be read and is not used: {problem}")
            return []
        names = [source.GetLayer(index).GetName() for index in range(source.GetLayerCount())]
        layers = []
        for layer_name in names:
            kind = _kind(layer_name) or (_kind(path.stem) if len(names) == 1 else None)
            uri = f"{path}|layername={layer_name}"
            layer = QgsVectorLayer(uri, layer_name, "ogr")
            shown = path.name if len(names) == 1 else f"{path.name}, {layer_name}"
            if not layer.isValid():
                continue
            city.seen.append(f"{shown} ({kind or QgsWkbTypes.geometryDisplayString(layer.geometryType()).lower()})")
            if layer.geometryType() == GEOMETRY.get(kind, POINTS):
                layers.append(_with_time(CityLayer(kind or "", uri, layer)))
        return layers
    return []


def _kind(name: str) -> str | None:
    return next((kind for kind, words in KINDS.items() if any(word in name.lower() for word in words)), None)


def _csv_layer(path: Path, scratch: Path, city: City) -> CityLayer | None:
    kind, name, notes = _kind(path.name), path.name, city.notes
    if kind is not None and GEOMETRY[kind] != POINTS:
        city.seen.append(f"{name} ({kind}, which cannot come from a CSV)")
        return None
    if path.suffix == ".gz":
        plain = scratch / path.stem
        with gzip.open(path, "rb") as packed, open(plain, "wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
        path = plain
    with open(path, newline="", encoding="utf-8-sig", errors="replace") as file:
        first = file.readline()
        delimiter = max((",", ";", _TAB, "|"), key=first.count)
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        header = [one.strip() for one in next(reader, [])]
        rows = sum(1 for _ in reader)
    longitude, latitude = _coordinates(header)
    if longitude is None or latitude is None:
        columns = ", ".join(header[:MOST_NAMED]) or "none"
        city.seen.append(f"{name} (without columns for longitude and latitude, as lon and lat; it has {columns})")
        return None
    chosen = f"xField={quote(longitude)}&yField={quote(latitude)}&crs=EPSG:4326"
    if delimiter != ",":
        chosen += f"&delimiter={'%5Ct' if delimiter == _TAB else delimiter}"
    source = f"file://{quote(str(path.resolve()))}?type=csv&detectTypes=yes&{chosen}"
    layer = QgsVectorLayer(source, path.stem, "delimitedtext")
    if not layer.isValid():
        city.seen.append(f"{name} (cannot be read)")
        return None
    if not _in_degrees(layer):
        city.seen.append(f"{name} ({longitude} and {latitude} are no longitudes and latitudes in degrees)")
        return None
    if layer.featureCount() < rows:
        notes.append(
            f"{path.name}: {rows - layer.featureCount():,} of {rows:,} rows have no coordinates and are left out."
        )
    city.seen.append(f"{name} ({kind or 'point'})")
    found = _with_time(CityLayer(kind or "", f"delimitedtext://{source}", layer))
    told = plugin_part("processing.times.filetimes").times_in_file(layer)
    if any(one.misread or one.cut for name, one in told.items() if name in (found.time_field, found.clock_field)):
        # QGIS's own detection would leave out the hour, or take 3 PM for 3 AM.
        source = source.replace("detectTypes=yes", "detectTypes=no")
        layer = QgsVectorLayer(source, path.stem, "delimitedtext")
        found = _with_time(CityLayer(found.kind, f"delimitedtext://{source}", layer))
    return found


def _coordinates(header: list[str]) -> tuple[str | None, str | None]:
    """The columns of longitude and latitude, None where there is none."""
    known = {name.lower(): name for name in header}
    found = [next((known[name] for name in names if name in known), None) for names in (LONGITUDE, LATITUDE)]
    # A file may hold metres as x and y, and degrees under longer names.
    parts = [(name, _PART.match(word.lower())) for name in header for word in _WORD.findall(name)]
    for place, exact in enumerate(("x", "y")):
        if found[place] is None or found[place].lower() == exact:
            named = (name for name, match in parts if match and bool(match.group(1)) == bool(place))
            found[place] = next(named, found[place])
    return found[0], found[1]


def _in_degrees(layer: QgsVectorLayer) -> bool:
    """Whether most of the first places can be longitudes and latitudes."""
    request = QgsFeatureRequest().setNoAttributes().setLimit(200)
    places = [feature.geometry().boundingBox().center() for feature in layer.getFeatures(request)]
    fitting = sum(abs(place.x()) <= 180 and abs(place.y()) <= 90 for place in places)
    return 2 * fitting >= len(places)


def _with_time(found: CityLayer) -> CityLayer:
    """The layer with its fields of time, by the rule of the plugin's dock."""
    if found.kind in ("incidents", "calls"):
        found.time_field = found.field(f"{found.kind[:-1]}_time")
        found.clock_field = plugin_part("ui.panel.guesses").guess_clock(found.layer, found.time_field or "") or None
    return found


def no_time(found: CityLayer) -> str:
    """That a layer has no field of times, with the names looked for and those found."""
    looked_for, names = plugin_part("ui.panel.guesses").told_names(found.layer, f"{found.kind[:-1]}_time")
    return f"No field of the {found.kind} is named as a time. Looked for {looked_for}; there are {names}."
