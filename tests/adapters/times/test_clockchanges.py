"""What is said of a shift during which the clocks are changed."""

from __future__ import annotations

import time

import numpy as np
import pytest

pytest.importorskip("qgis.core")


@pytest.fixture
def said(monkeypatch):
    """The start of a shift, its hours and a time zone → the warnings."""
    from patrol_planner.processing.times.clockchanges import report_clock_change

    def report(start, hours, zone="Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        warned = []
        report_clock_change(
            lambda template, **values: warned.append(template.format(**values)), np.datetime64(start), hours
        )
        return warned

    yield report
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        ("2024-03-30T22:00", 8),
        ("2024-03-31T02:30", 8),  # it begins in the hour that is left out
        ("2024-03-31T01:30", 0.6),  # and ends in it
        ("2024-03-25T08:00", 168),
    ],
)
def test_a_shift_over_the_change_of_spring(said, start, hours):
    (text,) = said(start, hours)
    assert "are put forward by 60 minutes on 2024-03-31, during the shift" in text
    assert "QGIS shows them empty" in text


def test_a_shift_over_the_change_of_autumn(said):
    (text,) = said("2024-10-26T22:00", 8)
    assert "are put back by 60 minutes on 2024-10-27" in text
    assert "empty" not in text
    assert "by 30 minutes" in said("2024-10-05T22:00", 8, "Australia/Lord_Howe")[0]


@pytest.mark.parametrize(
    ("start", "hours", "zone"),
    [
        ("2024-03-31T08:00", 8, "Europe/Berlin"),
        ("2024-03-30T16:00", 8, "Europe/Berlin"),
        ("2024-03-31T01:50", 0.1, "Europe/Berlin"),
        ("2024-03-30T22:00", 8, "UTC"),
        ("9999-12-31T22:00", 8, "Europe/Berlin"),
        ("20240-03-30T22:00", 8, "Europe/Berlin"),
    ],
)
def test_other_shifts_are_not_spoken_of(said, start, hours, zone):
    assert said(start, hours, zone) == []
