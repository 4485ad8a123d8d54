"""Where the demo writes: beside the folder wanted, and into it only when everything is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

GEOPACKAGE, PROJECT, MAP = "patrol.gpkg", "patrol.qgz", "map.png"


class Results:
    """The demo's three files, made in a folder beside ``out``; a demo that fails leaves the old ones as they were."""

    def __init__(self, out: Path) -> None:
        self.out = out
        out.parent.mkdir(parents=True, exist_ok=True)
        # On the same disk, so that a file moves in one step.
        self.folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))

    @property
    def geopackage(self) -> Path:
        return self.folder / GEOPACKAGE

    @property
    def project(self) -> Path:
        return self.folder / PROJECT

    @property
    def map(self) -> Path:
        return self.folder / MAP

    def move_in(self) -> None:
        """Put the files into ``out`` in place of older ones; whatever else lies there stays. Close the layers first."""
        _one_file(self.geopackage)
        self.out.mkdir(exist_ok=True)
        for name in (GEOPACKAGE, PROJECT, MAP):
            os.replace(self.folder / name, self.out / name)
            # A journal of the old GeoPackage would be played back into the new one.
            for journal in ("-wal", "-shm"):
                (self.out / f"{name}{journal}").unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove the folder the files were made in."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _one_file(geopackage: Path) -> None:
    """What still stands in the journal goes into the GeoPackage, and the room of replaced tables is given back."""
    connection = sqlite3.connect(geopackage)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
