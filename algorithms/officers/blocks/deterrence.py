"""How long presence works on after an officer has left, by how long the officer stayed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...errors import PatrolError

_DAY_MIN = 1440.0


@dataclass(frozen=True)
class Deterrence:
    """A curve as a table, linear between its rows and level beyond them.

    ``stay_min``: float64 (p,), ascending, minutes of a stay; ``effect_min``: float64 (p,), minutes that it works on
    after it. ``summed``: the stay is all the minutes spent at the place since the shift began, not those of one visit.
    """

    stay_min: np.ndarray
    effect_min: np.ndarray
    summed: bool = False

    def __post_init__(self) -> None:
        if len(self.stay_min) == 0 or len(self.stay_min) != len(self.effect_min):
            raise PatrolError(
                "Deterrence: {stays} lengths of stay but {effects} effects; the table needs both in each of its rows.",
                stays=len(self.stay_min),
                effects=len(self.effect_min),
            )
        for name, values in (("stay", self.stay_min), ("effect", self.effect_min)):
            bad = ~(np.isfinite(values) & (values >= 0))
            if bad.any():
                raise PatrolError(
                    "Deterrence: the {name} in row {row} is {value:g} minutes; it must be 0 or more.",
                    name=name,
                    row=int(np.argmax(bad)) + 1,
                    value=values[np.argmax(bad)],
                )
        if (np.diff(self.stay_min) <= 0).any():
            row = int(np.argmax(np.diff(self.stay_min) <= 0)) + 2
            raise PatrolError(
                "Deterrence: the stay in row {row} is not longer than that before it. Sort the table by stay.", row=row
            )

    def after(self, stay_min: np.ndarray | float) -> np.ndarray:
        """Minutes that stays work on, of the shape of ``stay_min``."""
        return np.interp(stay_min, self.stay_min, self.effect_min)


# Koper (1995), Just enough police presence: below ten minutes a stop is worth little more than driving through, from
# ten on it keeps the place quiet for the half hour after it that was watched, and beyond fifteen it gains no more.
KOPER = Deterrence(np.array([0.0, 5.0, 10.0, 15.0]), np.array([0.0, 5.0, 30.0, 35.0]))
# A place that has had a quarter of an hour has had its day's share, however it was divided.
FIFTEEN_A_DAY = Deterrence(np.array([0.0, 14.999, 15.0]), np.array([0.0, 0.0, _DAY_MIN]), summed=True)
PRESETS: dict[str, Deterrence] = {"koper": KOPER, "fifteen_a_day": FIFTEEN_A_DAY}


def preset(word: str) -> Deterrence:
    """The curve under that word. Raises PatrolError for another word."""
    if word not in PRESETS:
        raise PatrolError("The deterrence must be one of {words}, not {word!r}.", words=list(PRESETS), word=word)
    return PRESETS[word]
