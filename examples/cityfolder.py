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
from qgis.core import QgsFeatureRequest, QgsVectorLayer, QgsWkbTypes
from toolbox import plugin_part

gdal.UseExceptions()
LONGITUDE = ("lon", "longitude", "long", "lng", "x")
LATITUDE = ("lat", "latitude", "y")
# Else by a part of the name, but not x and y, which may be metres: GEO_LON, centerLong, LATITUDE_X.
_PART = re.compile(r"(?:geo|map|center|centre|loc|wgs)?(?:lon|long|lng|longitude|longitud|(lat|latitude|latitud))$")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
# An error names so many files or columns.
MOST_NAMED = 6
_KIND = QgsWkbTypes.GeometryType
POINTS, LINES, POLYGONS = _KIND.PointGeometry, _KIND.LineGeometry, _KIND.PolygonGeometry
# In this order: of the kinds whose words are in a name, the first counts.
GEOMETRY = {**dict.fromkeys(("officers", "calls", "incidents"), POINTS), "roads": LINES, "facilities": POINTS}
GEOMETRY["study_area"] = POLYGONS
# In a folder that nobody has looked through, the districts of a city may reach beyond what is to be planned.
STUDY_AREA_WORDS = ("study_area", "beats")


class Unfit(Exception):
    """A file of which no layer can be made; says why."""


@dataclass
class CityLayer:
    """One layer: what QGIS opens (``uri``), the layer itself, its time field and that of the time of day, if any."""

    kind: str = ""  # where the name does not tell
    uri: str | None = None
    layer: QgsVectorLayer | None = None
    time_field: str | None = None
    clock_field: str | None = None

    def field(self, kind: str) -> str | None:
        """The field of this kind, by the rule of the plugin's dock."""
        return plugin_part("ui.panel.guesses").guess_field(self.layer, kind) or None


@dataclass
class City:
    """The layers found, by kind; notes for the reader; and a few words about all that was looked at, for an error."""

    name: str
    layers: dict[str, CityLayer] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def get(self, kind: str) -> CityLayer:
        """The layer of this kind, one of nothing where there is none."""
        return self.layers.get(kind, CityLayer())


def read_city(folder: Path, scratch: Path) -> City:
    """Every layer of the folder that is recognised, or of one file; the fullest one of each kind."""
    if not folder.exists():
        raise SystemExit(f"There is no folder {folder}.")
    city = City(folder.resolve().name if folder.is_dir() else folder.name.split(".")[0])
    nameless = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else [folder]:
        for found in _layers_of(path, scratch, city):
            present = city.get(found.kind).layer
            if not found.kind:
                nameless.append(found)
            elif present is None or found.layer.featureCount() > present.featureCount():
                city.layers[found.kind] = found
    if "incidents" not in city.layers:
        city.layers["incidents"] = _incidents_among(nameless, folder, city)
    if city.get("incidents").time_field is None:
        why = _no_time(city.get("incidents"))
        raise SystemExit(f"{why} A forecast needs times: rename the field that holds them.")
    if "calls" in city.layers and city.get("calls").time_field is None:
        city.notes.append(f"{_no_time(city.layers.pop('calls'))} The shift is planned without calls.")
    return city


def _incidents_among(nameless: list[CityLayer], folder: Path, city: City) -> CityLayer:
    """The only points whose name tells nothing; exits, saying what was looked for and found, where it is not clear."""
    if len(nameless) == 1:
        (found,) = nameless
        found.kind = "incidents"
        city.notes.append(f"Incidents: {found.layer.name()}, the only points whose name does not tell what they are.")
        return _with_time(found)
    words = ", ".join(_words("incidents"))
    seen = "; ".join(city.seen[:MOST_NAMED]) + ("; …" if len(city.seen) > MOST_NAMED else "")
    raise SystemExit(
        f"{folder} has no incidents. Looked for: points (CSV, GeoPackage, GeoJSON, Shapefile) with one of these words "
        f"in the name: {words}. Found: {seen or 'no such file'}. Give the one with incidents such a name, and "
        "columns lon and lat in degrees if it is a CSV."
    )


