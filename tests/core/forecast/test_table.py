"""The table of the forest: nothing in it knows the future, and what is missing is left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from activitycases import OF_TABLE_II, lively_city, some_rows, with_another_future
from cityevents import NOW, city

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.forecast.activity import CheckIns
from patrol_planner.algorithms.forecast.features.rows import Rows, seconds
from patrol_planner.algorithms.forecast.features.table import FeatureTable
from patrol_planner.algorithms.forecast.intervals import Intervals

DAY = Intervals(NOW, 2.0, 12)


def test_no_feature_knows_the_future():
    training = lively_city(a_day=60.0)
    rows = some_rows(600, training.events.cells)
    starts = seconds(DAY.starts)
    table = FeatureTable(training, starts, rows.length_s, Control())
    assert set(table.names) >= OF_TABLE_II
    first = table.at(rows, Control())
    # At the end of the record.
    other = with_another_future(training, NOW)
    assert np.array_equal(first, FeatureTable(other, starts, rows.length_s, Control()).at(rows, Control()))
    # At any row's origin, within it.
    middle = np.datetime64(int(np.median(rows.origin)), "s")
    other = with_another_future(training, middle)
    second = FeatureTable(other, starts, rows.length_s, Control()).at(rows, Control())
    past = rows.origin <= seconds(middle)
    order = [FeatureTable(other, starts, rows.length_s, Control()).names.index(name) for name in table.names]
    assert 200 < past.sum() < 400
    assert np.array_equal(first[past], second[past][:, order])
    changed = (first[~past] != second[~past][:, order]).any(axis=0)
    moving = [name not in ("hour", "weekday") and "POI" not in name and "diversity" not in name for name in table.names]
    assert np.array_equal(changed, moving), "the test itself must change every feature that time changes"


def test_every_row_is_known_by_itself():
    training = lively_city()
    rows = some_rows(300, training.events.cells)
    table = FeatureTable(training, seconds(DAY.starts), rows.length_s, Control())
    whole = table.at(rows, Control())
    order = np.random.default_rng(1).permutation(len(rows))
    assert np.array_equal(table.at(rows.where(order), Control()), whole[order])
    assert np.array_equal(table.at(rows.where(np.arange(5)), Control()), whole[:5])


def test_cells_around_count_as_in_the_rates():
    training, _ = city(types=1)
    rows = Rows(np.arange(225), *(np.full(225, int(seconds(NOW))) for _ in range(2)), 7200)
    table = FeatureTable(training, seconds(DAY.starts), 7200, Control())
    found = dict(zip(table.names, table.at(rows, Control()).T))
    rates = training.around.rates
    wanted = dict(zip(rates.names, rates.at(NOW, training.begin).T))
    for name in ("own count, all days alike", "cells around, all days alike", "type 0: cells around"):
        ours = name if name in found else f"{name}, all days alike"
        assert found[ours] == pytest.approx(wanted[name], rel=1e-5), name


def test_without_visitors_or_recent_check_ins_there_are_fewer_features():
    training = lively_city()
    around, starts = training.around, seconds(DAY.starts)

    def names(went: CheckIns | None) -> set[str]:
        known = replace(training, around=replace(around, checkins=went))
        return set(FeatureTable(known, starts, 7200, Control()).names)

    went = around.checkins
    every, nameless, none = names(went), names(replace(went, user=None)), names(None)
    assert every - nameless == {"visitor ratio", "user count", "visitor entropy", "visitor homogeneity"}
    assert nameless - none == {"observation frequency", "region popularity"}
    assert names(went.between(NOW - np.timedelta64(90, "D"), NOW - np.timedelta64(31, "D"))) == none


def test_venues_without_kinds_or_with_too_many():
    training, starts = lively_city(), seconds(DAY.starts)
    pois = training.around.pois

    def names(kinds: tuple[str, ...], kind: np.ndarray) -> list[str]:
        some = replace(pois, kinds=kinds, kind=kind)
        known = replace(training, around=replace(training.around, pois=some, checkins=None))
        found = FeatureTable(known, starts, 7200, Control())
        return [name for name in found.names if "POI" in name or "diversity" in name]

    assert names((), np.zeros(len(pois), int)) == ["POI density"]
    many = names(tuple(map(str, range(50))), np.arange(len(pois)) % 50)
    assert len(many) == 33 and many[30:] == ["POI distribution: all other kinds", "location diversity", "POI density"]
