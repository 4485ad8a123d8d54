"""What was left out of a layer as it was read, and what is to be said of that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Callable

from ...algorithms.errors import PatrolError
from ...algorithms.texts import Text, joined

if TYPE_CHECKING:
    from ..framework.run import Run


@dataclass
class Skipped:
    """How many features were left out, by cause, and ``notes`` on how the others were read."""

    label: str
    causes: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, cause: str, count: int) -> None:
        if count > 0:
            self.causes[cause] += int(count)

    @property
    def total(self) -> int:
        return sum(self.causes.values())

    def text(self) -> Text:
        return joined((Text("{n:,} {cause}", n=count, cause=cause) for cause, count in self.causes.most_common()), ", ")

    def report(self, warn: Callable[..., None]) -> None:
        """Warn once, with one count per cause, and of each note."""
        self.tell_notes(warn)
        if self.total:
            warn(
                Text("{label}: {n:,} left out: {causes}.", label=self.label, n=self.total, causes=self.text())
                if len(self.causes) > 1
                else Text("{label}: left out {causes}.", label=self.label, causes=self.text())
            )

    def tell_notes(self, warn: Callable[..., None]) -> None:
        """Warn of each note, once."""
        for note in dict.fromkeys(self.notes):
            warn(note)
        self.notes.clear()

    def require_some(self, left: int, read: int) -> None:
        """Raise when nothing is left, saying why."""
        if left:
            return
        if read == 0:
            raise PatrolError(
                "{label}: the layer is empty (or nothing of it is selected). Choose a layer with features.",
                label=self.label,
            )
        raise PatrolError(
            "{label}: none of its {n:,} features can be used: {causes}.", label=self.label, n=read, causes=self.text()
        )


def tell_skipped(run: Run, skipped: Skipped) -> None:
    """Warn of what was left out of a layer, and add it to what the run has left out."""
    skipped.report(run.warn)
    run.counts.skip(skipped.total)
