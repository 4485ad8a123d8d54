"""What a folder and a database hold, and the address of a table; for the tests of outputs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def everything(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, hidden ones too, with what it holds."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


def table(path: Path, name: str) -> str:
    return f"ogr:dbname='{path}' table=\"{name}\" (geom)"
