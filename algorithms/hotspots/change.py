"""Two periods compared: where hotspots are new, where they stay, where they fade."""

from __future__ import annotations

import numpy as np

from ..texts import Text
from .riskcells import connected_areas

NONE, EMERGING, PERSISTENT, FADING = 0, 1, 2, 3
# In the order of the numbers above, for fields (in English) and for people.
CHANGE_WORDS = (Text(""), Text("emerging"), Text("persistent"), Text("fading"))


def kinds_of_change(hot_now: np.ndarray, hot_before: np.ndarray) -> np.ndarray:
    """EMERGING (hot now only), PERSISTENT (in both), FADING (before only) or NONE for each cell: int8 (n,)."""
    kind = np.full(len(hot_now), NONE, dtype=np.int8)
    kind[hot_now & ~hot_before] = EMERGING
    kind[hot_now & hot_before] = PERSISTENT
    kind[~hot_now & hot_before] = FADING
    return kind


def areas_of_change(now: np.ndarray, before: np.ndarray, neighbours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Connected cells of one kind, and the kind of each cell: int (n,), −1 for cells that are in none, and int8 (n,).

    ``now``, ``before`` int (n,): the hotspot of each cell in either period, −1 for none. Hotspots that adjoin without
    being one stay apart: those of now, and where nothing is hot now, those of before.
    """
    kind = kinds_of_change(now >= 0, before >= 0)
    hotspot = np.where(now >= 0, now, before)
    one, other = neighbours[:, 0], neighbours[:, 1]
    alike = (kind[one] == kind[other]) & (hotspot[one] == hotspot[other])
    return connected_areas(kind != NONE, neighbours[alike]), kind
