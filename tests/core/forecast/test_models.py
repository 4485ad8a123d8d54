"""The registry of forecast models: whatever stands in it is fitted, back-tested and ranked, known by its word alone."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import numpy as np
import pytest
from cityevents import square_places
from pastevents import DAY, MONDAY, planted, somewhere

from patrol_planner.algorithms.control import Control
from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.forecast.events import CellEvents
from patrol_planner.algorithms.forecast.forecast import ForecastSettings, make_forecast
from patrol_planner.algorithms.forecast.intervals import Intervals
from patrol_planner.algorithms.forecast.models import registry
from patrol_planner.algorithms.forecast.models.model import ForecastModel
from patrol_planner.algorithms.forecast.surroundings import Surroundings
from patrol_planner.algorithms.forecast.training import Training
from patrol_planner.algorithms.methods import Method, choices


@dataclass(frozen=True)
class CellNumber:
    """The higher its number, the likelier a cell."""

    expected: np.ndarray

    @property
    def probability(self) -> np.ndarray:
        return self.expected / 1000

    def importance(self) -> tuple[tuple[str, float], ...]:
        return (("number of the cell", 1.0),)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Training]:
    """What the model cell_number was given to learn from, once it is in the registry."""
    given: list[Training] = []

    def fit(training: Training, intervals: Intervals, control: Control) -> CellNumber:
        given.append(training)
        cells = np.arange(training.events.cells, dtype=np.float64)
        return CellNumber(np.repeat(cells[:, None], intervals.number, axis=1))

    method = Method("cell_number", "Number of the cell", "its number", lambda: fit)
    monkeypatch.setattr(registry, "MODELS", (*registry.MODELS, method))
    return given


def test_another_model_is_fitted_tested_and_ranked(seen: list[Training]) -> None:
    settings = ForecastSettings(180, 5, model="cell_number")
    found = make_forecast(somewhere(planted(5), np.ones(100)), Intervals(MONDAY, 2, 12), settings)
    assert found.rank[:, 0].tolist() == list(range(100, 0, -1))
    assert found.probability[7, 3] == 0.007
    assert found.model.importance() == (("number of the cell", 1.0),)
    assert found.test is not None and found.test.model.name == "Number of the cell"
    # What was planted lies in the cells of low numbers, which the plain count finds.
    assert found.test.model.hit_rate < 0.1 < found.test.baseline.hit_rate
    # The last third of the record is held out once more, for the bounds.
    *tests, forecast, bounds = seen
    assert [training.until for training in tests] == [MONDAY - weeks * 7 * DAY for weeks in (4, 3, 2, 1)]
    assert forecast.until == MONDAY and bounds.until == MONDAY - 8 * 7 * DAY
    assert all(training.events.time.max() < training.until for training in (*tests, bounds))


def test_the_first_model_is_the_default_and_unknown_words_are_refused(seen: list[Training]) -> None:
    assert ForecastSettings().model == registry.MODELS[0].word
    with pytest.raises(PatrolError, match="must be one of blend, prior_count, (.*, )?cell_number, auto, not 'guess'"):
        ForecastSettings(model="guess")


@pytest.mark.parametrize("method", registry.MODELS, ids=choices(registry.MODELS))
def test_every_model_keeps_the_protocol(method: Method) -> None:
    known, week, places = planted(2), Intervals(MONDAY, 12, 14), square_places(10)

    def fitted(cell: np.ndarray, time: np.ndarray) -> ForecastModel:
        some = CellEvents(cell, time, known.cells, places.x[cell], places.y[cell])
        return method.load()(Training(some, 150, MONDAY, Surroundings(places, some)), week, Control())

    first = fitted(known.cell, known.time)
    second = fitted(np.append(known.cell, [42] * 500), np.append(known.time, [MONDAY] * 500))
    assert first.expected.shape == first.probability.shape == (100, 14)
    assert (first.expected >= 0).all() and ((first.probability >= 0) & (first.probability <= 1)).all()
    np.testing.assert_array_equal(first.expected, second.expected, "the future was seen")
    assert sum(share for _, share in first.importance()) == pytest.approx(1)


def test_the_words_are_read_without_numpy(plugin_parent) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import patrol_planner.algorithms.forecast.models.registry; "
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(plugin_parent)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
