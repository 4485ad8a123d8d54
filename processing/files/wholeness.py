"""Whether a file holds all it should: what was written, and what is read."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from qgis.core import QgsVectorFileWriter

from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text
from .samefile import is_sqlite, tables_of

_CHECK_EVERY = 5000
# Of one line a record: a last line that does not end was cut off.
_LINES = (".csv", ".tsv", ".geojsonl", ".geojsons")
_TEXTS = (".csv", ".tsv", ".txt")
_LONGEST_LINE = 1 << 16
_LONGEST_REASON = 80
# Of GDAL's errors, those that tell of a file that is not whole.
_IS_OF_READING = re.compile("(?i)read|corrupt|truncat|unexpected|premature|pars(?:e|ing)")
# Slow to read again, and their last word tells.
_MARKUP = (".kml", ".gpx", ".gml")


@contextmanager
def noted_errors() -> Iterator[list[str]]:
    """What GDAL calls an error within the block, instead of on the screen.

    GDAL tells of a full disk so, at times not before a file is closed; what its functions return says nothing then.
    """
    from osgeo import gdal

    failures: list[str] = []

    def note(kind: int, _number: int, text: str) -> None:
        if kind >= gdal.CE_Failure:
            failures.append(text)

    gdal.PushErrorHandler(note)
    try:
        yield failures
    finally:
        gdal.PopErrorHandler()


def first_reason(failures: list[str]) -> str:
    """The first of GDAL's errors as it goes into a sentence; a Text of ours stays one."""
    if not failures:
        return Text("no reason given")
    return failures[0] if isinstance(failures[0], Text) else failures[0].strip().rstrip(".")


def require_whole(path: Path, table: str, rows: int, label: str, check: Callable[[], None]) -> None:
    """Raise PatrolError unless so many rows can be read again of what has been written and closed.

    path: of the file.
    table: in it; "" for the only one.
    rows: written into it.
    label: of the output, for the error.
    check: raises after a cancel.

    Some of GDAL's formats tell nobody of a full disk, and their files are then cut off anywhere.
    """
    if not path.exists() and path.with_suffix(".dbf").exists():
        # Of a Shapefile without geometry there is only the table.
        path = path.with_suffix(".dbf")
    found = _table_rows(path, table) if is_sqlite(path) else _readable_rows(path, table, check)
    if found is None or found >= rows:
        return
    raise PatrolError(
        "{label}: {name} cannot be written whole: of {n:,} rows only {found:,} can be read again. The disk may "
        "be full: make room, or choose another place.",
        label=label,
        name=path.name,
        n=rows,
        found=found,
    )


def _table_rows(path: Path, table: str) -> int:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            table = table or next(iter(tables_of(path)), "")
            count = database.execute("""SELECT printf('SELECT count(*) FROM "%w"', ?)""", (table,)).fetchone()[0]
            return int(database.execute(count).fetchone()[0])
    except sqlite3.Error:
        return 0


def _readable_rows(path: Path, table: str, check: Callable[[], None]) -> int | None:
    """How many features GDAL can read of a file, 0 where that ends in an error; None where it reads no such files."""
    from osgeo import gdal

    if path.suffix.lower() in _LINES and not _ends_with_a_line(path):
        return 0
    if path.suffix.lower() in _MARKUP:
        return None if _ends_with_its_root(path) else 0
    found = 0
    with noted_errors() as failures:
        try:
            driver = gdal.GetDriverByName(QgsVectorFileWriter.driverForExtension(path.suffix.lstrip(".")) or "")
            if driver is not None and not driver.GetMetadataItem("DCAP_OPEN"):
                return None
            data = gdal.OpenEx(str(path), gdal.OF_VECTOR)
            layer = None if data is None else data.GetLayerByName(table) or data.GetLayer(0)
            if layer is None:
                return 0
            while layer.GetNextFeature() is not None:
                found += 1
                if found % _CHECK_EVERY == 0:
                    check()
        except RuntimeError as error:  # where someone has switched GDAL's exceptions on
            failures.append(str(error))
    return 0 if failures else found


