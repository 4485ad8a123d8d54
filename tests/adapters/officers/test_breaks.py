"""Officers' breaks and duty in QGIS: what never comes to anything is said with the call sign."""

from __future__ import annotations

import pytest
from streetgrid import at

pytest.importorskip("qgis.core")


@pytest.fixture
def stop(nodes):
    return nodes((at(1, 0), "n", 1, 0.0))


@pytest.fixture
def layer(make_layer):
    """Rows of officer, shift_on, shift_off, break_on, break_min; moments as text."""

    def make(*rows, kind="string"):
        fields = ["officer:string", *(f"{name}:{kind}" for name in ("shift_on", "shift_off", "break_on"))]
        return make_layer("Point", [*fields, "break_min:double"], [(at(0, 0), *row) for row in rows])

    return make


NEVER = "never falls into the duty and does not count"


@pytest.mark.parametrize(
    ("on", "off", "rest", "minutes", "said"),
    [
        # Before, after, on another day, and touching only.
        ("2024-05-31 09:00", "2024-05-31 17:00", "2024-05-31 08:00", 30, NEVER),
        ("2024-05-31 09:00", "2024-05-31 12:00", "2024-05-31 13:00", 30, NEVER),
        (None, None, "2024-05-30 12:00", 30, NEVER),
        ("2024-05-31 09:00", "2024-05-31 17:00", "2024-05-31 08:30", 30, NEVER),
        ("2024-05-31 09:00", "2024-05-31 17:00", "2024-05-31 17:00", 30, NEVER),
        # A part of it, and all.
        ("2024-05-31 09:00", "2024-05-31 17:00", "2024-05-31 08:45", 30, "only the part within the duty counts"),
        ("2024-05-31 09:00", "2024-05-31 17:00", "2024-05-31 16:45", 30, "only the part within the duty counts"),
        ("2024-05-31 09:00", "2024-05-31 17:00", "2024-05-31 12:00", 30, ""),
        # In the duty, which goes on after the planned shift: nothing is wrong.
        ("2024-05-31 09:00", "2024-06-01 04:00", "2024-06-01 01:00", 30, ""),
        (None, None, "2024-05-31 12:00", 0, ""),
        (None, None, None, None, ""),
    ],
)
def test_a_break_outside_of_the_duty_is_named(assign, stop, layer, on, off, rest, minutes, said):
    log = assign(stop, layer(("1A1", on, off, rest, minutes), ("1A2", None, None, None, None))).log
    remarks = [line for line in log.splitlines() if line.startswith("Officers:")]
    assert len(remarks) == bool(said)
    if said:
        assert said in remarks[0] and "1A1" in remarks[0] and "1A2" not in remarks[0]
    if said == NEVER:
        assert f"1A1 ({rest})" in remarks[0]


def test_breaks_of_another_day_are_counted_and_the_first_named(assign, stop, layer):
    rows = [(f"1A{number}", None, None, "2024-05-30 12:00", 30) for number in range(1, 8)]
    log = assign(stop, layer(*rows)).log
    assert "Officers: 7 breaks never fall into the duty and do not count: 1A1 (2024-05-30 12:00), " in log
    assert "1A5 (2024-05-30 12:00), …. Give break_on with its date" in log
    assert "1A6" not in log


def test_a_break_without_a_beginning_is_said(assign, stop, layer):
    log = assign(stop, layer(("1A1", None, None, None, 30), ("1A2", None, None, None, 0))).log
    assert "1 officer with a length of the break (break_min) but no break_on gets none: 1A1." in log


def test_a_break_as_long_as_the_duty_is_said(assign, stop, layer):
    rest = ("1A1", "2024-05-31 09:00", "2024-05-31 10:00", "2024-05-31 08:30", 120)
    log = assign(stop, layer(rest, ("1A2", None, None, None, None))).log
    assert "the break lasts for all the duty in the shift, so there is no visit by 1A1." in log


def test_an_overnight_shift_of_one_date_says_the_next_day(refused, stop, layer):
    night = [(f"1A{number}", "2024-05-31 22:00", "2024-05-31 06:00", None, None) for number in (1, 2, 3)]
    text = refused(stop, layer(*night))
    assert "1A1 goes off duty (shift_off) before coming on duty (shift_on), or at once. 2 more do so too." in text
    assert "a shift past midnight ends on the date of the next day" in text


def test_a_duty_without_a_time_of_day_is_refused(refused, stop, layer):
    from qgis.PyQt.QtCore import QDate

    text = refused(stop, layer(("1A1", None, None, None, None), ("1A2", "2024-05-31", None, None, None)))
    assert "shift_on of 1A2 is 2024-05-31, a date without a time of day" in text
    days = layer(("1A1", QDate(2024, 5, 31), QDate(2024, 6, 1), None, None), kind="date")
    assert "shift_on of 1A1 is 2024-05-31, a date without a time of day" in refused(stop, days)


def test_nobody_on_duty_is_an_error_that_shows_the_duties(refused, stop, layer):
    text = refused(stop, layer(("1A1", "2024-05-30 08:00", "2024-05-30 20:00", None, None)))
    assert "nobody is on duty during the shift (2024-05-31 08:00 to 2024-05-31 20:00)" in text
    assert "1A1 2024-05-30 08:00 to 2024-05-30 20:00. Choose another Start of the shift" in text


def test_speeds_no_patrol_has_are_named(assign, stop, officers):
    rows = [(at(0, 0), f"1A{at_all}", None, None, speed) for at_all, speed in enumerate((999.0, 50.0, 0.2, 5.0))]
    log = assign(stop, officers(*rows)).log
    assert "no patrol has such a speed_kmh: 1A0 (999), 1A2 (0.2)." in log
