"""Which file and which table an input or an output is, however it is called: by links, capitals, QGIS's many forms."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Hashable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsDataSourceUri,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsProperty,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVirtualLayerDefinition,
)
from qgis.PyQt.QtCore import QUrl

# Endings of the files that are one layer together.
_TOGETHER = (
    (".shp", ".dbf", ".shx", ".prj", ".cpg", ".qix", ".qpj", ".sbn", ".sbx", ".idm", ".ind"),
    (".tab", ".dat", ".map", ".id", ".ind"),
    (".mif", ".mid"),
    (".gml", ".xsd", ".gfs"),
)
_BESIDE = ("-wal", "-shm", "-journal", "t", ".aux.xml", ".ovr", ".msk")
# What others keep beside a layer's file: its record, its style, its CRS, the place of a picture.
_KEPT_BESIDE = (".qmd", ".qml", ".sld", ".prj", ".wld", ".aux", ".hdr", ".clr", ".stx", ".rrd")
_SQLITE = b"SQLite format 3\0"
_WORKBOOKS = (".xlsx", ".ods")
_DATABASES = ("postgres", "mssql", "oracle", "hana", "mysql")
# In front of a path: GDAL's virtual file systems, names of its drivers, the scheme of an address.
_PREFIX = re.compile(r"^(?:/vsi\w+/+(?=[/{]|\w:)|/vsi\w+/|\w{2,}:(?=[/\"'{]|\w:)(?://(?=/))?)")
# GDAL's files in memory, which no other program sees and no disk holds.
_IN_MEMORY = re.compile(r"/vsimem/[^|'\"?]+")
# Such a code in its path is taken for a letter where SQLite opens a GeoPackage for QGIS.
_CODE = re.compile("%[0-9A-Fa-f]{2}")


@dataclass(frozen=True)
class Place:
    """Where data is: a file as a whole, a table of one (``table``), or a table on a server (``server``).

    ``also``: further text that names tables, as a layer's query. ``provider``: QGIS's, for a table.
    """

    path: Path | None = None
    table: str | None = None
    server: tuple[str, ...] = ()
    also: str = ""
    provider: str = "ogr"

    @property
    def name(self) -> str:
        """What it is called in a message."""
        return self.path.name if self.path is not None else ".".join(self.server[-2:])

    def files(self) -> set[Hashable]:
        """The identities of all files that belong to it."""
        return set() if self.path is None else {file_id(file) for file in files_of(self.path)}

    def kept_files(self) -> set[Hashable]:
        """The identities of its files and of what is kept beside them, which others read together with an input."""
        if self.path is None:
            return set()
        beside = [self.path.with_suffix(ending) for ending in (*_KEPT_BESIDE, *_world_endings(self.path))]
        beside.append(Path(f"{self.path}.xml"))
        return self.files() | {file_id(file) for file in beside if file.exists()}

    def has_table(self, table: str) -> bool:
        """Whether a table of the same file is this one; SQLite knows no capitals."""
        if self.table is not None and self.table.lower() == table.lower():
            return True
        return bool(re.search(rf"(?<!\w){re.escape(table)}(?!\w)", self.also, re.IGNORECASE))


def file_id(path: Path) -> Hashable:
    """What two names of one file have in common; of a file that is not there, its folder and name."""
    try:
        found = os.stat(path)
        if found.st_ino:
            return found.st_dev, found.st_ino
    except OSError:
        pass
    except ValueError:
        # No name of a file at all: to write it will say so.
        return str(path)
    real = Path(os.path.realpath(path))
    name = real.name.casefold() if _ignores_case(real.parent) else real.name
    return (file_id(real.parent) if real.parent != real else "", name)


def _ignores_case(folder: Path) -> bool:
    """Whether the file system of a folder takes capitals and small letters for the same."""
    swapped = Path(str(folder).swapcase())
    if swapped == folder or not folder.exists():
        return sys.platform in ("win32", "darwin")
    try:
        return swapped.exists() and os.path.samefile(folder, swapped)
    except OSError:
        return False


def files_of(path: Path) -> list[Path]:
    """The file with all that belong to a layer in it, whether they are there or not."""
    ending = path.suffix.lower()
    together = {part for group in _TOGETHER if ending in group for part in group if part != ending}
    beside = [Path(f"{path}{part}") for part in _BESIDE]
    return [path, *(path.with_suffix(part) for part in sorted(together)), *beside]


def _world_endings(path: Path) -> list[str]:
    """Of files that tell where a picture lies: .tfw and .tifw of .tif."""
    ending = path.suffix
    return [f".{ending[1]}{ending[-1]}w", f"{ending}w"] if len(ending) > 1 else []


def is_sqlite(path: Path) -> bool:
    """Whether a file is a database of SQLite, such as a GeoPackage; raises nothing."""
    try:
        with open(path, "rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def has_unopenable_name(path: Path) -> bool:
    """Whether QGIS may not find a GeoPackage by its path."""
    return path.suffix.lower() == ".gpkg" and bool(_CODE.search(str(path)))


def tables_of(path: Path) -> list[str]:
    """The names of what a user keeps in a database of SQLite or in a workbook; none where it cannot be read."""
    return readable_tables(path) or []


def readable_tables(path: Path) -> list[str] | None:
    """As tables_of(); None for a database that cannot be read: it is locked, damaged, or a journal has to be undone."""
    if path.suffix.lower() in _WORKBOOKS:
        return _gdal_layers(path)
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            there = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "gpkg_contents" in there:
                found = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
                if "qgis_projects" in there and database.execute("SELECT count(*) FROM qgis_projects").fetchone()[0]:
                    found.append("qgis_projects")
            elif "geometry_columns" in there:
                found = [name for (name,) in database.execute("SELECT f_table_name FROM geometry_columns")]
            else:
                found = sorted(name for name in there if not name.startswith("sqlite_"))
    except sqlite3.Error:
        return None if is_sqlite(path) else []
    return [name for name in dict.fromkeys(found) if name != "layer_styles"]


def _gdal_layers(path: Path) -> list[str]:
    """The names of the layers that GDAL finds in a file."""
    from osgeo import gdal

    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        data = gdal.OpenEx(str(path), gdal.OF_VECTOR)
        return [] if data is None else [data.GetLayer(number).GetName() for number in range(data.GetLayerCount())]
    except RuntimeError:
        return []
    finally:
        gdal.PopErrorHandler()


# --- outputs


def output_text(value: Any, context: QgsProcessingContext) -> str:
    """The destination in the value of an output parameter; "" where none is named."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext(), "")[0]
    return value if isinstance(value, str) else ""


