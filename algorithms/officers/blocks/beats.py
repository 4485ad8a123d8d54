"""Officers shared out among beats."""

from __future__ import annotations

import numpy as np

from ...errors import PatrolError


def shared_out(worth: np.ndarray, officers: int) -> np.ndarray:
    """The beat of each of ``officers``, int64 (officers,): one for each beat, the others in proportion to ``worth``
    (b,), 0 or more. Raises PatrolError where there are more beats than officers.

    By highest averages (D'Hondt): one after another to the beat that is worth most for each officer it then has.
    """
    if officers < len(worth):
        raise PatrolError(
            "{officers:,} officers cannot have {beats:,} beats for themselves.", officers=officers, beats=len(worth)
        )
    # Where nothing is expected anywhere, all are alike.
    worth = np.asarray(worth, dtype=np.float64) if np.any(worth) else np.ones(len(worth))
    count = np.ones(len(worth), dtype=np.int64)
    for _ in range(officers - len(worth)):
        count[int(np.argmax(worth / (count + 1)))] += 1
    return np.repeat(np.arange(len(worth)), count)
