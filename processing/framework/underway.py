"""The runs that are under way, so that the plugin is not taken away beneath them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.core import QgsProcessingFeedback

_PATIENCE_S = 10.0
# Each with the thread it runs in.
_runs: list[tuple[QgsProcessingFeedback, int]] = []


@contextmanager
def under_way(feedback: QgsProcessingFeedback) -> Iterator[None]:
    """Within it a run is under way, which this feedback cancels."""
    run = (feedback, threading.get_ident())
    _runs.append(run)
    try:
        yield
    finally:
        _runs.remove(run)


def end_all(patience_s: float = _PATIENCE_S) -> None:
    """Cancel every run in another thread and wait until it has ended, no longer than ``patience_s`` seconds.

    QGIS itself removes a provider whose algorithms are being run, and crashes when these ask for it.
    """
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        others = [feedback for feedback, thread in list(_runs) if thread != threading.get_ident()]
        if not others:
            return
        for feedback in others:
            feedback.cancel()
        # Asleep, so that the workers can run; events must not be handled while a plugin is taken away.
        time.sleep(0.005)
