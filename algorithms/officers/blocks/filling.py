"""The best block to put between others: all starts, ways round and lengths at once."""

from __future__ import annotations

import numpy as np

from ...route.plan import ON_TIME_MIN
from .duty import Duties, Stay
from .rounds import AreaRounds

# So many of the best are tried before it is given up: what legs take is known only then.
_TRIED = 6


def fill(duties: Duties, officer: int, stays: list[Stay], areas: list[int]) -> list[Stay]:
    """The stays with best ones added until no further one is worth its way, or there are as many as there may be."""
    worth = duties.worth(officer, stays)
    while len(stays) < duties.settings.most_rows:
        found = best_addition(duties, officer, stays, areas, worth)
        if found is None:
            break
        stays, worth = found
    return stays


def best_addition(
    duties: Duties, officer: int, stays: list[Stay], areas: list[int], worth: float
) -> tuple[list[Stay], float] | None:
    """The stays with the one more that is worth most, and their worth; None where none makes them worth more.

    duties: rules and worth.
    officer: whose stays.
    stays: those there are, sorted.
    areas: where there may be one more.
    worth: of those there are.
    """
    best: tuple[list[Stay], float] | None = None
    for area in areas:
        rounds = duties.rounds(officer, area)
        gain = gains(duties, officer, stays, area, rounds)
        for _ in range(_TRIED):
            at = int(np.argmax(gain))
            way, start, stop = np.unravel_index(at, gain.shape)
            if not gain[way, start, stop] > (0.0 if best is None else best[1] - worth):
                break
            more = sorted([*stays, Stay(int(start), area, int(way), int(stop) + 1)])
            reached = duties.worth(officer, more)
            if reached > (worth if best is None else best[1]):
                best = more, reached
                break
            gain[way, start, stop] = -np.inf
    return best


def gains(duties: Duties, officer: int, stays: list[Stay], area: int, rounds: AreaRounds) -> np.ndarray:
    """What a block of an area more is worth at least about, (ways, starts, stops); −inf where it cannot be.

    duties: rules and worth.
    officer: whose.
    stays: those there are, sorted.
    area: where.
    rounds: of that area.

    The first effect of a stop is taken, not that of minutes summed over stays; how long the drives to and from the
    other stays take is left out.
    """
    settings = duties.settings
    gain = np.where(rounds.fits, 0.0, -np.inf)
    begin, end = rounds.starts[:, None], rounds.depart
    allowed = (begin >= duties.on[officer] - ON_TIME_MIN) & (end <= duties.off[officer] + ON_TIME_MIN)
    allowed &= (begin >= duties.break_off[officer] - ON_TIME_MIN) | (end <= duties.break_on[officer] + ON_TIME_MIN)
    for stay in stays:
        pause = settings.pause_min if stay.area == area else 0.0
        left = duties.rounds(officer, stay.area).depart[stay.way, stay.start, stay.stops - 1]
        allowed &= (begin >= left + pause - ON_TIME_MIN) | (end + pause <= stay.start_min + ON_TIME_MIN)
    gain[~allowed] = -np.inf
    some = np.flatnonzero(np.isfinite(gain).any(axis=(0, 2)))
    if len(some):
        gain[:, some] += _met(duties, officer, stays, area, rounds, some)
        gain -= duties.km_cost * rounds.km[:, None, :]
    return gain


def _met(
    duties: Duties, officer: int, stays: list[Stay], area: int, rounds: AreaRounds, starts: np.ndarray
) -> np.ndarray:
    """What the stops of blocks add to what those there are meet, (ways, starts, stops), summed along the stops.

    duties, officer, stays, area, rounds: see gains.
    starts: the numbers of the starts.
    """
    begin = rounds.starts[starts]
    before, after = rounds.before[:, starts], rounds.after[..., 0][:, starts]
    met = np.zeros(before.shape)
    for member in duties.areas[area]:
        since, until, is_new = np.zeros(len(begin)), np.full(len(begin), np.inf), True
        for stay in stays:
            going = duties.rounds(officer, stay.area).round(stay.way, stay.start)
            own = [stop for stop in range(stay.stops) if going.member[stop] == member]
            if own:
                is_new, earlier = False, begin > stay.start_min
                since[earlier] = np.maximum(since[earlier], going.after[own[-1]][0])
                until[~earlier] = np.minimum(until[~earlier], going.before[own[0]])
        for way in range(len(rounds.ways)):
            stops = np.flatnonzero(rounds.member[way] == member)
            last = since
            for stop in stops:
                reached = np.minimum(after[way, :, stop], until)
                met[way, :, stop] = np.maximum(reached - np.maximum(before[way, :, stop], last), 0.0)
                last = np.maximum(last, reached)
            if is_new and member in duties.must and len(stops):
                met[way, :, stops[0]] += duties.must_worth
    return np.cumsum(met, axis=2)
