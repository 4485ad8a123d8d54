"""What a thing made of named pieces is called: by the name that makes up the most of its length."""

from __future__ import annotations

import numpy as np


def longest_names(group: np.ndarray, name: np.ndarray, length: np.ndarray, number: int) -> list[str]:
    """The name with the greatest summed length in each of the groups 0 … number − 1; "" where no piece has one.

    ``group`` int (k,), −1 for pieces in none; ``name`` (k,) text, "" for none; ``length`` (k,), metres. Of equal
    lengths the name that comes first in the alphabet.
    """
    named = (group >= 0) & (name != "")
    names, code = np.unique(name[named].astype(str), return_inverse=True)
    best = [""] * number
    if not len(names):
        return best
    pair, place = np.unique(group[named] * len(names) + code, return_inverse=True)
    owner, which = np.divmod(pair, len(names))
    # Lengths to the micrometre: sums in another order must not decide between equal ones.
    total = np.round(np.bincount(place, length[named]), 6)
    order = np.lexsort((which, -total, owner))
    for index in order[np.unique(owner[order], return_index=True)[1]].tolist():
        best[int(owner[index])] = str(names[which[index]])
    return best
