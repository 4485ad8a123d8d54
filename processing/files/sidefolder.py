"""A folder beside the outputs, locked as long as its run lives: the next run takes away what a killed one left."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # on Windows, where a file that is open cannot be deleted
    fcntl = None  # type: ignore[assignment]

# Not hidden: whoever finds what a killed run left is to know what it is.
_PREFIX = "patrol-planner-unfinished-"
_LOCK = "in-use"
# Another run may be between making a folder and locking it.
_GRACE_S = 60


class SideFolder:
    """A folder with a name nobody has, on the same file system as the outputs, for one run."""

    def __init__(self, parent: Path) -> None:
        """Make and lock it; take away those whose run is gone. Raises OSError where the folder may not be written."""
        _remove_abandoned(parent)
        self.path = parent / f"{_PREFIX}{secrets.token_hex(6)}"
        self._places = 0
        os.mkdir(self.path)
        try:
            self._lock = os.open(self.path / _LOCK, os.O_CREAT | os.O_EXCL | os.O_RDWR)
        except OSError:
            os.rmdir(self.path)
            raise
        _try_lock(self._lock)

    def place(self) -> Path:
        """A new empty folder in it."""
        self._places += 1
        place = self.path / str(self._places)
        place.mkdir()
        return place

    def remove(self) -> None:
        """Take it away with all that is in it; what another program holds open stays for the next run."""
        if self._lock < 0:
            return
        if fcntl is None:
            os.close(self._lock)
        shutil.rmtree(self.path, ignore_errors=True)
        if fcntl is not None:
            # Not before: nobody else is to take it for abandoned.
            os.close(self._lock)
        self._lock = -1


def _remove_abandoned(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        if _is_abandoned(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    lock = folder / _LOCK
    with suppress(OSError):
        if folder.is_symlink() or not folder.is_dir():
            return False
        if not lock.exists():
            return time.time() - folder.stat().st_mtime > _GRACE_S
        if fcntl is None:
            lock.unlink()
            return True
        handle = os.open(lock, os.O_RDWR)
        try:
            return _try_lock(handle)
        finally:
            os.close(handle)
    return False


def _try_lock(handle: int) -> bool:
    """Whether the lock was free; it is held until the handle is closed, which a killed program's is."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
