"""Officers: where they start, when they are on duty, how fast they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import PatrolError
from ..texts import Text, joined

_CORRECT = Text("Correct it in the officers layer.")


@dataclass(frozen=True)
class Officers:
    """k officers on a plan's clock, in a projected CRS.

    ``name``: distinct strings (k,). ``x``, ``y``: float64 (k,), where they start, metres. ``on_min``, ``off_min``:
    float64 (k,), their duty in minutes since the start of the shift. ``speed_kmh``: float64 (k,), NaN for the roads'
    own speed. ``break_on_min``, ``break_min``: float64 (k,), when the break begins, NaN without one, and how long it
    is.
    """

    name: np.ndarray
    x: np.ndarray
    y: np.ndarray
    on_min: np.ndarray
    off_min: np.ndarray
    speed_kmh: np.ndarray
    break_on_min: np.ndarray
    break_min: np.ndarray

    def __post_init__(self) -> None:
        for field in ("x", "y", "on_min", "off_min", "speed_kmh", "break_on_min", "break_min"):
            if len(getattr(self, field)) != len(self.name):
                raise PatrolError(
                    "Officers: {names} names but {count} {field}; they must match.",
                    names=len(self.name),
                    count=len(getattr(self, field)),
                    field=field,
                )
        if len(self.name) == 0:
            raise PatrolError("Officers: there is none. Give at least one.")
        names, count = np.unique(np.asarray(self.name, dtype=str), return_counts=True)
        if (count > 1).any():
            raise PatrolError(
                "Officers: the name {names} occurs more than once. Each officer needs a name of their own.",
                names=names[count > 1][:5].tolist(),
            )
        self._refuse(
            ~(self.off_min > self.on_min),
            Text("goes off duty (shift_off) before coming on duty (shift_on), or at once"),
            Text("Correct it in the officers layer; a shift past midnight ends on the date of the next day."),
        )
        self._refuse(self.speed_kmh <= 0, Text("has a speed (speed_kmh) that is not greater than 0"))
        self._refuse(np.isinf(self.speed_kmh), Text("has an infinite speed (speed_kmh)"))
        has_break = ~np.isnan(self.break_on_min)
        self._refuse(
            has_break & ~(self.break_min >= 0), Text("has a break (break_on) without a length in minutes (break_min)")
        )

    def _refuse(self, bad: np.ndarray, fault: Text, remedy: Text = _CORRECT) -> None:
        if bad.any():
            others = int(bad.sum()) - 1
            whose = Text("Officers: {name} {fault}.", name=self.name[int(np.argmax(bad))], fault=fault)
            more = Text("{n:,} more do so too.", one="{n:,} more does so too.", n=others) if others else ""
            raise PatrolError(joined((whose, more, remedy)))

    def __len__(self) -> int:
        return len(self.name)

    def duty(self, shift_min: float) -> tuple[np.ndarray, np.ndarray]:
        """From when to when each is on duty within a shift that lasts from 0 to ``shift_min``, (k,) each."""
        return np.maximum(self.on_min, 0.0), np.minimum(self.off_min, shift_min)

    def on_duty(self, shift_min: float) -> np.ndarray:
        """Whether each is on duty at all within the shift, bool (k,)."""
        on, off = self.duty(shift_min)
        return off > on

    def breaks(self) -> tuple[np.ndarray, np.ndarray]:
        """From when to when each has a break, (k,) each; inf for none."""
        begin = np.where(np.isnan(self.break_on_min) | (self.break_min == 0), np.inf, self.break_on_min)
        return begin, np.where(np.isfinite(begin), begin + self.break_min, np.inf)

    def missed_breaks(self) -> np.ndarray:
        """Whose break has no moment in common with the own duty, so that it never comes, bool (k,)."""
        begin, end = self.breaks()
        return np.isfinite(begin) & ((begin >= self.off_min) | (end <= self.on_min))

    def cut_breaks(self) -> np.ndarray:
        """Whose break begins before the own duty or ends after it, but has a part within, bool (k,)."""
        begin, end = self.breaks()
        return np.isfinite(begin) & ~self.missed_breaks() & ((begin < self.on_min) | (end > self.off_min))

    def working_min(self, shift_min: float) -> np.ndarray:
        """Minutes each can work within the shift: duty without break, (k,)."""
        on, off = self.duty(shift_min)
        begin, end = self.breaks()
        rest = np.maximum(np.minimum(end, off) - np.maximum(begin, on), 0.0)
        return np.maximum(off - on - rest, 0.0)
