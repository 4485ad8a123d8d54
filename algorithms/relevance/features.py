"""The attributes of incidents as features: numbers and nominal values, with what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import PatrolError
from ..times.timeclasses import day_of_week, hour_of_day

NUMBER, NOMINAL = "number", "nominal"
# So many different whole numbers are still values of their own (the days of a month), not a scale to be cut.
FEW_VALUES = 31


@dataclass(frozen=True)
class Feature:
    """One attribute of n incidents.

    ``values`` of a number: float64 (n,), NaN where missing. Of a nominal attribute: int64 codes (n,) from 0, −1 where
    missing, with the text of each code in ``labels``.
    """

    name: str
    kind: str
    values: np.ndarray
    labels: tuple[str, ...] = ()
    measured: bool = False

    def __post_init__(self) -> None:
        if self.kind not in (NUMBER, NOMINAL):
            raise PatrolError(
                "Feature {name}: the kind must be {number} or {nominal}, not {given!r}.",
                name=self.name,
                number=NUMBER,
                nominal=NOMINAL,
                given=self.kind,
            )

    def __len__(self) -> int:
        return len(self.values)

    @property
    def known(self) -> np.ndarray:
        """Which incidents have a value: bool (n,)."""
        return ~np.isnan(self.values) if self.kind == NUMBER else self.values >= 0

    @property
    def missing(self) -> int:
        """How many incidents have no value."""
        return int((~self.known).sum())

    @cached_property
    def distinct(self) -> np.ndarray:
        """The different known values, ascending."""
        return np.unique(self.values[self.known])

    @property
    def is_whole(self) -> bool:
        """Whether every known value is a whole number (codes of a nominal attribute are)."""
        return bool((self.distinct == np.floor(self.distinct)).all())

    @property
    def is_id(self) -> bool:
        """Whether every incident has a value of its own, as a case number has; measured numbers may."""
        alone = len(self.distinct) == len(self) - self.missing
        whole = self.is_whole and not self.measured and len(self.distinct) > FEW_VALUES
        return alone and (self.kind == NOMINAL or whole)


def number_feature(name: str, values: np.ndarray, measured: bool = False) -> Feature:
    """A feature of numbers (n,); what is not finite is missing."""
    values = np.asarray(values, dtype=np.float64)
    return Feature(name, NUMBER, np.where(np.isfinite(values), values, np.nan), measured=measured)


def nominal_feature(name: str, texts: Iterable[str]) -> Feature:
    """A feature of texts (n,), blanks around them dropped; "" is missing. Codes follow the order of the texts.

    So they do not depend on the order of the rows.
    """
    # A dictionary, not an array of texts: one long description would make every row of it as wide.
    plain = [text.strip() for text in texts]
    labels = tuple(sorted(set(plain) - {""}))
    code = {label: position for position, label in enumerate(labels)}
    return Feature(name, NOMINAL, np.array([code.get(text, -1) for text in plain], dtype=np.int64), labels)


def time_features(time: np.ndarray, with_hour: bool = True) -> list[Feature]:
    """Year, month, day, weekday (1 = Monday) and hour of local times, datetime64 (n,), as plain numbers.

    As in CPSPA 4.3 they stay numbers, so that 23 h and 0 h, or December and January, count as far apart.
    ``with_hour`` is False for dates without a time of day.
    """
    month = time.astype("datetime64[M]")
    year = month.astype("datetime64[Y]")
    found = {
        "year": year.astype(np.int64) + 1970,
        "month": (month - year).astype(np.int64) + 1,
        "day": (time.astype("datetime64[D]") - month).astype(np.int64) + 1,
        "weekday": day_of_week(time),
    }
    if with_hour:
        found["hour"] = hour_of_day(time)
    return [number_feature(name, values, measured=True) for name, values in found.items()]