def _ends_with_a_line(path: Path) -> bool:
    with open(path, "rb") as file:
        file.seek(0, 2)
        if file.tell() == 0:
            return True
        file.seek(-1, 2)
        return file.read(1) == b"\n"


def _ends_with_its_root(path: Path) -> bool:
    with open(path, "rb") as file:
        file.seek(max(0, path.stat().st_size - 200))
        return re.search(rb"</(kml|gpx|\w+:FeatureCollection)>\s*\Z", file.read()) is not None


def require_undamaged(path: str, label: str, is_short: bool) -> None:
    """Raise PatrolError where an input is damaged; ``is_short``: it has given less than it counts.

    Call it after reading, in the same thread, with GDAL's errors reset before: its last one tells.
    """
    from osgeo import gdal

    error = gdal.GetLastErrorMsg() if path and gdal.GetLastErrorType() >= gdal.CE_Failure else ""
    if path and is_sqlite(Path(path)):
        reason = _shortened(Path(path)) or (_database_damage(Path(path)) if is_short or error else "")
    elif path and Path(path).suffix.lower() in _TEXTS and _holds_zeros(Path(path)):
        reason = Text("zeros where text should be")
    else:
        reason = error if is_short or _IS_OF_READING.search(error) else ""
    if reason:
        raise damaged(label, path, reason)


def _shortened(path: Path) -> str:
    """That a database is shorter than its head says, "" where it is not, or where that cannot be told."""
    log = Path(f"{path}-wal")
    with open(path, "rb") as file:
        head = file.read(100)
    page, counter, pages, valid_for = (
        int.from_bytes(head[a:b], "big") for a, b in ((16, 18), (24, 28), (28, 32), (92, 96))
    )
    page = 65536 if page == 1 else page
    if counter != valid_for or (log.exists() and log.stat().st_size):
        return ""
    return Text("it is shorter than it should be") if path.stat().st_size < page * pages else ""


def _holds_zeros(path: Path) -> bool:
    """Whether a file of text has a stretch of zeros, as a broken copy leaves it; two-byte letters have none so long."""
    zeros, before = bytes(64), b""
    with suppress(OSError), open(path, "rb") as file:
        while piece := file.read(1 << 20):
            if zeros in before + piece:
                return True
            before = piece[-len(zeros) :]
    return False


def cut_line(path: str) -> str:
    """The last line of a text file where it ends within a record, as a broken download does; "" where it does not."""
    file = Path(path)
    if file.suffix.lower() not in _TEXTS or not file.is_file() or _ends_with_a_line(file):
        return ""
    with open(file, "rb") as opened:
        first = opened.readline(_LONGEST_LINE)
        opened.seek(max(0, file.stat().st_size - _LONGEST_LINE))
        last = opened.read().rsplit(b"\n", 1)[-1]
    sign = max((b",", b";", b"\t", b"|"), key=first.count)
    # A field in quotes may hold anything, and a line that says nothing of fields is no record.
    is_cut = b'"' not in last and b"\0" not in last and 0 < last.count(sign) < first.count(sign)
    return last.decode("utf-8", "replace")[:60] if is_cut else ""


def _database_damage(path: Path) -> str:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        # Not that it is locked.
        return "" if isinstance(error, sqlite3.OperationalError) else str(error)
    return "" if found == "ok" else str(found)


def damaged(label: str, path: str, reason: str) -> PatrolError:
    """What a user reads of an input that cannot be read to its end."""
    if not isinstance(reason, Text):
        # SQLite and GDAL may say much, in several lines.
        reason = " ".join(reason.replace("*** in database main ***", "").split())[:_LONGEST_REASON]
    return PatrolError(
        "{label}: {name} is damaged and cannot be read to its end ({reason}). Take a copy from before the "
        "damage, or save what can still be read (Layer → Save As) and look at what is missing.",
        label=label,
        name=Path(path).name,
        reason=reason,
    )
