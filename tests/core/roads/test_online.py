"""Travel times from a server that is played: what is asked in which blocks, who is left out, which ways are drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.methods import choices, method_of
from patrol_planner.algorithms.roads.answers import NoWay, Table, TooBig
from patrol_planner.algorithms.roads.online import OnlineRoads, Snapped, distance_on_earth
from patrol_planner.algorithms.roads.osrm import Osrm
from patrol_planner.algorithms.roads.roadlayer import RoadLayer
from patrol_planner.algorithms.roads.sources import SOURCES
from patrol_planner.algorithms.roads.valhalla import Valhalla

inf = np.inf


class Played:
    """A service and its server in one: requests and answers are what they are about. Places on a line, a minute per
    degree of longitude; those of ``walled`` have no way; ``limit``: pairs in a table.
    """

    title = "Played"
    starts = ends = None

    def __init__(self, limit=10**9, walled=(), silent=False, most=50):
        self.limit, self.walled, self.silent = limit, walled, silent
        self.most_in_table = self.most_snapped = most
        self.asked = []

    def ask(self, request):
        self.asked.append(request)
        return request

    def kinds(self):
        return [request[0] for request in self.asked]

    def hello(self):
        return ("hello",)

    def read_hello(self, answer):
        assert answer == ("hello",)

    def snap(self, places):
        return ("snap", places)

    def read_snapped(self, answer, count):
        assert len(answer[1]) == count
        if count > self.limit:
            raise TooBig
        if self.silent:
            return None
        # Roads lie on whole degrees of latitude, and there are none north of 50.
        lon, lat = answer[1].T
        return np.where(lat[:, None] > 50, np.nan, np.column_stack([lon, np.round(lat)]))

    def table(self, origins, destinations):
        return ("table", origins, destinations)

    def read_table(self, answer, shape):
        _, origins, destinations = answer
        assert (len(origins), len(destinations)) == shape
        if shape[0] * shape[1] > self.limit:
            raise TooBig
        apart = np.isin(origins[:, 0], self.walled)[:, None] != np.isin(destinations[:, 0], self.walled)[None, :]
        if apart.any():
            raise NoWay
        minutes = np.abs(origins[:, 0][:, None] - destinations[:, 0][None, :])
        return Table(minutes, minutes * 1000, self.starts, self.ends)

    def route(self, start, end):
        return ("route", start, end)

    def read_route(self, answer):
        if self.silent:
            raise NoWay
        return np.array([answer[1], answer[2]])


def same(x, y):
    return x, y


def source_of(played):
    return OnlineRoads(played, "example.org", played.ask, same, lambda x, y: (x * 10, y * 10))


def travelled(played, x, y=None, limit=inf, **options):
    source = source_of(played)
    y = np.zeros(len(x)) if y is None else y
    tied = source.tied(np.array(x, dtype=float), np.array(y, dtype=float), limit, Control())
    given = {"speed_cap_kmh": None, "control": Control(), "origins": None, **options}
    return source.times(tied, **given), tied, source


def test_the_registry_holds_the_sources():
    assert choices(SOURCES) == ("roads", "osrm", "valhalla")
    assert [method_of(SOURCES, word).load() for word in choices(SOURCES)] == [RoadLayer, Osrm, Valhalla]


def test_a_table_by_hand():
    played = Played()
    travel, _, source = travelled(played, [0, 3, 7])
    assert travel.minutes.tolist() == [[0, 3, 7], [3, 0, 4], [7, 4, 0]]
    assert travel.metres.tolist() == [[0, 3000, 7000], [3000, 0, 4000], [7000, 4000, 0]]
    assert not travel.too_far.any()
    assert played.kinds() == ["hello", "snap", "table"]
    assert source.requests == 3
    assert (source.server, source.network) == ("example.org", None)


def test_no_place_is_told_before_the_server_has_shown_what_it_is():
    class Stranger(Played):
        def read_hello(self, answer):
            raise PatrolError("no such server")

    played = Stranger()
    with pytest.raises(PatrolError, match="no such server"):
        travelled(played, [0, 3])
    assert played.kinds() == ["hello"]


def test_a_server_is_greeted_once():
    played = Played()
    source = source_of(played)
    for _ in range(2):
        source.tied(np.zeros(1), np.zeros(1), inf, Control())
    assert played.kinds() == ["hello", "snap", "snap"]


def test_origins_and_destinations_apart():
    travel, _, _ = travelled(Played(), [0, 3, 7, 9, 20], origins=2)
    assert travel.minutes.tolist() == [[7, 9, 20], [4, 6, 17]]
    assert len(travel.distance_m) == 5


@given(st.integers(0, 23), st.integers(1, 23), st.integers(1, 40), st.integers(1, 9))
def test_blocks_make_the_same_table_whatever_the_server_takes(count, origins, limit, most):
    x = np.arange(count, dtype=float) ** 1.5
    whole, _, _ = travelled(Played(), x, origins=min(origins, count))
    played = Played(limit=limit, most=most)
    parts, _, _ = travelled(played, x, origins=min(origins, count))
    assert np.array_equal(whole.minutes, parts.minutes)
    assert np.array_equal(whole.metres, parts.metres)


def test_a_server_that_refuses_is_asked_for_less_and_not_for_more_again():
    played = Played(limit=100, most=50)
    travelled(played, np.arange(50.0))
    sizes = [len(request[1]) for request in played.asked if request[0] == "table"]
    assert sizes[:3] == [50, 25, 12]
    refused = [size for size in sizes if size > 10]
    assert refused == [50, 25, 12]


def test_a_server_that_refuses_even_one_is_no_endless_loop():
    with pytest.raises(PatrolError, match="even the smallest request"):
        travelled(Played(limit=0), [0, 3])


def test_one_stop_behind_a_wall_does_not_cost_the_others():
    played = Played(walled=(3,))
    travel, _, _ = travelled(played, [0, 3, 7, 11])
    assert travel.minutes.tolist() == [[0, inf, 7, 11], [inf, 0, inf, inf], [7, inf, 0, 4], [11, inf, 4, 0]]
    assert np.isinf(travel.metres[0, 1])
    assert travel.islands().majority.tolist() == [True, False, True, True]


def test_far_places_are_not_asked_for():
    played = Played()
    # A third of a degree is 37 km, a thousandth 111 m.
    travel, tied, _ = travelled(played, [0, 3, 7, 8], [0, 1 / 3, 0.001, 60], limit=200)
    assert tied.far.tolist() == [False, True, False, True]
    assert tied.distance_m.tolist() == [0, pytest.approx(37065, rel=1e-3), pytest.approx(111.2, rel=1e-3), inf]
    assert travel.minutes.tolist() == [[0, inf, 7, inf], [inf, 0, inf, inf], [7, inf, 0, inf], [inf, inf, inf, 0]]
    assert travel.too_far.tolist() == tied.far.tolist()
    table = next(request for request in played.asked if request[0] == "table")
    assert table[1][:, 0].tolist() == [0, 7]


def test_a_place_that_may_be_however_far_is_asked_for_unless_there_is_no_road_at_all():
    limit = np.array([200, inf, inf])
    _, tied, _ = travelled(Played(), [0, 3, 7], [0, 1 / 3, 60], limit=limit)
    assert tied.far.tolist() == [False, False, True]
    assert tied.where(np.array([True, False, True])).snap_max_m.tolist() == [200, inf]
    both = tied.and_also(tied.where(np.array([1])))
    assert (len(both), both.distance_m[3], both.place[3].tolist()) == (4, tied.distance_m[1], tied.place[1].tolist())
    assert tied.nearest_m is tied.distance_m


def test_where_no_place_is_near_nothing_is_asked():
    played = Played()
    travel, _, _ = travelled(played, [0, 3], [60, 60])
    assert np.isinf(travel.minutes[0, 1])
    assert played.kinds() == ["hello", "snap"]


def test_a_way_that_begins_or_ends_elsewhere_is_none():
    """A server may tie a place beside a road that leads nowhere to another road, kilometres away, for some ways."""
    played = Played()
    played.starts = np.array([[[0, 0], [0, 0.1]], [[3, 0], [3, 0]]])
    travel, _, _ = travelled(played, [0, 3, 1, 4], limit=200, origins=2)
    assert travel.minutes.tolist() == [[1, inf], [2, 1]]
    assert travel.metres.tolist() == [[1000, inf], [2000, 1000]]
    played.starts, played.ends = None, np.array([[[1, 0.1], [4, 0]]])
    travel, _, _ = travelled(played, [0, 3, 1, 4], limit=200, origins=2)
    assert travel.minutes.tolist() == [[inf, 4], [inf, 1]]
    # Who may be however far, may.
    travel, _, _ = travelled(played, [0, 3, 1, 4], limit=np.array([200, 200, inf, 200]), origins=2)
    assert travel.minutes.tolist() == [[1, 4], [2, 1]]
    played.starts, played.ends = np.array([[[0, 0.1]], [[3, 0.1]]]), None
    travel, _, _ = travelled(played, [0, 3, 1, 4], limit=np.array([inf, 200, 200, 200]), origins=2)
    assert travel.minutes.tolist() == [[1, 4], [inf, inf]]


def test_a_place_reaches_itself_whatever_the_server_says():
    played = Played()
    played.starts = np.full((2, 3, 2), 50.0)
    travel, _, _ = travelled(played, [0, 3, 3, 0, 7], limit=200, origins=2)
    assert travel.minutes.tolist() == [[inf, 0, inf], [0, inf, inf]]


def test_many_requests_are_announced():
    told = []
    for count, most in ((9, 2), (8, 2)):
        source = source_of(Played(most=most))
        tied = source.tied(np.arange(float(count)), np.zeros(count), inf, Control())
        source.times(tied, None, Control(info=told.append), None)
    assert [str(text) for text in told] == ["81 travel times are asked for in 25 requests or more."]


def test_without_places_nothing_is_asked():
    played = Played()
    travel, _, _ = travelled(played, [])
    assert (len(travel), played.asked) == (0, [])


def test_a_place_off_the_map_is_told_to_nobody():
    played = Played()
    travel, tied, _ = travelled(played, [0, np.nan, 3])
    assert tied.far.tolist() == [False, True, False]
    assert travel.minutes[0].tolist() == [0, inf, 3]
    assert not any(np.isnan(part).any() for request in played.asked for part in request[1:])


def test_a_server_that_tells_no_distances():
    told = []
    source = source_of(Played(silent=True))
    tied = source.tied(np.array([0.0]), np.array([0.4]), 200, Control(info=told.append))
    assert not tied.far.any()
    assert [str(text) for text in told] == [
        "The server at example.org does not tell how far places are from its roads."
    ]


def test_nobody_is_quicker_than_the_cap_and_the_table_is_asked_for_once():
    played = Played()
    travel, tied, source = travelled(played, [0, 3])  # 1 km a minute: 60 km/h
    slow = source.times(tied, 20.0, Control(), None)
    quick = source.times(tied, 90.0, Control(), None)
    assert slow.minutes.tolist() == [[0, 9], [9, 0]]
    assert quick.minutes.tolist() == travel.minutes.tolist() == [[0, 3], [3, 0]]
    assert played.kinds().count("table") == 1
    # Other places are another table.
    source.times(tied.where(np.array([1])), None, Control(), None)
    assert played.kinds().count("table") == 2


def test_a_way_is_asked_for_when_it_is_drawn_and_comes_in_metres():
    played = Played()
    travel, _, _ = travelled(played, [0, 3, 7], origins=1)
    assert "route" not in played.kinds()
    assert travel.path(0, 1).tolist() == [[0, 0], [70, 0]]
    assert played.kinds().count("route") == 1


def test_a_way_that_is_gone_or_off_the_map_is_an_error():
    travel, _, source = travelled(Played(), [0, 3])
    source.service.silent = True
    with pytest.raises(PatrolError, match="now finds no way between them"):
        travel.path(0, 1)
    source = OnlineRoads(Played(), "example.org", Played().ask, same, lambda x, y: (x * np.nan, y))
    with pytest.raises(PatrolError, match="leaves the area of the working CRS"):
        source.way(np.zeros(2), np.ones(2))


def test_a_cancel_ends_it_between_requests():
    played = Played(most=1)
    source = source_of(played)
    control = Control(should_stop=lambda: len(played.asked) > 6)
    tied = source.tied(np.arange(4.0), np.zeros(4), inf, control)
    with pytest.raises(Cancelled):
        source.times(tied, None, control, None)
    assert len(played.asked) == 7


def test_settling_is_left_to_the_server():
    tied = Snapped(np.zeros((1, 2)), np.zeros(1), np.ones(1))
    assert source_of(Played()).settled(tied, 200) is tied


def test_distance_on_earth():
    paris, london = np.array([[2.3522, 48.8566]]), np.array([[-0.1276, 51.5072]])
    assert distance_on_earth(paris, london) == pytest.approx([343_556], rel=1e-3)
    pole = np.array([[0.0, 90.0]])
    assert distance_on_earth(pole, np.array([[77.0, 0.0]])) == pytest.approx([6_371_008.8 * math.pi / 2])
    assert distance_on_earth(paris, np.array([[np.nan, 1.0]])).tolist() == [inf]
