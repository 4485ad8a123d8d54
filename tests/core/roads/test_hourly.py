"""Traffic that slows classes of road differently: another way each hour, first in, first out, and exact."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from townroads import network_of

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.roads import travel as travel_module
from patrol_planner.algorithms.roads.graph import to_networkx
from patrol_planner.algorithms.roads.hourly import HourlyTimes
from patrol_planner.algorithms.roads.snapping import tie_places
from patrol_planner.algorithms.roads.traffic import Traffic
from patrol_planner.algorithms.roads.travel import TravelTimes

CLASSES = np.array(["primary", "residential", "service"], dtype=object)


def with_classes(network, classes):
    """A network whose lines have these classes."""
    from dataclasses import replace

    return replace(network, road_class=np.array(classes, dtype=object)[network.feature])


def times_of(network, traffic, xy, **options):
    xy = np.array(xy, dtype=float)
    return TravelTimes.of_ties(tie_places(network, xy[:, 0], xy[:, 1]), traffic=traffic, **options)


def rush(hour, factor, base=1.0):
    factors = np.full(24, base)
    factors[hour] = factor
    return factors


def two_ways():
    """From (0, 0) to (6000, 0): 10 minutes by the main road, 12 by a side street; at 8 the main road takes twice as
    long.
    """
    network = network_of([(0, 0), (6000, 0)], [(0, 0), (0, 600), (6000, 600), (6000, 0)])
    network = with_classes(network, ["primary", "residential"])
    return times_of(network, Traffic(np.ones(24), {"primary": rush(8, 2.0)}), [(0, 0), (6000, 0)])


def test_the_quickest_way_of_the_hour_is_taken():
    times = two_ways()
    hourly = times.hourly
    assert times.minutes[0, 1] == pytest.approx(10)
    assert hourly.within(np.array([7, 8, 9]), 0, 1) == pytest.approx([10, 12, 10])
    assert hourly.metres[hourly.table[[7, 8]], 0, 1] == pytest.approx([6000, 7200])
    assert (times.path(0, 1, 7)[:, 1].max(), times.path(0, 1, 8)[:, 1].max(), times.path(0, 1)[:, 1].max()) == (
        0,
        600,
        0,
    )


def test_a_journey_goes_on_with_the_next_hour_s_time():
    """Half of the way by eight; the rest takes half of the 12 minutes of then."""
    hourly = two_ways().hourly
    assert hourly.arrival_min(0, 1, 475.0) == pytest.approx(480 + 6)
    assert hourly.arrival_min(0, 1, 480.0) == pytest.approx(492)
    assert hourly.arrival_min(0, 1, 534.0) == pytest.approx(540 + 5)
    assert hourly.departure_min(0, 1, 486.0) == pytest.approx(475)
    assert hourly.arrival_min(0, 1, 475.0 - 1440) == pytest.approx(486 - 1440)
    minutes, metres = two_ways().departing(475.0, None)
    assert (minutes[0, 1], metres[0, 1]) == (pytest.approx(11), pytest.approx(6000))
    assert (minutes[0, 0], metres[0, 0]) == (0, 0)
    minutes, metres = two_ways().departing(481.0, None)
    assert (minutes[0, 1], metres[0, 1]) == (pytest.approx(12), pytest.approx(7200))


def test_hours_that_slow_all_roads_by_one_factor_share_a_table():
    network = with_classes(network_of([(0, 0), (600, 0)], [(600, 0), (1200, 0)]), ["primary", "service"])
    others, own = rush(8, 3.0), np.ones(24)
    own[[8, 9, 17]] = 3.0, 2.0, 4.0
    others[17] = 2.0
    hourly = times_of(network, Traffic(others, {"primary": own}), [(0, 0), (1200, 0)]).hourly
    # At 9 and at 17 the main road takes twice as long as the other; at 8 and at night both the same.
    assert len(hourly.minutes) == 2 and hourly.table[9] == hourly.table[17] != hourly.table[8] == hourly.table[0]
    assert hourly.within(np.array([0, 8, 9, 17]), 0, 1) == pytest.approx([2, 6, 3, 6])


@pytest.mark.parametrize("own", [{}, {"residential": rush(8, 2.5)}, {"motorway": rush(8, 9.0)}])
def test_classes_without_a_difference_stay_with_the_plain_table(own):
    network = with_classes(network_of([(0, 0), (600, 0)]), ["residential"])
    traffic = Traffic(rush(8, 2.5), own)
    times = times_of(network, traffic, [(0, 0), (600, 0)])
    assert times.hourly is None
    minutes, metres = times.departing(479.5, traffic)
    assert minutes[0, 1] == pytest.approx(Traffic(rush(8, 2.5)).travel_min(479.5, 1.0))
    assert metres[0, 1] == pytest.approx(600)
    assert times_of(network_of([(0, 0), (600, 0)]), traffic, [(0, 0), (600, 0)]).hourly is None


FACTORS = st.lists(st.sampled_from([0.5, 1.0, 1.7, 3.0]), min_size=24, max_size=24).map(np.array)


@given(FACTORS, st.floats(-500, 4000), st.integers(0, 1))
def test_one_class_for_all_roads_equals_the_plain_table(factors, depart, other):
    network = with_classes(network_of([(0, 0), (6000, 0), (12000, 0)]), ["primary"])
    places = [(0, 0), (9000 * other, 0)]
    hourly = times_of(network, Traffic(np.full(24, 7.0), {"primary": factors}), places).hourly
    plain, free = Traffic(factors), times_of(network, None, places).minutes[0, 1]
    assert hourly.arrival_min(0, 1, depart) == pytest.approx(plain.arrival_min(depart, free), abs=1e-6)
    assert hourly.departure_min(0, 1, depart) == pytest.approx(plain.departure_min(depart, free), abs=1e-6)


@st.composite
def towns(draw):
    """A crooked grid of streets with classes, some one-way, and traffic by class."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    at = {(c, r): (c * 700 + rng.integers(0, 200), r * 700 + rng.integers(0, 200)) for c in range(4) for r in range(4)}
    lines = [(at[c, r], at[c + 1, r]) for c in range(3) for r in range(4)]
    lines += [(at[c, r], at[c, r + 1]) for c in range(4) for r in range(3)]
    direction = rng.choice([0, 0, 1, -1], len(lines))
    network = network_of(*lines, direction=direction, speed=rng.integers(5, 60, len(lines)))
    network = with_classes(network, rng.choice(CLASSES, len(lines)))
    by_class = {name: rng.choice([0.5, 1.0, 2.0, 5.0], 24) for name in CLASSES[: draw(st.integers(1, 3))]}
    return network, Traffic(rng.choice([0.5, 1.0, 2.0, 5.0], 24), by_class)


