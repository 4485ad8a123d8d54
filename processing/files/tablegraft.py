"""Moving a table from one GeoPackage into another, which is there already: in one transaction, or not at all.

The table is made and filled by QGIS and by geopackage/bulkwriting.py in a GeoPackage of its own, which knows the same
CRSs by the same numbers; here its rows, spatial index, triggers and notes are copied as they stand. SQL with a name in
it is put together by SQLite, which knows how to quote one.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ...algorithms.texts import Text

# Names of tables that belong to the format.
_SYSTEM = ("gpkg_", "sqlite_", "rtree_")
# So many of SQLite's steps go by between two checks for a cancel.
_STEPS = 100_000
_PATIENCE_S = 15.0
# SQLite's codes for a database that another program writes.
_BUSY = (5, 6)
_OGR_CONTENTS = "CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER)"
_STATE = "SELECT sql FROM main.sqlite_master WHERE lower(name) = lower(?) AND type IN ('table', 'view')"
_CHANGED = "SELECT last_change FROM main.gpkg_contents WHERE lower(table_name) = lower(?)"
_SPELT = "SELECT type, name FROM main.sqlite_master WHERE lower(name) = lower(?) AND type IN ('table', 'view')"
_GEOMETRIES = "SELECT column_name FROM main.gpkg_geometry_columns WHERE lower(table_name) = lower(?)"
_RECORDS_OF = "SELECT md_file_id FROM main.gpkg_metadata_reference WHERE lower(table_name) = lower(?)"
_UNUSED_RECORD = """DELETE FROM main.gpkg_metadata WHERE id = ?1
    AND NOT EXISTS (SELECT 1 FROM main.gpkg_metadata_reference WHERE ?1 IN (md_file_id, md_parent_id))"""
_TABLE = "SELECT name, sql FROM made.sqlite_master WHERE type = 'table' AND name = ?"
_INDEX = """SELECT m.name, m.sql FROM made.sqlite_master m JOIN made.gpkg_geometry_columns g
    ON m.name = 'rtree_' || g.table_name || '_' || g.column_name WHERE g.table_name = ?"""
_TRIGGERS = """SELECT name, sql FROM made.sqlite_master
    WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name = ?"""
_COPY_NOTE = 'INSERT INTO main."%w" (%s) SELECT %s FROM made."%w" WHERE table_name = ?'
_COPY_CRS = """INSERT OR IGNORE INTO main.gpkg_spatial_ref_sys (%s) SELECT %s FROM made.gpkg_spatial_ref_sys
    WHERE srs_id IN (SELECT srs_id FROM made.gpkg_contents WHERE table_name = ?)"""
_OTHER_CRS = """SELECT one.srs_id FROM made.gpkg_spatial_ref_sys one JOIN main.gpkg_spatial_ref_sys other USING (srs_id)
    WHERE one.srs_id IN (SELECT srs_id FROM made.gpkg_contents WHERE table_name = ?)
    AND (one.organization, one.organization_coordsys_id, one.definition)
    <> (other.organization, other.organization_coordsys_id, other.definition)"""
_COPY_EXTENSION = """INSERT INTO main.gpkg_extensions SELECT * FROM made.gpkg_extensions
    WHERE table_name LIKE 'gpkg!_metadata%' ESCAPE '!' AND table_name NOT IN
    (SELECT table_name FROM main.gpkg_extensions WHERE table_name IS NOT NULL)"""
_RECORDS = """SELECT r.rowid, m.md_scope, m.md_standard_uri, m.mime_type, m.metadata
    FROM made.gpkg_metadata m JOIN made.gpkg_metadata_reference r ON r.md_file_id = m.id WHERE r.table_name = ?"""
_COPY_RECORD = "INSERT INTO main.gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) VALUES (?, ?, ?, ?)"
_COPY_REFERENCE = """INSERT INTO main.gpkg_metadata_reference SELECT reference_scope, table_name, column_name,
    row_id_value, timestamp, ?, NULL FROM made.gpkg_metadata_reference WHERE rowid = ?"""


class TableChanged(sqlite3.Error):
    """The table is another one than when the run began."""


def skeleton(target: Path, staged: Path) -> None:
    """An empty GeoPackage with the CRSs of another, under the same numbers. Raises sqlite3.Error."""
    with closing(sqlite3.connect(staged, isolation_level=None, uri=True)) as database:
        database.execute("ATTACH ? AS there", (f"{target.absolute().as_uri()}?mode=ro",))
        for pragma in ("page_size", "application_id", "user_version"):
            (value,) = database.execute(f"PRAGMA there.{pragma}").fetchone()
            database.execute(f"PRAGMA main.{pragma} = {int(value)}")
        database.execute("BEGIN")
        found = dict(database.execute("SELECT name, sql FROM there.sqlite_master WHERE type = 'table'").fetchall())
        for name in ("gpkg_spatial_ref_sys", "gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions"):
            if name in found:
                database.execute(found[name])
        database.execute(found.get("gpkg_ogr_contents", _OGR_CONTENTS))
        database.execute("INSERT INTO main.gpkg_spatial_ref_sys SELECT * FROM there.gpkg_spatial_ref_sys")
        database.execute("COMMIT")


def table_state(path: Path, table: str) -> object:
    """What tells a table from the one of the same name that another run puts there; None where there is none."""
    try:
        with closing(_read_only(path)) as database:
            return _state(database, table)
    except sqlite3.Error:
        return None


def package_state(path: Path) -> object:
    """What tells the contents of a GeoPackage from those another program leaves there; None where it is none."""
    try:
        with closing(_read_only(path)) as database:
            return tuple(database.execute("SELECT table_name, last_change FROM gpkg_contents ORDER BY table_name"))
    except sqlite3.Error:
        return None


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE_S)


def _state(database: sqlite3.Connection, table: str) -> object:
    return database.execute(_STATE, (table,)).fetchone(), database.execute(_CHANGED, (table,)).fetchone()


def is_package(path: Path) -> bool:
    """Whether a database is a GeoPackage. Raises sqlite3.Error where it cannot be read, as while it is locked."""
    with closing(_read_only(path)) as database:
        return bool(database.execute("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_contents'").fetchall())


class WholeCopy:
    """A staged database on its way into the one it was copied from, which stays the same file to who has it open."""

    def __init__(self, target: Path, staged: Path) -> None:
        self._target, self._staged = target, staged

    def commit(self) -> None:
        """Make it so, in one transaction. Raises sqlite3.Error, with nothing changed."""
        address = f"{self._target.absolute().as_uri()}?mode=rw"
        there = sqlite3.connect(address, uri=True, timeout=_PATIENCE_S)
        with closing(_read_only(self._staged)) as made, closing(there) as database:
            made.backup(database, progress=_patient())

    def undo(self) -> None:
        """Nothing is done before commit()."""


def _patient() -> Callable[[int, int, int], None]:
    """What ends a copy into a database that stays locked; SQLite would try for ever."""
    end = time.monotonic() + _PATIENCE_S

    def check(status: int, _left: int, _total: int) -> None:
        if status in _BUSY and time.monotonic() > end:
            raise sqlite3.OperationalError("database is locked")

    return check


class Graft:
    """Tables of a staged GeoPackage on their way into another; nothing is changed before commit()."""

    def __init__(self, target: Path, staged: Path, before: dict[str, object], check: Callable[[], None]) -> None:
        """Copy every table named in ``before``, each with its state when the run began.

        Raises sqlite3.Error, and whatever ``check`` raises; nothing is changed then.
        """
        self._check = check
        self._stopped: BaseException | None = None
        # It is there: another would be made without a word.
        address = f"{target.absolute().as_uri()}?mode=rw"
        self._database = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE_S)
        try:
            self._database.set_progress_handler(self._step, _STEPS)
            self._run("PRAGMA foreign_keys = OFF")
            self._run("ATTACH ? AS made", str(staged))
            self._run("BEGIN IMMEDIATE")
            for table, state in before.items():
                if _state(self._database, table) != state:
                    raise TableChanged(
                        Text("another program has changed the table {table} while this run worked", table=table)
                    )
                self._drop(table)
                self._copy(table)
        except sqlite3.Error:
            self._database.close()
            if self._stopped is not None:
                raise self._stopped from None
            raise

    def commit(self) -> None:
        """Make it so. Raises sqlite3.Error, with nothing changed."""
        self._database.set_progress_handler(None, 0)
        try:
            self._run("COMMIT")
        finally:
            self._database.close()

    def undo(self) -> None:
        """Leave the GeoPackage as it was; done already after a commit."""
        self._database.close()

    def _step(self) -> int:
        try:
            self._check()
        except Exception as error:
            self._stopped = error
            return 1
        return 0

    def _run(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        return self._database.execute(statement, values).fetchall()

    def _do(self, form: str, names: tuple[str, ...], *values: object) -> None:
        """Run a statement with names in it: "%w" where they are quoted, "%s" for what is SQL itself."""
        marks = ", ".join("?" * len(names))
        self._run(self._run(f"SELECT printf(?, {marks})", form, *names)[0][0], *values)  # type: ignore[arg-type]

    def _tables(self, schema: str) -> list[str]:
        statement = {"main": "SELECT name FROM main.sqlite_master", "made": "SELECT name FROM made.sqlite_master"}
        return [str(name) for (name,) in self._run(statement[schema])]

    def _columns(self, table: str, schema: str) -> list[str]:
        return [str(name) for (name,) in self._run("SELECT name FROM pragma_table_info(?, ?)", table, schema)]

    def _common(self, table: str) -> str:
        """The columns that a table of the standard has in both, as SQL."""
        main = self._columns(table, "main")
        return ", ".join(f'"{name}"' for name in self._columns(table, "made") if name in main)

    def _drop(self, table: str) -> None:
        """Take away the table of the name, however it is spelt, and what is noted of it."""
        for kind, name in self._run(_SPELT, table):
            if str(name).lower().startswith(_SYSTEM):
                raise sqlite3.Error(Text("{name} is a table that the GeoPackage itself needs", name=name))
            for (column,) in self._run(_GEOMETRIES, table):
                self._do('DROP TABLE IF EXISTS main."rtree_%w_%w"', (str(name), str(column)))
            self._do('DROP %s main."%w"', (str(kind), str(name)))
        records = self._run(_RECORDS_OF, table) if "gpkg_metadata_reference" in self._tables("main") else []
        notes = [name for name in self._tables("main") if name.startswith("gpkg_")]
        # What the others refer to comes last.
        for note in sorted(notes, key=lambda name: name == "gpkg_contents"):
            if "table_name" in self._columns(note, "main"):
                self._do('DELETE FROM main."%w" WHERE lower(table_name) = lower(?)', (note,), table)
        for (number,) in records:
            self._run(_UNUSED_RECORD, number)

    def _copy(self, table: str) -> None:
        self._copy_crs(table)
        made = self._run(_TABLE, table)
        if not made:
            raise sqlite3.Error(Text("there is no table {table} in what was written", table=table))
        for name, text in made:
            self._run(str(text))
            self._fill(str(name))
        for name, text in self._run(_INDEX, table):
            self._run(str(text))
            # A spatial index is a way to look at three tables.
            for part in ("_node", "_rowid", "_parent"):
                self._fill(f"{name}{part}")
        for note in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_extensions", "gpkg_ogr_contents"):
            self._require(note)
            columns = self._common(note)
            self._do(_COPY_NOTE, (note, columns, columns, note), table)
        for _, text in self._run(_TRIGGERS, table):
            self._run(str(text))
        self._copy_record(table)

    def _fill(self, table: str) -> None:
        self._do('INSERT OR REPLACE INTO main."%w" SELECT * FROM made."%w"', (table, table))

    def _require(self, note: str) -> None:
        """A table of the standard, made as in the staged GeoPackage where there is none yet."""
        if note not in self._tables("main"):
            for _, text in self._run(_TABLE, note):
                self._run(str(text))

    def _copy_crs(self, table: str) -> None:
        """The CRS of the table, where the GeoPackage does not know it yet."""
        columns = self._common("gpkg_spatial_ref_sys")
        self._do(_COPY_CRS, (columns, columns), table)
        for (number,) in self._run(_OTHER_CRS, table):
            raise sqlite3.Error(Text("it has another CRS under the number {number}", number=number))

    def _copy_record(self, table: str) -> None:
        """The table's layer metadata, under numbers that are free."""
        if "gpkg_metadata_reference" not in self._tables("made"):
            return
        self._require("gpkg_metadata")
        self._require("gpkg_metadata_reference")
        self._run(_COPY_EXTENSION)
        for row, *record in self._run(_RECORDS, table):
            number = self._database.execute(_COPY_RECORD, record).lastrowid
            self._run(_COPY_REFERENCE, number, row)
