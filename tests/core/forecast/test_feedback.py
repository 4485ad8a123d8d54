"""The check of feedback: known cities, in which it is known what patrols do to a record."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import Cancelled, PatrolError
from patrol_planner.algorithms.forecast.evaluation.feedback import FeedbackSettings, feedback, gini
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.models import registry
from patrol_planner.algorithms.forecast.places import Places
from patrol_planner.algorithms.forecast.surroundings import Surroundings
from patrol_planner.algorithms.forecast.training import Training
from patrol_planner.algorithms.methods import Method, method_of

START, END = np.datetime64("2024-01-01T00:00:00"), np.datetime64("2024-12-30T00:00:00")
COUNT = method_of(registry.MODELS, "prior_count")


def city(number: np.ndarray, seed: int = 0) -> Training:
    """A year of so many incidents in each of the cells, squares of 100 m in rows of ten."""
    rng = np.random.default_rng(seed)
    cell = np.repeat(np.arange(len(number)), number)
    column, row = np.arange(len(number)) % 10, np.arange(len(number)) // 10
    x, y = (100.0 * (place[cell] + rng.random(len(cell))) for place in (column, row))
    time = START + rng.integers(0, 52 * 7 * 86_400, len(cell)).astype("timedelta64[s]")
    time[0] = START
    events = CellEvents(cell, time, len(number), x, y)
    places = Places(100.0 * column + 50.0, 100.0 * row + 50.0, np.full(len(number), 1e4))
    return Training(events, 365.0, END, Surroundings(places, events))


EVEN = city(np.full(50, 40))
# More than 5,000 incidents: one draw tells enough.
UNEVEN = city((np.arange(50) ** 2 // 7 + 1).astype(int))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_gini_is_the_mean_difference_over_twice_the_mean(values):
    array = np.array(values)
    differences = sum(abs(one - other) for one, other in product(values, values))
    expected = differences / (2.0 * len(values) ** 2 * array.mean()) if array.sum() > 0 else 0.0
    assert gini(array) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("values", "expected"), [([1, 1, 1], 0), ([0, 0, 0, 5], 0.75), ([0, 1], 0.5), ([0, 0], 0)])
def test_known_ginis(values, expected):
    assert gini(np.array(values, dtype=float)) == pytest.approx(expected)


@pytest.mark.parametrize("settings", [{"discovered": 0.0}, {"reported": 1.0}])
def test_where_patrols_find_nothing_they_change_nothing(settings):
    found = feedback(registry.MODELS[:2], UNEVEN, FeedbackSettings(12, 10.0, **settings))
    for course in found.courses:
        assert course.added == 0.0 and course.inevitable == pytest.approx(0.0, abs=1e-12) and not course.runs_away


def test_equal_places_are_made_unequal_by_patrols_alone():
    """Ensign et al. (2018): nothing differs but where patrols were first, and they stay there."""
    found = feedback([COUNT], EVEN, FeedbackSettings(50, 10.0, reported=0.05, discovered=1.0))
    (course,) = found.courses
    assert found.truth == pytest.approx(0.0, abs=1e-12) and course.inevitable == pytest.approx(0.0, abs=1e-9)
    assert course.runs_away and course.with_patrols > 0.5 > 0.15 > course.without
    # A tenth of the cells has a tenth of the true incidents, whichever they are.
    assert course.met_last == pytest.approx(0.1)


def test_where_places_differ_a_count_stays_within_what_looking_explains():
    found = feedback([COUNT], UNEVEN, FeedbackSettings(50, 10.0))
    (course,) = found.courses
    assert found.truth == pytest.approx(gini(UNEVEN.known.a_cell()))
    assert 0.0 < course.added < 1.3 * course.inevitable and not course.runs_away
    assert course.met_last == pytest.approx(course.met_first, abs=0.03)


@dataclass(frozen=True)
class Fixed:
    """A forecast whatever happens."""

    expected: np.ndarray


def model_of(fit, **given) -> Method:
    return Method("own", "own", "own.", lambda: fit, **given)


def test_patrols_spread_evenly_make_nothing_unequal():
    even = model_of(lambda training, intervals, control: Fixed(np.ones((50, 1))))
    (course,) = feedback([even], UNEVEN, FeedbackSettings(10, 10.0)).courses
    assert course.gini.tolist() == [0.0] * 10 and course.added == 0.0
    assert course.met_first == pytest.approx(0.1)


def test_a_model_that_exaggerates_what_it_reads_runs_away():
    def fit(training, intervals, control):
        return Fixed(training.known.a_cell()[:, None] ** 4 + 1e-9)

    exaggerated, plain = feedback([model_of(fit), COUNT], UNEVEN, FeedbackSettings(50, 10.0)).courses
    assert exaggerated.runs_away and not plain.runs_away


def test_a_round_learns_from_all_that_was_recorded_before_it_and_from_nothing_else():
    seen = []

    def fit(training, intervals, control):
        seen.append((training.until, intervals.start, len(training.events), training.events.time.max()))
        return Fixed(training.known.a_cell()[:, None] + 0.0)

    feedback([model_of(fit)], UNEVEN, FeedbackSettings(20, 100.0, reported=0.5, discovered=1.0))
    with_patrols, without = seen[:20], seen[20:]
    week = np.timedelta64(7, "D")
    assert [one[0] for one in with_patrols] == [END + number * week for number in range(20)]
    assert all(until == start and last < until for until, start, _, last in seen)
    # All that happens is recorded: twice what was reported before, a week at a time.
    new = np.diff([one[2] for one in with_patrols])
    expected = 2.0 * len(UNEVEN.events) / 52.0
    assert abs(new.mean() - expected) < 4 * np.sqrt(expected / 19)
    reported = (without[-1][2] - len(UNEVEN.events)) / 19
    assert abs(reported - expected / 2) < 4 * np.sqrt(expected / 2 / 19)


def test_slow_models_are_fitted_every_tenth_round_and_those_with_layers_not_at_all():
    times = []

    def fit(training, intervals, control):
        times.append(training.until)
        return Fixed(training.known.a_cell()[:, None] + 0.0)

    slow, layered = model_of(fit, packages=("scipy",)), model_of(fit, needs=("POIS",))
    found = feedback([slow, layered], UNEVEN, FeedbackSettings(50, 10.0))
    assert found.courses[0].rounds.tolist() == list(range(0, 50, 10)) and found.not_tried == ("own",)
    # Five with patrols, and the last of them without.
    assert len(times) == 6


def test_incidents_happen_where_they_happened():
    def fit(training, intervals, control):
        events = training.events
        assert (events.cell == (events.y // 100 * 10 + events.x // 100).astype(int)).all()
        return Fixed(training.known.a_cell()[:, None] + 0.0)

    feedback([model_of(fit)], UNEVEN, FeedbackSettings(5, 10.0))


def test_equal_seeds_are_equal_and_others_differ():
    first, again, other = (feedback([COUNT], EVEN, FeedbackSettings(8, 10.0, seed=seed)) for seed in (1, 1, 2))
    assert (first.courses[0].gini == again.courses[0].gini).all()
    assert (first.courses[0].gini != other.courses[0].gini).any()


@pytest.mark.parametrize("rounds", [1, 2])
def test_few_rounds_will_do(rounds):
    found = feedback(registry.MODELS, UNEVEN, FeedbackSettings(rounds, 10.0))
    assert len(found.courses) + len(found.not_tried) == len(registry.MODELS)
    assert all(np.isfinite(course.with_patrols) for course in found.courses)


def test_every_model_is_tried_on_a_small_record():
    found = feedback(registry.MODELS, city(np.array([3, 0, 1, 5, 2, 0])), FeedbackSettings(10, 20.0))
    for course in found.courses:
        assert np.isfinite(course.gini).all() and (course.gini >= 0).all() and (course.gini < 1).all()


def test_fewer_incidents_are_drawn_several_times_and_what_is_noise_is_no_verdict():
    """A record of 60: what kernels or last weeks add in one draw is as often less than explained as more."""
    rare = city(np.random.default_rng(1).multinomial(60, np.full(50, 0.02)))
    found = feedback(registry.MODELS, rare, FeedbackSettings(20, 10.0))
    assert all(course.noise > 0.0 for course in found.courses if course.word != "blend")
    assert not any(course.runs_away for course in found.courses)
    (course,) = feedback([COUNT], UNEVEN, FeedbackSettings(5, 10.0)).courses
    assert course.noise == 0.0


@pytest.mark.parametrize(
    "wrong",
    [{"rounds": 0}, {"rounds": 521}, {"reported": 0.0}, {"reported": 1.5}, {"discovered": -0.1}, {"discovered": 2}],
)
def test_what_is_wrong_is_refused(wrong):
    with pytest.raises(PatrolError):
        FeedbackSettings(**wrong)


def test_it_can_be_stopped_and_tells_how_far_it_is():
    told: list[float] = []
    feedback([COUNT, COUNT], UNEVEN, FeedbackSettings(10, 10.0), Control(progress=told.append))
    assert told == sorted(told) and 0.8 < told[-1] <= 1.0
    with pytest.raises(Cancelled):
        feedback([COUNT], UNEVEN, FeedbackSettings(10, 10.0), Control(should_stop=lambda: True))
