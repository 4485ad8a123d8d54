"""Outputs are written beside their place and put there at the end of the run: all of them, or none.

Until then what stood there before stays as it was, whatever happens: an error, a cancel, a full disk, the end of QGIS.
A table of a GeoPackage that is there already is written into one of its own, and copied over in one transaction.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingOutputLayerDefinition

from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text, said
from .samefile import Place, file_id, files_of, is_sqlite
from .sidefolder import SideFolder
from .tablegraft import Graft, WholeCopy, is_package, package_state, skeleton, table_state

_NEVER_EMPTY = (".prj", ".cpg", ".xml", ".xsd")


@dataclass
class _Target:
    """A file on its way: where it goes (links resolved) as the user calls it, and what is there."""

    path: Path
    shown: Path
    label: str
    folder: Path
    before: object
    # The tables that go into a GeoPackage that is there already, each with its state.
    tables: dict[str, object] | None = None
    # Whether it is another database that is there already, and is written in a copy.
    is_copy: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether the staged file takes the place of the one that is there."""
        return self.tables is None and not self.is_copy

    @property
    def staged(self) -> Path:
        return self.folder / self.shown.name

    def real(self, name: str) -> Path:
        """Where a file of the folder goes in the end: those beside the staged one beside its place."""
        stem = self.shown.stem
        return self.path.with_name(self.path.stem + name[len(stem) :] if name.startswith(stem) else name)


@dataclass
class Staging:
    """The outputs of one run, from the first byte to their place; ``inputs``: identities of the files it reads."""

    inputs: frozenset[Hashable] = frozenset()
    _folders: dict[Path, SideFolder] = field(default_factory=dict)
    _targets: list[_Target] = field(default_factory=list)
    _before: dict[tuple[Path, str | None], object] = field(default_factory=dict)

    def note(self, place: Place) -> None:
        """Remember what is in an output's place as the run begins, so that nothing another run puts there is lost."""
        if place.path is not None:
            self._state_before(_resolved(place.path), place.table)
            self._state_before(_resolved(place.path), None)

    # --- where to write

    def file(self, path: str, label: str) -> str:
        """Where to write what is to become a file; as it is for a device or a pipe. Raises PatrolError."""
        shown = Path(path).absolute()
        return str(self._target(shown, label, None).staged) if _is_plain(shown) else path

    def destination(self, place: Place, label: str) -> str:
        """Where QGIS is to write the features of an output to a file, in its own words. Raises PatrolError."""
        path, table = place.path or Path(), place.table
        staged = str(self._target(path, label, table).staged)
        if table is None:
            return staged
        return f"{place.provider}:dbname='{_escaped(staged, chr(39))}' table=\"{_escaped(table, chr(34))}\" (geom)"

    def final(self, address: str) -> str:
        """The address of a staged file or layer, or a sentence about it, as it will be in the end."""
        for target in self._targets:
            # QGIS writes the folders of Windows in both ways.
            for folder in (str(target.folder), target.folder.as_posix()):
                address = address.replace(folder, str(target.shown.parent).rstrip("/\\"))
        return address

    def staged(self, address: str) -> str:
        """The address of an output as it is until the end."""
        path, bar, rest = address.partition("|")
        for target in self._targets:
            # By what is there: some formats put an ending of their own behind the user's.
            file = target.folder / Path(path).name
            if Path(path).parent == target.shown.parent and file.exists():
                return f"{file}{bar}{rest}"
        return address

    def is_input(self, path: Path) -> bool:
        """Whether a file belongs to what the run reads."""
        return file_id(path) in self.inputs

    def _target(self, shown: Path, label: str, table: str | None) -> _Target:
        """The staged file for a path, made where it is the first output of the run that goes there."""
        real = _resolved(shown)
        for target in self._targets:
            if file_id(target.path) == file_id(real):
                if table is not None and target.tables is not None:
                    target.tables[table] = self._state_before(real, table)
                return target
        try:
            if real.exists() and not os.access(real, os.W_OK):
                raise PermissionError(13, Text("it is read-only"))
            target = _Target(real, shown, label, self._beside(real).place(), self._state_before(real, None))
            if table is not None and real.exists():
                if not (is_sqlite(real) and is_package(real)):
                    # Another kind of database, which can only be written in a copy.
                    shutil.copy2(real, target.staged)
                    target.is_copy = is_sqlite(real)
                else:
                    skeleton(real, target.staged)
                    target.tables = {table: self._state_before(real, table)}
        except (OSError, ValueError, sqlite3.Error) as error:
            raise not_written(label, shown, _reason(error)) from error
        self._targets.append(target)
        return target

    def _state_before(self, path: Path, table: str | None) -> object:
        # Not its identity, which another program may have changed by now.
        key = (path, table)
        if key not in self._before:
            self._before[key] = _file_state(path) if table is None else table_state(path, table)
        return self._before[key]

    def _beside(self, path: Path) -> SideFolder:
        """The run's own folder on the file system of a path, in the next folder above it that is there."""
        parent = next(folder for folder in path.parents if folder.exists())
        if parent not in self._folders:
            self._folders[parent] = SideFolder(parent)
        return self._folders[parent]

    # --- the end

    def finish(self, check: Callable[[], None]) -> None:
        """Put every output in its place; ``check`` is asked for a cancel until the last moment.

        Raises PatrolError, with everything as it was before.
        """
        if not self._targets:
            check()
            return
        moves, target = _Moves(), self._targets[0]
        grafts: list[Graft | WholeCopy] = []
        try:
            for target in self._targets:
                _require_as_before(target)
                _sync(target.folder)
                for file in target.folder.iterdir() if target.is_moved else ():
                    if target.real(file.name).exists() and self.is_input(target.real(file.name)):
                        raise OSError(Text("{name} is an input of this run", name=target.real(file.name).name))
            for target in self._targets:
                if target.tables is not None:
                    grafts.append(Graft(target.path, target.staged, target.tables, check))
                elif target.is_copy:
                    grafts.append(WholeCopy(target.path, target.staged))
            check()
            for target in self._targets:
                if target.is_moved:
                    moves.put(target)
            check()
            for graft in grafts:
                graft.commit()
        except (OSError, sqlite3.Error) as error:
            moves.undo()
            raise not_written(target.label, target.shown, _reason(error)) from error
        except BaseException:
            moves.undo()
            raise
        finally:
            for graft in grafts:
                graft.undo()
            self.discard()

    def discard(self) -> None:
        """Take away what is staged."""
        for folder in self._folders.values():
            folder.remove()
        self._folders.clear()
        self._targets.clear()


