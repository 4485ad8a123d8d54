"""How a long computation talks to whoever started it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Callable, TypeVar

from .errors import Cancelled
from .texts import Text

Item = TypeVar("Item")
_CHECK_EVERY = 2000


def _never() -> bool:
    return False


def _silent(_: object) -> None:
    return None


def _taking_values(say: Callable[[Text], None]) -> Callable[..., None]:
    def tell(template: str, /, *, one: str = "", **values: object) -> None:
        say(Text(template, one=one, **values))

    return tell


@dataclass(frozen=True)
class Control:
    """Stop, progress and warnings of one computation; the default is silent and never stops.

    ``progress`` takes a fraction from 0 to 1. ``warn`` and ``info`` are given as what takes one text, and called with
    what makes one: ``control.warn("{n:,} cells are empty.", n=3)``, or a Text.
    """

    should_stop: Callable[[], bool] = _never
    progress: Callable[[float], None] = _silent
    warn: Callable[..., None] = _silent
    info: Callable[..., None] = _silent

    def __post_init__(self) -> None:
        object.__setattr__(self, "warn", _taking_values(self.warn))
        object.__setattr__(self, "info", _taking_values(self.info))

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
