"""patrol:evaluateforecast: whether models run away where patrols follow them, in the log and in the report."""

from __future__ import annotations

import time

import pytest

core = pytest.importorskip("qgis.core")


@pytest.fixture
def evaluated(run_algorithm, scattered_incidents, tmp_path):
    """More parameters → the outcome and the text of its page, "" without one."""
    incidents = scattered_incidents(600)
    grid = run_algorithm("riskgrid", INCIDENTS=incidents, METHOD="count", GRID="memory:").layer("GRID")

    def run(cancel_at: float | None = None, **given):
        page = tmp_path / "page.html"
        wanted = {
            "INCIDENTS": incidents, "TIME_FIELD": "time", "GRID": grid, "SCORES": "memory:", "SUMMARY": "memory:",
            "MODELS": ["count_ties"], "REPORT": str(page), "TEST_START": "2024-06-01T00:00:00", **given,
        }  # fmt: skip
        wanted = {name: value for name, value in wanted.items() if value is not None}
        done = run_algorithm("evaluateforecast", cancel_at, **wanted)
        return done, page.read_text("utf-8") if page.is_file() else ""

    return run


def test_the_report_shows_every_model_and_says_who_runs_away(evaluated):
    done, page = evaluated(MODELS=["count_ties", "blend"])
    sentence = "Feedback, 50 weeks in which patrols follow the forecast:"
    assert done.log.count(sentence) == 1 and page.count(sentence) == 1
    for words in (
        "Where patrols write the record",
        "without discoveries",
        "runs away",
        "50% are reported",
        "10 % of the",
    ):
        assert words in page, words
    assert all(page.count(f"<td>{word}</td>") >= 2 for word in ("prior_count", "count_ties", "blend"))


def test_fewer_rounds_or_none_are_asked_for(evaluated):
    done, page = evaluated(FEEDBACK_ROUNDS=3)
    assert "Feedback, 3 weeks" in done.log and "Feedback, 3 weeks" in page
    done, page = evaluated(FEEDBACK_ROUNDS=0)
    assert "Feedback" not in done.log and "Where patrols write the record" not in page


def test_without_a_report_it_is_not_done_and_who_asked_is_told(evaluated):
    done, _ = evaluated(REPORT=None)
    assert "eedback" not in done.log
    done, _ = evaluated(REPORT=None, FEEDBACK_ROUNDS=20)
    assert "Weeks of the feedback check is not used without Report. Choose Report, or leave it out." in done.log
    assert "Feedback, 20" not in done.log


def test_equal_seeds_are_equal_and_the_scores_are_what_they_are_without(evaluated):
    (first, one), (again, two) = (evaluated(FEEDBACK_ROUNDS=5) for _ in range(2))
    assert (
        one[one.index("Where patrols") :].split("<footer")[0] == two[two.index("Where patrols") :].split("<footer")[0]
    )
    without, _ = evaluated(FEEDBACK_ROUNDS=0)
    assert first.rows("SUMMARY") == again.rows("SUMMARY") == without.rows("SUMMARY")


@pytest.mark.parametrize("rounds", [-1, 521])
def test_too_many_or_fewer_than_none_are_refused(evaluated, rounds):
    with pytest.raises(core.QgsProcessingException, match="Weeks of the feedback check"):
        evaluated(FEEDBACK_ROUNDS=rounds)


def test_the_most_weeks_are_those_of_the_core(qgis_app):
    from patrol_planner.algorithms.forecast.evaluation.feedback import MOST_ROUNDS
    from patrol_planner.processing.framework.bounds import bounds_of

    algorithm = qgis_app.processingRegistry().algorithmById("patrol:evaluateforecast")
    assert bounds_of(algorithm.parameterDefinition("FEEDBACK_ROUNDS")).most == MOST_ROUNDS


def test_a_cancel_in_the_middle_of_it_is_answered(evaluated, tmp_path):
    # A third is reading, a third writing; of the third between the check is the last part.
    begin = time.monotonic()
    with pytest.raises(core.QgsProcessingException, match="[Cc]ancel"):
        evaluated(60.0, MODELS=["blend", "kernel"], FEEDBACK_ROUNDS=520)
    # Far from what 520 rounds take.
    assert time.monotonic() - begin < 60 and not (tmp_path / "page.html").exists()
