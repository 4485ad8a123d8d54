"""Where the demo writes: in a folder of its own, and into the folder wanted only when everything is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

GEOPACKAGE, PROJECT, MAP = "patrol.gpkg", "patrol.qgz", "map.png"


class Results:
    """The demo's three files, made in a scratch folder; a demo that fails leaves older ones in ``out`` as they were."""

    def __init__(self, out: Path, scratch: Path) -> None:
        """Check ``out`` before any work is done. Exits with a sentence where nothing could be written into it."""
        self.out = out
        # Not beside ``out``: its name may hold quotes, which QGIS does not take in the name of a database.
        self.folder = scratch / "results"
        self.folder.mkdir()
        try:
            # What is made here is taken away again, so that a demo that fails leaves nothing behind.
            made = [folder for folder in (out, *out.parents) if not folder.exists()]
            try:
                out.mkdir(parents=True, exist_ok=True)
                with tempfile.TemporaryFile(dir=out):
                    pass
            finally:
                for folder in made:
                    if folder.is_dir():
                        folder.rmdir()
        except FileExistsError:
            raise SystemExit(f"{out} is a file. Choose a folder to write into with --out.") from None
        except OSError as problem:
            raise _not_writable(out, problem) from None

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
        names = (GEOPACKAGE, PROJECT, MAP)
        beside = None
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            # First onto the same disk, where a full one spoils nothing; from there a file moves in one step.
            beside = Path(tempfile.mkdtemp(prefix=".new-", dir=self.out))
            for name in names:
                shutil.move(self.folder / name, beside / name)
            for name in names:
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


def _one_file(geopackage: Path) -> None:
    """What still stands in the journal goes into the GeoPackage, and the room of replaced tables is given back."""
    connection = sqlite3.connect(geopackage)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