def output_place(value: Any, is_vector: bool, context: QgsProcessingContext) -> Place | None:
    """What an output replaces; None for a layer in memory and where nothing is asked for.

    ``is_vector``: the output is a layer with features, whose destination may be a table.
    """
    text = output_text(value, context)
    if not text or text == "TEMPORARY_OUTPUT" or text.startswith("memory:"):
        return None
    if not is_vector:
        return Place(Path(text).absolute())
    held = _IN_MEMORY.search(text)
    return Place(server=("gdal", held[0])) if held else _sink_place(text)


def _sink_place(text: str) -> Place:
    """As QGIS itself reads the destination of features (QgsProcessingUtils.createFeatureSink)."""
    is_named, provider, uri = QgsProcessingUtils.decodeProviderKeyAndUri(text)
    if not is_named:
        provider, colon, uri = text.partition(":")
        is_named = bool(colon)
    if not is_named or provider not in (*QgsProviderRegistry.instance().providerList(), "postgis"):
        ending = Path(text).suffix.lstrip(".")
        return Place(Path(text if _driver(ending) else f"{text}.gpkg").absolute())
    if provider not in ("ogr", "spatialite"):
        return Place(server=_server("postgres" if provider == "postgis" else provider, uri))
    parts = QgsDataSourceUri(uri)
    path = Path(parts.database() or uri).absolute()
    table = parts.table() if parts.database() else ""
    if _driver(path.suffix.lstrip(".")) not in ("GPKG", "SQLite") and not is_sqlite(path):
        return Place(path)
    return Place(path, table or path.stem, provider=provider)


def _driver(ending: str) -> str:
    return QgsVectorFileWriter.driverForExtension(ending) if ending else ""


def _server(provider: str, uri: str) -> tuple[str, ...]:
    parts = QgsDataSourceUri(uri)
    where = (provider, parts.service(), parts.host().lower(), parts.port(), parts.database())
    return (*where, parts.schema() or "public", parts.table())


# --- inputs


def input_places(
    value: QgsMapLayer | str, context: QgsProcessingContext, seen: frozenset[str] = frozenset()
) -> Iterator[Place]:
    """Everything a layer, or what is given for one, is read from; ``seen``: ids of layers that read it in turn."""
    if isinstance(value, str):
        file = file_in(value)
        if file is not None:
            yield Place(file, _layer_name(file, ""), also=value)
        return
    if value.id() in seen:
        return
    seen |= {value.id()}
    provider, source = value.providerType(), value.source()
    for join in value.vectorJoins() if isinstance(value, QgsVectorLayer) else ():
        joined = join.joinLayer()
        if joined is not None:
            yield from input_places(joined, context, seen)
    if provider == "virtual":
        yield from _behind_virtual(source, context, seen)
    elif provider in _DATABASES:
        yield Place(server=_server(provider, source))
    elif provider != "memory":
        yield from _file_places(provider, source)


