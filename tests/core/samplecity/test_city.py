"""The sample city: equal seed, equal city, whose incidents follow the truth it states."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial import KDTree

from patrol_planner.algorithms.cells.grid import Grid
from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.samplecity.city import make_city
from patrol_planner.algorithms.samplecity.crime import draw_incidents
from patrol_planner.algorithms.samplecity.sizes import SIZES

# Rumi, Qin and Salim, table I, typed from the paper.
TABLE_I = {
    1: "False Alarms, Nuisance Mischief, Missing Person, Missing Property, Trespass, Fraud call, Mental health, prowl",
    2: "Animal complaints, Theft, Disturbances, hazards, shoplifting, property damage, suspicious circumstances",
    3: "Burglary, Liquor violations, Narcotics complaints",
    4: "Assaults, Sex Offender, Prostitution, Reckless burning, Robbery, Threats, Harassment",
    5: "Accident, Arrest, Homicide, Person Down/Injury, Weapons calls",
}


@pytest.fixture(scope="module")
def small():
    return make_city("small", 1)


@pytest.fixture(scope="module")
def medium():
    return make_city("medium", 1)


@pytest.fixture(scope="module")
def large():
    return make_city("large", 1)


def counts_per_cell(city, xy):
    """Incidents per cell, counted without the grid's own code."""
    grid = city.truth.grid
    rows = np.arange(grid.rows + 1) * 250.0
    counts, _, _ = np.histogram2d(
        grid.y_max - xy[:, 1], xy[:, 0] - grid.x_min, bins=[rows, np.arange(grid.cols + 1) * 250.0]
    )
    return counts.ravel()


def recovered(city):
    """The share of the truth's hot cells among as many cells with the most drawn incidents."""
    counts = counts_per_cell(city, city.incidents.xy)
    top = np.argsort(-counts, kind="stable")[: city.truth.hotspot.sum()]
    return city.truth.hotspot[top].mean()


def hours_and_days(time):
    """Hour 0–23 and weekday Monday = 0, from Python's own calendar."""
    moments = time.astype("datetime64[s]").tolist()
    return np.array([moment.hour for moment in moments]), np.array([moment.weekday() for moment in moments])


# --- sizes, seeds


def test_sizes_are_as_promised(small, medium, large):
    assert [len(city.incidents.time) for city in (small, medium, large)] == [2_500, 15_000, 50_000]
    assert 19_000 < len(large.streets) < 21_000
    assert len(small.officers.name) == 5
    assert [city.truth.grid.shape for city in (small, medium, large)] == [(14, 14), (28, 28), (64, 64)]


def arrays_of(city):
    return {
        "roads": city.streets.paths,
        "oneway": city.streets.oneway,
        "facilities": city.facilities.xy,
        "incidents": city.incidents.xy,
        "times": city.incidents.time,
        "category": city.category,
        "severity": city.severity,
        "calls": city.calls.xy,
        "call times": city.calls.time,
        "checkins": city.checkins.time,
        "users": city.checkins.user,
        "stations": city.stations,
        "beats": city.beats.corners,
        "expected": city.truth.expected,
        "hours": city.truth.hours,
    }


def test_equal_seed_equal_city_and_another_seed_another(small):
    again, other = arrays_of(make_city("small", 1)), arrays_of(make_city("small", 2))
    for name, values in arrays_of(small).items():
        assert np.array_equal(values, again[name]), name
        assert not np.array_equal(values, other[name]), name


def test_bad_values_say_what_to_do():
    with pytest.raises(PatrolError, match="one of small, medium, large, not 'huge'"):
        make_city("huge", 1)
    with pytest.raises(PatrolError, match="seed must be 0 or a greater whole number, not -1"):
        make_city("small", -1)


def test_cancel_is_heard_in_the_longest_part():
    seen = []
    with pytest.raises(Cancelled):
        make_city("small", 1, Control(lambda: bool(seen) and seen[-1] > 0.6, seen.append))
    assert 0.6 < seen[-1] < 0.9
    assert seen == sorted(seen)


# --- truth


@pytest.mark.parametrize(
    ("size", "seeds"), [("small", range(12)), ("medium", range(4)), ("large", (1, 5))], ids=["small", "medium", "large"]
)
def test_the_hottest_cells_are_found_in_the_drawn_incidents(size, seeds):
    shares = {seed: recovered(make_city(size, seed)) for seed in seeds}
    assert min(shares.values()) >= 0.8, shares


def test_hot_cells_are_the_top_five_percent_and_planted(medium):
    truth = medium.truth
    assert truth.hotspot.sum() == 39  # 5 % of 784 cells
    assert truth.expected[truth.hotspot].min() > truth.expected[~truth.hotspot].max()
    assert (truth.planted[truth.hotspot] > 0).all()
    sides = SIZES["medium"].hotspot_sides
    assert [int((truth.planted == number + 1).sum()) for number in range(len(sides))] == [side**2 for side in sides]


