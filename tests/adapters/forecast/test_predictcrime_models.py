"""patrol:predictcrime and the registry of models: one more entry shows everywhere, and nothing else is touched."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
import pytest

pytest.importorskip("qgis.core")


def options_of(algorithm: Any) -> tuple[str, ...]:
    return tuple(algorithm.parameterDefinition("MODEL").options())


def test_the_words_of_model_are_the_registry(qgis_app) -> None:
    from patrol_planner.algorithms.forecast.models import registry

    algorithm = qgis_app.processingRegistry().algorithmById("patrol:predictcrime")
    assert options_of(algorithm) == registry.words() and options_of(algorithm)[-1] == "auto"
    assert algorithm.parameterDefinition("MODEL").defaultValue() == registry.MODELS[0].word == "blend"
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    assert all(set(method.needs) <= names for method in registry.MODELS)


@dataclass(frozen=True)
class Everywhere:
    """The same expectation in every cell and interval."""

    expected: np.ndarray

    @property
    def probability(self) -> np.ndarray:
        return np.full_like(self.expected, 0.25)

    def importance(self) -> tuple[tuple[str, float], ...]:
        return (("nothing at all", 0.75), ("habit", 0.25))


@pytest.fixture
def with_everywhere(qgis_app, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The algorithm's module as QGIS would load it with a model more in the registry."""
    from patrol_planner.algorithms.forecast.models import registry
    from patrol_planner.algorithms.methods import Method
    from patrol_planner.processing.forecast import predictcrime

    def fit(training, intervals, control) -> Everywhere:
        return Everywhere(np.full((training.events.cells, intervals.number), 0.5))

    method = Method("everywhere", "The same everywhere", "one number for all.", lambda: fit, ("POIS",))
    monkeypatch.setattr(registry, "MODELS", (*registry.MODELS, method))
    spec = importlib.util.spec_from_file_location(f"{predictcrime.__name__}_loaded_anew", predictcrime.__file__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_model_more_is_offered_and_explained(with_everywhere) -> None:
    algorithm = with_everywhere.PredictCrime().create({})
    assert options_of(algorithm)[0] == "blend" and options_of(algorithm)[-2:] == ("everywhere", "auto")
    assert ". everywhere: one number for all. auto:" in algorithm.HELP["MODEL"]
    assert "everywhere: one number for all." in algorithm.shortHelpString()


def test_a_model_more_forecasts_is_tested_and_reported(
    with_everywhere, scattered_incidents, run_algorithm, tmp_path
) -> None:
    incidents, path = scattered_incidents(600), tmp_path / "report.html"
    grid = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", GRID="memory:").layer("GRID")
    done = run_algorithm(
        with_everywhere.PredictCrime().create({}), INCIDENTS=incidents, TIME_FIELD="time", GRID=grid,
        MODEL="everywhere", POIS=incidents, CHECKINS=incidents,
        FORECAST="memory:", IMPORTANCE="memory:", REPORT=str(path),
    )  # fmt: skip
    assert {row["prob"] for row in done.rows("FORECAST")} == {0.25}
    assert [tuple(row.values()) for row in done.rows("IMPORTANCE")] == [("nothing at all", 0.75), ("habit", 0.25)]
    assert "  The same everywhere: hit rate" in done.log and "  plain count: hit rate" in done.log
    assert done["AUC"] == 0.5 < done["BASELINE_AUC"]
    # It is worse than the count, and says so and what to do.
    assert done["GAIN"] == pytest.approx(done["HIT_RATE"] - done["BASELINE_HIT_RATE"])
    assert done["GAIN_LOW"] < done["GAIN"] < done["GAIN_HIGH"] < 0
    assert "the plain count of past incidents hit more often than this model" in done.log
    assert "Choose prior_count as Model, which counts past incidents by the hours of the week, or auto" in done.log
    # It needs the one and not the other.
    assert "Points of interest: not used" not in done.log
    assert "Check-ins: not used; the model everywhere does not learn from them" in done.log
    page = path.read_text(encoding="utf-8")
    assert "The same everywhere" in page and "nothing at all" in page and "self_exciting" not in page
