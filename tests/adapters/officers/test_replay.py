"""Calls of the past: a plan with them is a replay, and calls of another day than the shift are said."""

from __future__ import annotations

import numpy as np
import pytest
from streetgrid import CALLS, at

pytest.importorskip("qgis.core")


@pytest.fixture
def at_the_time(monkeypatch):
    """Sets the clock of the run."""
    from patrol_planner.processing.officers import inputs

    return lambda text: monkeypatch.setattr(inputs, "now", lambda: np.datetime64(text, "s"))


@pytest.fixture
def came(calls):
    return calls((at(0, 4), "c1", "09:00", "Theft"), (at(0, 3), "c2", "11:00", "Theft"))


def test_calls_of_a_past_shift_are_a_replay(assign, two, three, came):
    outcome = assign(three, two, CALLS=came, **CALLS)
    assert outcome["REPLAY"] == 1
    assert "Replay: the 2 calls of 2024-05-31 are known from the record." in outcome.log


@pytest.mark.parametrize(
    ("now", "replay", "count"),
    [("2024-05-31 08:00", 0, ""), ("2024-05-31 10:00", 1, "the 1 call of"), ("2024-05-31 11:00", 1, "the 2 calls of")],
)
def test_what_has_come_in_already_decides(assign, two, three, came, at_the_time, now, replay, count):
    at_the_time(now)
    outcome = assign(three, two, CALLS=came, **CALLS)
    assert outcome["REPLAY"] == replay
    assert count in outcome.log and ("Replay" in outcome.log) == bool(replay)


def test_without_calls_nothing_is_replayed(assign, two, three):
    outcome = assign(three, two)
    assert outcome["REPLAY"] == 0 and "Replay" not in outcome.log


def test_calls_of_another_day_are_a_warning_with_their_span(assign, two, three, came):
    outcome = assign(three, two, CALLS=came, SHIFT_START="2024-06-03T08:00:00", **CALLS)
    assert (outcome["REPLAY"], outcome["CALLS_KNOWN"]) == (0, 0)
    assert (
        "Calls: none of the 2 calls came in during the shift (2024-06-03 08:00 to 2024-06-03 20:00), nor is one open "
        "when it begins; they are of 2024-05-31 09:00 to 2024-05-31 11:00. The shift is planned without calls."
    ) in outcome.log


def named(assign, three, two, **more):
    """The names of the layers of a run."""
    outcome = assign(three, two, **more)
    return [outcome.layer(name).name() for name in ("ROUTES", "VISITS", "UNVISITED", "SUMMARY")]


def test_the_layers_are_named_after_the_shift_and_say_that_it_is_a_replay(assign, two, three, came):
    titles = ["Officers' routes", "Officers' visits", "Unvisited nodes", "Summary by officer"]
    assert named(assign, three, two) == [f"{title} (2024-05-31 08:00)" for title in titles]
    replay = named(assign, three, two, CALLS=came, **CALLS)
    assert replay == [f"{title} (replay of 2024-05-31 08:00)" for title in titles]