def _layers_of(path: Path, scratch: Path, city: City) -> list[CityLayer]:
    name = path.name.lower()
    if name.endswith((".csv", ".csv.gz")):
        kind = _kind(path.name)
        try:
            found = _csv_layer(path, kind, scratch, city.notes)
        except Unfit as why:
            city.seen.append(f"{path.name} ({why})")
            return []
        city.seen.append(f"{path.name} ({kind or 'point'})")
        return [found]
    return _layers_in(path, city) if name.endswith((".gpkg", ".geojson", ".shp")) else []


def _layers_in(path: Path, city: City) -> list[CityLayer]:
    try:
        source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_VERBOSE_ERROR)
    except RuntimeError as problem:
        city.notes.append(f"{path.name} could not be read and is not used: {problem}")
        return []
    names = [source.GetLayer(index).GetName() for index in range(source.GetLayerCount())]
    layers = []
    for name in names:
        kind = _kind(name) or (_kind(path.stem) if len(names) == 1 else "")
        uri = f"{path}|layername={name}"
        layer = QgsVectorLayer(uri, name, "ogr")
        if layer.isValid():
            shown = path.name if len(names) == 1 else f"{path.name}, {name}"
            city.seen.append(f"{shown} ({kind or QgsWkbTypes.geometryDisplayString(layer.geometryType()).lower()})")
            if layer.geometryType() == GEOMETRY.get(kind, POINTS):
                layers.append(_with_time(CityLayer(kind, uri, layer)))
    return layers


def _kind(name: str) -> str:
    return next((kind for kind in GEOMETRY if any(word in name.lower() for word in _words(kind))), "")


def _words(kind: str) -> tuple[str, ...]:
    """The words in a name that tell what a layer is, as the plugin's dock knows them."""
    return STUDY_AREA_WORDS if kind == "study_area" else plugin_part("ui.panel.guesses").LAYER_WORDS[kind]


def _csv_layer(path: Path, kind: str, scratch: Path, notes: list[str]) -> CityLayer:
    """The points of a file; raises Unfit where it has none."""
    if GEOMETRY.get(kind, POINTS) != POINTS:
        raise Unfit(f"{kind}, which cannot come from a CSV")
    if path.suffix == ".gz":
        plain = scratch / path.stem
        with gzip.open(path, "rb") as packed, open(plain, "wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
        path = plain
    with open(path, newline="", encoding="utf-8-sig", errors="replace") as file:
        first = file.readline()
        delimiter = max((",", ";", "\t", "|"), key=first.count)
        file.seek(0)
        reader = csv.reader(file, delimiter=delimiter)
        header = [one.strip() for one in next(reader, [])]
        rows = sum(1 for _ in reader)
    longitude, latitude = _coordinates(header)
    if longitude is None or latitude is None:
        columns = ", ".join(header[:MOST_NAMED]) or "none"
        raise Unfit(f"without columns for longitude and latitude, as lon and lat; it has {columns}")
    columns = f"xField={quote(longitude)}&yField={quote(latitude)}&crs=EPSG:4326"
    columns += "" if delimiter == "," else "&delimiter=" + delimiter.replace("\t", "%5Ct")
    # QGIS's own detection of types may leave out the hour, or take 3 PM for 3 AM.
    for detect in ("yes", "no"):
        source = f"file://{quote(str(path.resolve()))}?type=csv&detectTypes={detect}&{columns}"
        layer = QgsVectorLayer(source, path.stem, "delimitedtext")
        if not layer.isValid():
            raise Unfit("cannot be read")
        found = _with_time(CityLayer(kind, f"delimitedtext://{source}", layer))
        told = plugin_part("processing.times.filetimes").times_in_file(layer)
        times = [told[name] for name in (found.time_field, found.clock_field) if name in told]
        if not any(one.misread or one.cut for one in times):
            break
    if not _in_degrees(layer):
        raise Unfit(f"{longitude} and {latitude} are no longitudes and latitudes in degrees")
    lost = rows - layer.featureCount()
    if lost > 0:
        notes.append(f"{path.name}: {lost:,} of {rows:,} rows have no coordinates and are left out.")
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


def _no_time(found: CityLayer) -> str:
    """That a layer has no field of times, with the names looked for and those found."""
    looked_for, names = plugin_part("ui.panel.guesses").told_names(found.layer, f"{found.kind[:-1]}_time")
    return f"No field of the {found.kind} is named as a time. Looked for {looked_for}; there are {names}."
