"""Where the demo writes: in a folder of its own, and into the folder wanted only when everything is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

GEOPACKAGE, PROJECT, MAP, REPORT = FILES = ("patrol.gpkg", "patrol.qgz", "map.png", "report.html")


class Results:
    """The demo's files, made in a scratch folder; a demo that fails leaves older ones in ``out`` as they were."""

    def __init__(self, out: Path, scratch: Path) -> None:
        """Check ``out`` before any work is done. Exits with a sentence where nothing could be written into it."""
        self.out = out
        # Not beside ``out``: its name may hold quotes, which QGIS does not take in the name of a database.
        self.folder = scratch / "results"
        self.folder.mkdir()
        self.geopackage, self.project, self.map, self.report = (self.folder / name for name in FILES)
        if out.is_file():
            raise SystemExit(f"{out} is a file. Choose a folder to write into with --out.")
        try:
            # Nothing is made yet, so that a demo that fails leaves nothing behind.
            with tempfile.TemporaryFile(dir=next(one for one in (out, *out.parents) if one.exists())):
                pass
        except OSError as problem:
            raise _not_writable(out, problem) from None

    def move_in(self) -> None:
        """Put the files into ``out`` in place of older ones; whatever else lies there stays. Close the layers first."""
        # What still stands in its journal goes into the file.
        with closing(sqlite3.connect(self.geopackage)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        beside = None
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            # First onto the same disk, where a full one spoils nothing; from there a file moves in one step.
            beside = Path(tempfile.mkdtemp(prefix=".new-", dir=self.out))
            for name in FILES:
                shutil.move(self.folder / name, beside / name)
            for name in FILES:
                os.replace(beside / name, self.out / name)
                # A journal of the old GeoPackage would be played back into the new one.
                for journal in ("-wal", "-shm"):
                    (self.out / f"{name}{journal}").unlink(missing_ok=True)
        except OSError as problem:
            raise _not_writable(self.out, problem) from None
        finally:
            if beside is not None:
                shutil.rmtree(beside, ignore_errors=True)


def _not_writable(out: Path, problem: OSError) -> SystemExit:
    return SystemExit(
        f"Nothing can be written into {out} ({problem.strerror or problem}). Choose another folder with --out."
    )