def test_the_truth_is_on_the_grid_that_covers_the_roads(small):
    xy = small.streets.paths.reshape(-1, 2)
    covering = Grid.covering(*xy.min(axis=0), *xy.max(axis=0), 250.0)
    grid = small.truth.grid
    assert (grid.x_min, grid.y_max, grid.shape) == (covering.x_min, covering.y_max, covering.shape)
    assert grid.x_min % 250 == 0
    assert grid.y_max % 250 == 0
    assert (grid.flat_index(*small.incidents.xy.T) >= 0).all()


def test_expected_numbers_agree_with_many_years_of_incidents(small):
    """Draw 200 more years from the generator: their mean must be what the truth says, near repeats included."""
    years = 200
    rng = np.random.default_rng(99)
    total = sum(counts_per_cell(small, draw_incidents(small.model, rng).xy) for _ in range(years))
    expected = years * small.truth.expected
    assert expected.sum() == pytest.approx(years * 2_500)
    # Repeats come in pairs with what they repeat, so the spread is a little more than Poisson's.
    z = (total - expected) / np.sqrt(1.5 * expected + 1)
    assert np.abs(z).max() < 5
    assert (z**2).mean() < 1.6
    assert np.abs(total - expected).sum() / expected.sum() < 0.03


def test_expected_hours_agree_with_many_years_of_incidents(small):
    """Of all cells by hour of the week, and of each hot cell by hour of the day."""
    years, rng, truth = 200, np.random.default_rng(98), small.truth
    cell, hour = [], []
    for _ in range(years):
        drawn = draw_incidents(small.model, rng)
        cell.append(truth.grid.flat_index(*drawn.xy.T))
        # 1 January 2024 is a Monday.
        hour.append((drawn.time - np.datetime64("2024-01-01")).astype("timedelta64[h]").astype(int) % 168)
    counts = np.zeros_like(truth.hours)
    np.add.at(counts, (np.concatenate(cell), np.concatenate(hour)), 1)
    assert truth.hours.shape == (len(truth.expected), 168)
    np.testing.assert_allclose(truth.hours.sum(axis=1), truth.expected)
    np.testing.assert_allclose(truth.hours_of_day.sum(axis=1), truth.expected)
    for real, expected in (
        (counts.sum(axis=0), years * truth.hours.sum(axis=0)),
        (counts.reshape(len(counts), 7, 24).sum(axis=1)[truth.hotspot], years * truth.hours_of_day[truth.hotspot]),
    ):
        z = (real - expected) / np.sqrt(1.5 * expected + 1)
        assert np.abs(z).max() < 5 and (z**2).mean() < 1.6
    # Hours of their own: what is hot at night is another place than what is hot at noon.
    hot = truth.hours_of_day[truth.hotspot]
    assert np.ptp(hot[:, 22] / hot[:, 12]) > 1


def test_truth_does_not_depend_on_the_drawn_incidents(small):
    """The expected numbers are smooth sums, not counts of the layer."""
    counts = counts_per_cell(small, small.incidents.xy)
    assert np.corrcoef(counts, small.truth.expected)[0, 1] > 0.97
    assert (np.abs(small.truth.expected - np.rint(small.truth.expected)) > 1e-6).mean() > 0.95


# --- incidents


def test_incidents_lie_along_streets_within_the_year(small):
    paths = small.streets.paths
    first, step = paths[:, :2].reshape(-1, 2), (paths[:, 1:] - paths[:, :2]).reshape(-1, 2)
    # Only segments whose middle is near can be nearest.
    candidates = KDTree(first + step / 2).query(small.incidents.xy, k=12)[1]
    offset = small.incidents.xy[:, None] - first[candidates]
    along = np.clip((offset * step[candidates]).sum(axis=2) / (step[candidates] ** 2).sum(axis=2), 0, 1)
    distance = np.hypot(*(offset - along[..., None] * step[candidates]).transpose(2, 0, 1)).min(axis=1)
    assert distance.max() < 13
    time = small.incidents.time
    assert time.min() >= np.datetime64("2024-01-01T00:00")
    assert time.max() < np.datetime64("2025-01-01T00:00")
    assert (np.diff(time) >= np.timedelta64(0, "s")).all()
    assert (time == time.astype("datetime64[m]")).all()


def test_bars_wake_at_weekend_nights_and_shops_by_day(medium):
    hour, day = hours_and_days(medium.incidents.time)
    kind = np.array(medium.model.kind)[medium.incidents.source]
    night = (hour >= 20) | (hour < 4)
    # Friday evening to early Sunday.
    weekend_night = ((day == 4) & (hour >= 20)) | (day == 5) & night | ((day == 6) & (hour < 4))
    shop_hours = (hour >= 9) & (hour < 19) & (day < 6)
    assert weekend_night[kind == "nightlife"].mean() > 0.4
    assert weekend_night[kind == "shopping"].mean() < 0.1
    assert shop_hours[kind == "shopping"].mean() > 0.7
    assert shop_hours[kind == "nightlife"].mean() < 0.3
    assert (day[kind == "school"] < 5).mean() > 0.9
    assert 0.5 < (medium.incidents.source < len(medium.hotspots)).mean() / 0.42 < 1.5


