"""Kinds of incidents by their words: which of them a list means, and a share of those kept by lot."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import numpy as np

# As many kinds as a message can name.
_NAMED = 8


def comparable(word: str) -> str:
    """A word as it is compared: without case and blanks."""
    return "".join(word.split()).casefold()


@dataclass(frozen=True)
class Kinds:
    """The kinds of a record, and which of them are meant.

    ``names``: every kind once, str (k,). ``of``: the kind of each incident, int (n,). ``meant``: of the kinds, bool
    (k,). ``is_empty``: whether the list holds no word. ``unknown``: its words that no incident has. ``frequent``: the
    most frequent kinds as a list has them, for who looks for the right word.
    """

    names: np.ndarray
    of: np.ndarray
    meant: np.ndarray
    is_empty: bool
    unknown: list[str]
    frequent: list[str]

    @property
    def chosen(self) -> np.ndarray:
        """Which incidents are of a kind that is meant, bool (n,)."""
        return self.meant[self.of]


def find_kinds(words: str, kinds: np.ndarray) -> Kinds:
    """Which incidents a list of kinds means.

    words: kinds separated by commas, one that holds a comma in double quotes; case and blanks do not matter.
    kinds: of the incidents, texts (n,), "" where there is none.
    """
    listed = next(csv.reader([words], skipinitialspace=True), [])
    wanted = {comparable(word): word.strip() for word in listed if word.strip()}
    names, of, count = np.unique(kinds.astype(str), return_inverse=True, return_counts=True)
    alike = [comparable(name) for name in names]
    return Kinds(
        names=names,
        of=of.reshape(-1),
        meant=np.array([name in wanted for name in alike], dtype=bool),
        is_empty=not wanted,
        unknown=[word for key, word in wanted.items() if key not in alike],
        frequent=[_as_listed(name) for name in names[np.argsort(-count, kind="stable")].tolist() if name][:_NAMED],
    )


def _as_listed(name: str) -> str:
    """A kind as a list has it: in double quotes where it holds a comma."""
    return f'"{name}"' if "," in name else name


def kept_share(chosen: np.ndarray, share: float, seed: int) -> np.ndarray:
    """All incidents but the ``chosen`` ones, bool (n,), and of these a ``share``, by lot: bool (n,).

    A Poisson process of which each event is kept with probability w is one of w times the rate: whatever counts what
    is left has those incidents weighed by w, on average, and no model needs to know of weights.
    """
    kept = ~chosen
    kept[chosen] = np.random.default_rng(seed).random(int(chosen.sum())) < share
    return kept
