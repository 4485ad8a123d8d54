"""How a long computation talks to whoever started it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Callable, TypeVar

from .errors import Cancelled

Item = TypeVar("Item")
_CHECK_EVERY = 2000


def _never() -> bool:
    return False


def _silent(_: object) -> None:
    return None


@dataclass(frozen=True)
class Control:
    """Stop, progress and warnings of one computation; the default is silent and never stops.

    ``progress`` takes a fraction from 0 to 1, ``warn`` and ``info`` a sentence for the user.
    """

    should_stop: Callable[[], bool] = _never
    progress: Callable[[float], None] = _silent
    warn: Callable[[str], None] = _silent
    info: Callable[[str], None] = _silent

    def check(self) -> None:
        """Raise Cancelled when the caller asked to stop."""
        if self.should_stop():
            raise Cancelled("Cancelled before the result was complete; nothing was written.")

    def step(self, done: float, total: float) -> None:
        """Report ``done`` of ``total`` and check for a stop; a total of 0 reports nothing."""
        self.check()
        if total > 0:
            self.progress(min(1.0, done / total))

    def each(self, items: Sequence[Item]) -> Iterator[Item]:
        """The items one after another, with progress and a check for a stop every few thousand."""
        for done, item in enumerate(items):
            if done % _CHECK_EVERY == 0:
                self.step(done, len(items))
            yield item

    def part(self, start: float, end: float) -> Control:
        """A control whose 0–1 is the stretch from ``start`` to ``end`` of this one."""

        def progress(fraction: float) -> None:
            self.progress(start + (end - start) * fraction)

        return Control(self.should_stop, progress, self.warn, self.info)
