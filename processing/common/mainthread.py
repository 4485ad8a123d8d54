"""Work that must be done in QGIS's main thread, asked for from a worker."""

from __future__ import annotations

import threading
from typing import Any, Callable

from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThread, pyqtSignal

# The window may be held up by whatever QGIS is doing; nothing that is asked for here is worth a frozen run.
_PATIENCE_S = 2.0


class _Job:
    """Something to do, and what came of it. ``taken``: by the main thread, or by the one that asked and waited long."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.taken = threading.Lock()
        self.done = threading.Event()
        self.result: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.result = self.work()
        except Exception as error:
            self.error = error
        self.done.set()


class _Desk(QObject):
    """Lives in the main thread and does what comes in there."""

    asked = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.moveToThread(QCoreApplication.instance().thread())
        self.asked.connect(self.take, Qt.ConnectionType.QueuedConnection)

    def take(self, job: _Job) -> None:
        if job.taken.acquire(blocking=False):
            job.run()


_desk: _Desk | None = None
_making = threading.Lock()


def in_main_thread(work: Callable[[], Any]) -> Any:
    """What ``work`` returns or raises, done in the main thread; here where that does not answer in time.

    A model runs in a worker, and with it the prepare step of its children.
    """
    global _desk
    application = QCoreApplication.instance()
    if application is None or QThread.currentThread() == application.thread():
        return work()
    with _making:
        if _desk is None:
            _desk = _Desk()
    job = _Job(work)
    _desk.asked.emit(job)
    if not job.done.wait(_PATIENCE_S) and job.taken.acquire(blocking=False):
        job.run()
    job.done.wait()
    if job.error is not None:
        raise job.error
    return job.result