class _Moves:
    """Files put in their places, and what is needed to take that back."""

    def __init__(self) -> None:
        # Each with what stood there before; itself where that could not be kept.
        self._done: list[tuple[Path, Path | None]] = []
        self._made: list[Path] = []

    def put(self, target: _Target) -> None:
        """Move all of a target's files to their places. Raises OSError."""
        replaced = target.path.exists()
        for folder in reversed([folder for folder in target.path.parents if not folder.exists()]):
            folder.mkdir()
            self._made.append(folder)
        kept = target.folder / ".before"
        kept.mkdir()
        new = [file for file in target.folder.iterdir() if file != kept]
        if replaced:
            if target.staged.exists():
                shutil.copymode(target.path, target.staged)
            self._put_away(target, kept, {target.real(file.name) for file in new})
        # The file itself comes last: whoever sees it sees the others too.
        for file in sorted(new, key=lambda file: file == target.staged):
            place = target.real(file.name)
            backup = _kept(place, kept / file.name, file.is_dir())
            os.replace(file, place)
            self._done.append((place, backup))

    def _put_away(self, target: _Target, kept: Path, new: set[Path]) -> None:
        """What belonged to the file that is replaced, and would be taken for a part of the new one."""
        for old in files_of(target.path)[1:]:
            if old not in new and old.is_file() and old.suffix != ".csvt":
                backup = kept / old.name
                os.replace(old, backup)
                self._done.append((old, backup))

    def undo(self) -> None:
        """Put back what was there; what cannot be put back stays as it is now."""
        for place, backup in reversed(self._done):
            with suppress(OSError):
                if backup is None:
                    shutil.rmtree(place) if place.is_dir() else place.unlink()
                elif backup != place:
                    os.replace(backup, place)
        for folder in reversed(self._made):
            with suppress(OSError):
                folder.rmdir()


def _kept(place: Path, backup: Path, is_folder: bool) -> Path | None:
    """Where to find again what is about to be replaced: None where nothing is, the place where it cannot be kept."""
    if not place.exists():
        return None
    if place.is_dir() != is_folder:
        raise OSError(
            Text("there is a folder of that name") if place.is_dir() else Text("there is a file of that name")
        )
    if is_folder:
        os.replace(place, backup)
        return backup
    try:
        # A second name: at no moment is there no file.
        os.link(place, backup)
    except OSError:
        return place
    return backup


def _escaped(text: str, quote: str) -> str:
    return text.replace("\\", "\\\\").replace(quote, f"\\{quote}")


def not_written(label: str, path: Path, reason: str) -> PatrolError:
    """What a user reads of an output that did not get to its place."""
    return PatrolError(
        "{label}: {path} cannot be written ({reason}). Check that you may write there, that the disk is not "
        "full, and that the file is not open in another program, or choose another place.",
        label=label,
        path=path,
        reason=reason,
    )


def _resolved(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        # No name of a file at all: to write it will say so.
        return path


def _reason(error: Exception) -> Text:
    told = error.strerror if isinstance(error, OSError) else None
    return Text(told) if told else said(error)


def _is_plain(path: Path) -> bool:
    """Whether a path is a file, a folder or nothing yet; not a device or a pipe."""
    return not path.exists() or path.is_file() or path.is_dir()


def _file_state(path: Path) -> object:
    """What tells a file from the one another program puts in its place."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    # QGIS touches a GeoPackage that it only reads.
    contents = package_state(path) if is_sqlite(path) else None
    return found.st_ino, contents or (found.st_mtime_ns, found.st_size)


def _require_as_before(target: _Target) -> None:
    """Raise OSError where a file may not be replaced: it is not the one that was there when the run began."""
    if target.tables is not None:
        return
    log = Path(f"{target.path}-wal")
    if log.exists() and log.stat().st_size:
        # Putting another file under a log that is still to be written back would ruin both.
        raise OSError(Text("it has changes that are not saved yet"))
    if _file_state(target.path) != target.before:
        raise OSError(Text("another program has changed it while this run worked"))


def _sync(folder: Path) -> None:
    """Make sure that what was written is on the disk. Raises OSError: some tell only here that there is no room.

    GDAL says nothing of the small files that it could only make: a picture without its .prj has lost its place.
    """
    for file in folder.iterdir():
        if file.is_file():
            if file.suffix in _NEVER_EMPTY and not file.stat().st_size:
                raise OSError(Text("{name} is empty", name=file.name))
            handle = os.open(file, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def with_destination(value: Any, destination: str) -> Any:
    """The value of an output parameter with another destination; what else was asked for, such as a title, stays."""
    if not isinstance(value, QgsProcessingOutputLayerDefinition):
        return destination
    changed = QgsProcessingOutputLayerDefinition(value)
    changed.sink = type(value.sink).fromValue(destination)
    return changed