def _behind_virtual(source: str, context: QgsProcessingContext, seen: frozenset[str]) -> Iterator[Place]:
    """What a virtual layer's query asks: layers that it carries with it, and those of the project by their names."""
    definition = QgsVirtualLayerDefinition.fromUrl(QUrl.fromEncoded(source.encode()))
    project = context.project() or QgsProject.instance()
    query = definition.query()
    for layer in definition.sourceLayers():
        if not layer.isReferenced():
            yield from _file_places(layer.provider(), layer.source())
    referenced = {layer.reference() for layer in definition.sourceLayers() if layer.isReferenced()}
    for layer in project.mapLayers().values():
        if layer.id() in referenced or layer.name() in query or layer.id() in query:
            yield from input_places(layer, context, seen)


def _file_places(provider: str, source: str) -> Iterator[Place]:
    parts = QgsProviderRegistry.instance().decodeUri(provider, source)
    path = str(parts.get("path") or "")
    held = _IN_MEMORY.search(source)
    if held:
        yield Place(server=("gdal", held[0]))
        return
    if path and os.path.isdir(path):
        yield from _files_in(Path(path).absolute(), str(parts.get("layerName") or ""))
        return
    file = file_in(path) or file_in(source)
    if file is None:
        return
    subset = str(parts.get("subset") or "")
    table = _layer_name(file, str(parts.get("layerName") or ""), parts.get("layerId"))
    # A view, and a query as subset, read other tables.
    query = subset if subset.lstrip().lower().startswith("select") else ""
    rest = source.partition(str(file))[2]
    yield Place(file, table, also=f"{query} {_view(file, table)} {rest if rest.startswith(':') else ''}")
    if file.suffix.lower() == ".vrt":
        text = file.read_text("utf-8", "replace")
        yield from (Place(part, _layer_name(part, ""), also=text) for part in _parts(file))


def _files_in(folder: Path, layer: str) -> Iterator[Place]:
    """A folder that is read as a database, and those of its files that are the layer: all where none is named."""
    yield Place(folder)
    for file in folder.iterdir():
        if file.is_file() and layer in ("", file.stem):
            yield Place(file)


def file_in(text: str) -> Path | None:
    """The file a source is read from: without what stands before its path, or what follows it within an archive."""
    for piece in (text, *re.split(r"[{}|?\"',=&]", text)):
        path = QUrl(piece).toLocalFile() if piece.startswith("file:") else piece
        while True:
            shorter = _PREFIX.sub("", path, count=1).lstrip("{\"'")
            if shorter == path or os.path.exists(path):
                break
            path = shorter
        # What follows a colon may name a table: GPKG:city.gpkg:roads.
        for candidate in (Path(path), *Path(path).parents, Path(path.rpartition(":")[0])):
            # Unlike pathlib's, these take any text.
            is_folder = os.path.isdir(candidate) and str(candidate) == path and bool(candidate.suffix)
            if path and (os.path.isfile(candidate) or is_folder):
                return candidate.absolute()
    return None


def _layer_name(path: Path, name: str, number: object = None) -> str | None:
    """The name of a table of a database, the first where it is not named; None for other files."""
    if not is_sqlite(path):
        return None
    if name and name != "NULL":
        return name
    names = _gdal_layers(path)
    number = number if isinstance(number, int) else 0
    return names[number] if number < len(names) else path.stem


def _view(path: Path, table: str | None) -> str:
    """The query of a view in a database; "" where the table is none."""
    if table is None:
        return ""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            query = "SELECT sql FROM sqlite_master WHERE type = 'view' AND lower(name) = lower(?)"
            return str((database.execute(query, (table,)).fetchone() or ("",))[0])
    except sqlite3.Error:
        return ""


def _parts(path: Path) -> list[Path]:
    """The files that a virtual file of GDAL is made of."""
    from osgeo import gdal

    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        data = gdal.OpenEx(str(path))
        names = data.GetFileList() if data is not None else None
    except RuntimeError:
        return []
    finally:
        gdal.PopErrorHandler()
    found = [file_in(name) for name in names or []]
    return [file for file in found if file is not None and file != path]
