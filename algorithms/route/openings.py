"""When stops open and close that say so by a time of day alone."""

from __future__ import annotations

import numpy as np

_DAY = np.timedelta64(1, "D").astype("timedelta64[s]")


def openings(opens: np.ndarray, closes: np.ndarray, departure: np.datetime64) -> tuple[np.ndarray, np.ndarray]:
    """The moments at which n stops open and close, datetime64[s] (n,) each, NaT for none.

    A stop that closes at a time of day does so when it comes for the first time after the departure (and after an
    opening that has its date); one that opens at a time of day, when it came for the last time before that closing,
    and without a closing on the day of the departure. So one opening a day is meant, the first that is not over.

    opens, closes: (n,) each, datetime64 for moments, timedelta64 since midnight for times of day; NaT for none.
    departure: datetime64.
    """
    begin = departure.astype("datetime64[s]")
    if closes.dtype.kind == "m":
        after = np.full(len(closes), begin)
        if opens.dtype.kind == "M":
            after = np.where(np.isnat(opens), after, np.maximum(opens.astype("datetime64[s]"), begin))
        closes = after.astype("datetime64[D]") + closes.astype("timedelta64[s]")
        closes = np.where(closes <= after, closes + _DAY, closes)
    if opens.dtype.kind == "m":
        until = np.where(np.isnat(closes), begin.astype("datetime64[D]"), closes)
        opens = until.astype("datetime64[D]") + opens.astype("timedelta64[s]")
        opens = np.where(~np.isnat(closes) & (opens >= closes), opens - _DAY, opens)
    return opens.astype("datetime64[s]"), closes.astype("datetime64[s]")