def test_near_repeats_follow_within_200_m_and_7_days(medium):
    drawn = medium.incidents
    repeat = np.flatnonzero(drawn.first >= 0)
    first = drawn.first[repeat]
    assert len(repeat) == 2_700  # 18 % of 15,000
    assert (drawn.first[first] == -1).all()
    assert np.hypot(*(drawn.xy[repeat] - drawn.xy[first]).T).max() <= 200
    delay = drawn.time[repeat] - drawn.time[first]
    assert delay.min() > np.timedelta64(0, "s")
    assert delay.max() <= np.timedelta64(7, "D")


def test_near_repeats_show_in_a_knox_test(small):
    """Pairs near in space and time are more than after shuffling the times, the usual evidence of near repeats."""
    pairs = KDTree(small.incidents.xy).query_pairs(200.0, output_type="ndarray")
    # Hotspots have a rhythm by hour and weekday only, so shuffling whole dates leaves nothing but the repeats.
    day = small.incidents.time.astype("datetime64[D]").astype(np.int64)

    def close(days):
        return (np.abs(days[pairs[:, 0]] - days[pairs[:, 1]]) <= 7).sum()

    rng = np.random.default_rng(4)
    shuffled = np.array([close(rng.permutation(day)) for _ in range(30)])
    assert close(day) > shuffled.mean() + 5 * shuffled.std()


def test_severity_and_category(small):
    assert small.severity.min() >= 1
    assert small.severity.max() <= 5
    mean = {name: small.severity[small.category == name].mean() for name in set(small.category)}
    assert mean["robbery"] > mean["burglary"] > mean["shoplifting"]


# --- what goes with it


def test_facilities_gather_where_their_hotspots_are(medium):
    kinds = np.array(medium.hotspots.kind)

    def share_within(kind, facility):
        tree = KDTree(medium.hotspots.xy[kinds == kind])
        return (tree.query(medium.facilities.xy[medium.facilities.type == facility])[0] < 400).mean()

    assert {"bar", "shop", "school", "bank", "station"} <= set(medium.facilities.type)
    assert share_within("nightlife", "bar") > 0.4 > share_within("nightlife", "school")
    assert share_within("shopping", "shop") > 0.25 > share_within("shopping", "school")


def test_calls_carry_the_priorities_of_the_paper(medium):
    priority = {name: number for number, names in TABLE_I.items() for name in names.split(", ")}
    calls = medium.calls
    assert [priority[name] for name in calls.type] == calls.priority.tolist()
    assert set(calls.type) <= set(priority)
    assert len(set(calls.type)) > 20
    assert calls.time.min() >= np.datetime64("2024-12-04T00:00")
    assert np.datetime64("2024-12-31T18:00") < calls.time.max() < np.datetime64("2024-12-31T20:00")
    assert len(np.unique(calls.time.astype("datetime64[D]"))) == 28


def test_checkins_are_at_venues_of_their_type(small):
    checkins = small.checkins
    distance, venue = KDTree(small.facilities.xy).query(checkins.xy)
    assert distance.max() == 0
    assert (small.facilities.type[venue] == checkins.venue).all()
    visits = np.unique(checkins.user, return_counts=True)[1]
    assert len(visits) > 300
    # Favourites: two visits of one user are at one venue far more often than two visits of anyone.
    order = np.argsort(checkins.user, kind="stable")
    same_user = checkins.user[order][1:] == checkins.user[order][:-1]
    same_venue = venue[order][1:] == venue[order][:-1]
    anyone = (np.bincount(venue) / len(venue)) @ (np.bincount(venue) / len(venue))
    assert same_venue[same_user].mean() > 3 * anyone


def test_officers_start_at_stations_for_the_day_shift(small):
    officers = small.officers
    assert KDTree(small.stations).query(officers.xy)[0].max() == 0
    assert set(officers.shift_on) == {np.datetime64("2024-12-31T08:00:00")}
    assert set(officers.shift_off) == {np.datetime64("2024-12-31T20:00:00")}
    taken = ~np.isnat(officers.break_on)
    assert 0 < taken.sum() < len(taken)
    assert (np.isnan(officers.break_min) == ~taken).all()
    assert ((officers.break_on > officers.shift_on) & (officers.break_on < officers.shift_off))[taken].all()
    assert (officers.speed_kmh > 0).all()
    assert KDTree(small.streets.node_xy).query(small.stations)[0].max() == 0


@pytest.mark.parametrize("size", ["small", "medium"])
def test_beats_divide_the_city(size, request):
    city = request.getfixturevalue(size)
    corners = city.beats.corners
    following = np.roll(corners, -1, axis=1)
    areas = (corners[..., 0] * following[..., 1] - corners[..., 1] * following[..., 0]).sum(axis=1) / 2
    assert (areas > 0).all()
    assert areas.sum() == pytest.approx(city.size.side_m**2, rel=1e-9)
    # Each incident is on the left of all four sides of exactly one beat.
    step, offset = (following - corners)[None], city.incidents.xy[:, None, None] - corners[None]
    inside = (step[..., 0] * offset[..., 1] - step[..., 1] * offset[..., 0] >= 0).all(axis=2)
    assert (inside.sum(axis=1) == 1).all()
    assert len(set(city.beats.beat)) == len(corners)
