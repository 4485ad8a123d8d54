"""The best block to put between others: all starts, ways round and lengths at once."""

from __future__ import annotations

import numpy as np

from ...route.plan import ON_TIME_MIN
from .duty import Duties, Stay
from .rounds import AreaRounds

# So many of the best are tried before it is given up: what legs take is known only then.
_TRIED = 6


def fill(
    duties: Duties, officer: int, stays: list[Stay], areas: list[int], longest_min: float
) -> tuple[list[Stay], float]:
    """The stays with best ones added until no further one is worth its way, and their worth.

    duties: rules and worth.
    officer: whose stays.
    stays: those there are, sorted.
    areas: where there may be more.
    longest_min: no block more is longer.
    """
    worth = duties.worth(officer, stays)
    while len(stays) < duties.settings.most_rows:
        found = _best_addition(duties, officer, stays, areas, worth, longest_min)
        if found is None:
            break
        stays, worth = found
    return stays, worth


def even_length(duties: Duties, officer: int) -> float:
    """Minutes of each block when as many as there may be fill an officer's time."""
    settings = duties.settings
    busy = sum(third.most for third in duties.free[officer])
    return min(max(busy / settings.most_rows, settings.block_min), settings.block_max)


def _best_addition(
    duties: Duties, officer: int, stays: list[Stay], areas: list[int], worth: float, longest_min: float
) -> tuple[list[Stay], float] | None:
    """The stays with the one more that is worth most, and their worth; None where none makes them worth more.

    duties, officer, stays, areas, longest_min: see fill.
    worth: of the stays there are.
    """
    best: tuple[list[Stay], float] | None = None
    for area in areas:
        starts, gain = _gains(duties, officer, stays, area, longest_min)
        for _ in range(_TRIED if gain.size else 0):
            way, start, stop = np.unravel_index(int(np.argmax(gain)), gain.shape)
            least = worth if best is None else best[1]
            if not worth + gain[way, start, stop] > least:
                break
            more = sorted([*stays, Stay(int(starts[start]), area, int(way), int(stop) + 1)])
            reached = duties.worth(officer, more)
            if reached > least:
                best = more, reached
                break
            gain[way, start, stop] = -np.inf
    return best


def _gains(
    duties: Duties, officer: int, stays: list[Stay], area: int, longest_min: float
) -> tuple[np.ndarray, np.ndarray]:
    """At which starts (s,) a block of an area more can begin, and what it is about worth, (ways, s, stops); −inf where
    it cannot be.

    Of minutes summed over stays only the first effect is taken, and how long the drives to and from other stays take is
    left out: what is found is to be tried.

    duties, officer, stays, longest_min: see fill.
    area: where.
    """
    settings, rounds = duties.settings, duties.rounds(officer, area)
    begin = rounds.starts
    taken = [
        (stay.start_min, float(duties.rounds(officer, stay.area).depart[stay.way, stay.start, stay.stops - 1]))
        for stay in stays
    ]
    rest_on, rest_off = duties.break_on[officer], duties.break_off[officer]
    limit = np.where(begin < rest_on, min(duties.off[officer], rest_on), duties.off[officer])
    limit[(begin < duties.on[officer]) | ((begin >= rest_on) & (begin < rest_off))] = -np.inf
    for stay, (_, left) in zip(stays, taken):
        pause = settings.pause_min if stay.area == area else 0.0
        earlier = begin < stay.start_min
        limit[earlier] = np.minimum(limit[earlier], stay.start_min - pause)
        limit[~earlier & (begin < left + pause - ON_TIME_MIN)] = -np.inf
    limit = np.minimum(limit, begin + longest_min)
    if settings.free_share > 0:
        limit = np.minimum(limit, _free_until(duties, officer, taken, begin))
    starts = np.flatnonzero(limit - begin >= settings.block_min - ON_TIME_MIN)
    allowed = rounds.fits[:, starts] & (rounds.depart[:, starts] <= limit[starts][:, None] + ON_TIME_MIN)
    if not len(starts):
        return starts, np.zeros((0, 0, 0))
    met = _met(duties, officer, stays, area, rounds, starts) - duties.km_cost * rounds.km[:, None, :]
    return starts, np.where(allowed, met, -np.inf)


def _free_until(duties: Duties, officer: int, taken: list[tuple[float, float]], begin: np.ndarray) -> np.ndarray:
    """Until when a block more can last so that enough of each third of the shift stays free, float64 (s,).

    duties, officer: see fill.
    taken: from when to when the stays last that there are.
    begin: float64 (s,), when it begins.
    """
    until, since = np.full(len(begin), np.inf), 0.0
    for third in duties.free[officer]:
        used = sum(max(min(end, third.until) - max(start, since), 0.0) for start, end in taken)
        full = np.maximum(begin, since) + max(third.most - used, 0.0)
        is_short = (begin < third.until) & (full < third.until)
        until[is_short] = np.minimum(until[is_short], full[is_short])
        since = third.until
    return until


def _met(
    duties: Duties, officer: int, stays: list[Stay], area: int, rounds: AreaRounds, starts: np.ndarray
) -> np.ndarray:
    """What the stops of blocks add to what those there are meet, (ways, starts, stops), summed along the stops.

    duties, officer, stays, area: see _gains.
    rounds: of that area.
    starts: the numbers of the starts.
    """
    members = duties.areas[area]
    own = [stay for stay in stays if stay.area == area]
    since, until, is_new = _known_at(duties, officer, own, members, rounds.starts[starts])
    before, after = rounds.before[:, starts], rounds.after[..., 0][:, starts]
    ways = np.arange(len(rounds.ways))
    last = np.repeat(since[None], len(ways), axis=0)
    met = np.empty(before.shape)
    for stop in range(met.shape[2]):
        at = rounds.order[:, stop]
        reached = np.minimum(after[:, :, stop], until[at])
        known = last[ways, at]
        met[:, :, stop] = np.maximum(reached - np.maximum(before[:, :, stop], known), 0.0)
        last[ways, at] = np.maximum(known, reached)
        if is_new.any():
            first = is_new[at] & ~(rounds.order[:, :stop] == at[:, None]).any(axis=1)
            met[first, :, stop] += duties.must_worth
    return np.cumsum(met, axis=2)


def _known_at(
    duties: Duties, officer: int, stays: list[Stay], members: tuple[int, ...], begin: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What is known of the members of an area, for blocks that begin then: Λ until which stops before have met what
    comes, and Λ from which on later stops do, (members, starts) each; and which are a must without a stop, (members,).

    duties, officer: see fill.
    stays: those in the area.
    members: its places.
    begin: float64 (starts,), minutes.
    """
    since, until = np.zeros((len(members), len(begin))), np.full((len(members), len(begin)), np.inf)
    is_new = np.array([member in duties.must for member in members])
    for stay in stays:
        going = duties.rounds(officer, stay.area).round(stay.way, stay.start)
        # Starts ascend: the first so many are before this stay.
        earlier = int(np.searchsorted(begin, stay.start_min))
        for member, before, after in duties.stops(going, stay.stops, {}):
            at = members.index(member)
            is_new[at] = False
            np.maximum(since[at, earlier:], after, out=since[at, earlier:])
            np.minimum(until[at, :earlier], before, out=until[at, :earlier])
    return since, until, is_new