@settings(max_examples=15, deadline=None)
@given(towns(), st.integers(0, 23))
def test_every_hour_equals_networkx_on_its_own_seconds(town, hour):
    network, traffic = town
    hourly = times_of(network, traffic, network.node_xy).hourly
    graph = to_networkx(network.arcs())
    for _, _, values in graph.edges(data=True):
        values["seconds"] *= traffic.by_class.get(network.road_class[values["edge"]], traffic.factors)[hour]
    found = dict(networkx.all_pairs_dijkstra_path_length(graph, weight="seconds"))
    wanted = [[found[i].get(j, np.inf) / 60 for j in range(network.nodes)] for i in range(network.nodes)]
    place = np.arange(network.nodes)
    assert hourly.within(hour, place[:, None], place) == pytest.approx(np.array(wanted))


def by_the_clock(hourly, start, end, depart):
    """The arrival, hour by hour: an oracle without arrays."""
    now, left = depart, 1.0
    while True:
        whole = float(hourly.within(int(now // 60) % 24, start, end))
        until = (now // 60 + 1) * 60
        if left * whole <= until - now:
            return now + left * whole
        left -= (until - now) / whole
        now = until


@st.composite
def hourly_times(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    tables, places = draw(st.integers(1, 4)), 3
    minutes = rng.choice([0.5, 7.0, 61.0, 400.0, 3000.0], (tables, places, places))
    minutes[:, np.arange(places), np.arange(places)] = 0
    minutes[:, 0, 2] = np.inf
    return HourlyTimes(rng.integers(0, tables, 24), rng.choice([0.5, 1, 3], 24), minutes, minutes, ())


@given(hourly_times(), st.floats(-500, 4000))
def test_arrival_equals_driving_hour_by_hour(hourly, depart):
    place = np.arange(3)
    found = hourly.arrival_min(place[:, None], place, depart)
    for start, end in ((0, 1), (1, 0), (1, 2), (2, 2)):
        assert found[start, end] == pytest.approx(by_the_clock(hourly, start, end, depart), abs=1e-6)
    assert found[0, 2] == np.inf and hourly.departure_min(0, 2, depart) == -np.inf
    assert hourly.arrival_min(0, 1, np.inf) == np.inf and hourly.departure_min(0, 1, -np.inf) == -np.inf


@given(hourly_times(), st.lists(st.floats(-500, 4000), min_size=2, max_size=20))
def test_who_starts_later_never_arrives_earlier(hourly, departures):
    arrivals = hourly.arrival_min(1, 0, np.sort(departures))
    assert (np.diff(arrivals) >= -1e-9).all()
    assert (arrivals >= np.sort(departures)).all()


@given(hourly_times(), st.floats(-500, 4000))
def test_the_departure_for_an_arrival_is_its_inverse(hourly, arrive):
    departure = float(hourly.departure_min(1, 2, arrive))
    assert departure <= arrive
    assert hourly.arrival_min(1, 2, departure) == pytest.approx(arrive, abs=1e-6)


def test_origins_apart_from_destinations_and_a_cap_on_the_speed():
    network = with_classes(network_of([(0, 0), (600, 0), (1800, 0)]), ["primary"])
    traffic = Traffic(np.ones(24), {"primary": rush(8, 2.0)})
    times = times_of(network, traffic, [(0, 0), (600, 0), (1800, 0)], origins=1, speed_cap_kmh=18.0)
    minutes, metres = times.departing(485.0, traffic)
    assert minutes == pytest.approx(np.array([[4, 12]])) and metres == pytest.approx(np.array([[600, 1800]]))
    assert times.path(0, 1, 8)[-1].tolist() == [1800, 0]


def test_too_many_tables_for_the_memory_are_refused(monkeypatch):
    monkeypatch.setattr(travel_module, "_MOST_PAIRS_BY_HOUR", 7)
    with pytest.raises(PatrolError, match="2 hours slow the classes of road differently; for 4 pairs"):
        two_ways()


def test_a_table_by_class():
    hours, factors = np.array([8.0, 8, 9, 8]), np.array([2.0, 4.0, 5.0, 3.0])
    traffic = Traffic.from_table(hours, factors, [("",), ("primary",), ("primary",), ("service",)])
    assert traffic.factors[[7, 8, 9]].tolist() == [1, 2, 1]
    # At 7 it is one of the others, and so is service at 9.
    assert traffic.by_class["primary"][[7, 8, 9]].tolist() == [1, 4, 5]
    assert traffic.by_class["service"][[8, 9]].tolist() == [3, 1]
    assert Traffic.from_table(np.array([8.0, 8]), np.array([2.0, 3.0]), [("",), ("x",)]).by_class["x"][8] == 3
    assert (traffic.least, traffic.most) == (1, 5)
    assert Traffic.from_table(hours[1:2], factors[1:2], [("primary",)]).factors.tolist() == [1.0] * 24
    others = Traffic.from_table(np.array([7.0, 8]), np.array([6.0, 3.0]), [("",), ("x",)])
    assert others.by_class["x"][[7, 8]].tolist() == [6, 3]


@pytest.mark.parametrize(
    ("hours", "factors", "classes", "text"),
    [
        (
            [8, 8],
            [1, 2],
            [("primary",), ("x", "primary")],
            "hour 8 of class primary stands in the table more than once",
        ),
        ([8, 8], [1, 2], [("",), ("",)], "hour 8 stands in the table more than once"),
        ([8], [0], [("primary",)], "factor of hour 8 of class primary is 0; it must be greater than 0"),
        ([24], [1], [("primary",)], "hour in row 1 is 24; hours are whole numbers from 0 to 23"),
        ([8], [np.nan], [("x",)], "factor of hour 8 of class x is empty"),
    ],
)
def test_a_bad_table_by_class_says_where(hours, factors, classes, text):
    with pytest.raises(PatrolError, match=text):
        Traffic.from_table(np.array(hours, dtype=float), np.array(factors, dtype=float), classes)


def test_a_class_needs_good_factors_too():
    with pytest.raises(PatrolError, match="hour 3 of class primary is -1"):
        Traffic(np.ones(24), {"primary": rush(3, -1.0)})
    with pytest.raises(PatrolError, match="24 factors are needed"):
        Traffic(np.ones(24), {"primary": np.ones(3)})
