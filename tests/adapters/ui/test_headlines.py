"""What the panel says of a plan besides its figures: a replay, an incomplete one, where it is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

NUMBERS = {
    "riskgrid": {"INCIDENTS_USED": 100, "SKIPPED": 0},
    "assignofficers": {
        "VISITED": 29,
        "OFFICERS_USED": 5,
        "REWARD": 150.0,
        "BASELINE_REWARD": 100.0,
        "BASELINE_VISITED": 32,
        "CALLS_KNOWN": 9,
        "CALLS_ANSWERED": 8,
    },
}


@pytest.mark.parametrize(
    ("days", "figures", "replay"),
    [
        # The algorithm tells by the calls themselves; the day of the shift does not decide.
        (-400, {"CALLS_KNOWN": 9, "REPLAY": 1}, True),
        (0, {"CALLS_KNOWN": 9, "REPLAY": 1}, True),
        (-1, {"CALLS_KNOWN": 9, "REPLAY": 0}, False),
        (-1, {"CALLS_KNOWN": 0, "REPLAY": 0}, False),
        # A plan that did not come so far.
        (-1, None, False),
    ],
)
def test_a_plan_that_answers_the_calls_of_a_past_day_is_a_replay(qgis_app, days, figures, replay):
    from patrol_planner.ui.plan.chain import PatrolChain
    from patrol_planner.ui.plan.outcome import DONE, Outcome
    from patrol_planner.ui.settings import PlanSettings

    day = date.today() + timedelta(days)
    chain = PatrolChain()
    chain._plan, chain._outcome = PlanSettings(shift_start=f"{day}T08:00:00"), Outcome(DONE)
    if figures is not None:
        chain._outcome.numbers["assignofficers"] = figures
    assert chain._day_of_replay() == (str(day) if replay else "")


def test_a_replay_is_said_above_the_figures_and_below_the_buttons(qgis_app):
    from qgis.core import QgsProject

    from patrol_planner.ui.plan.headlines import headline_html, sentence
    from patrol_planner.ui.plan.outcome import DONE, Outcome

    usual, replay = Outcome(DONE, numbers=NUMBERS), Outcome(DONE, numbers=NUMBERS, replay="2016-04-01")
    assert headline_html(replay).startswith("<p><b>A replay of 2016-04-01:")
    assert "eplay" not in headline_html(usual)
    assert sentence(replay, QgsProject()).startswith("Replay of 2016-04-01 ready: officers: 5;")
    assert sentence(usual, QgsProject()).startswith("Plan ready: officers: 5;")


def test_where_a_plan_is_kept_is_said_or_why_it_is_not(qgis_app, tmp_path):
    from qgis.core import QgsProject

    from patrol_planner.ui.plan.headlines import headline_html, sentence
    from patrol_planner.ui.plan.outcome import DONE, FAILED, Outcome

    project = QgsProject()
    assert project.write(str(tmp_path / "city.qgz"))
    beside, elsewhere = tmp_path / "patrol_2016-04-01_0800_v1.gpkg", tmp_path / "a" / "patrol_2016-04-01_0800_v1.gpkg"
    kept = Outcome(DONE, numbers=NUMBERS, file=str(beside))
    assert sentence(kept, project).endswith("Saved as patrol_2016-04-01_0800_v1.gpkg beside the project.")
    assert sentence(Outcome(DONE, numbers=NUMBERS, file=str(elsewhere)), project).endswith(f"Saved as {elsewhere}.")
    lost = sentence(Outcome(DONE, numbers=NUMBERS, not_kept="/a: disk full"), project)
    assert lost.endswith("It could not be saved: /a: disk full. Its layers are temporary: save those you want to keep.")
    failed = Outcome(FAILED, "Roads < 1 are none.", {"riskgrid": NUMBERS["riskgrid"]}, file=str(beside))
    assert sentence(failed, project).startswith("No plan: Roads < 1 are none. What was made is in patrol_")
    assert "<b>Incomplete: Roads &lt; 1 are none.</b>" in headline_html(failed)
    assert sentence(Outcome(FAILED, "Nothing fits."), project) == "No plan: Nothing fits."


def test_figures_that_need_it_are_explained_and_no_others():
    from patrol_planner.ui.plan.headlines import headline_html
    from patrol_planner.ui.plan.outcome import DONE, Outcome

    grid = {"riskgrid": {"INCIDENTS_USED": 10, "SKIPPED": 0}}
    tested = {"predictcrime": {"HIT_RATE": 0.5, "PAI": 5.0}}
    untested = {"predictcrime": {"HIT_RATE": None, "PAI": None}}
    officers = {"assignofficers": {"OFFICERS_USED": 5, "VISITED": 9, "REWARD": 12.0}}
    pages = [headline_html(Outcome(DONE, numbers={**grid, **more})) for more in (tested, untested, officers)]
    explained = [
        ["hit rate, the share of" in page, "Not back-tested" in page, "compared with its baseline" in page]
        for page in pages
    ]
    assert explained == [[True, False, False], [False, True, False], [False, False, True]]


def test_what_a_plan_reaches_is_a_row_beside_those_who_stand(qgis_app):
    from patrol_planner.ui.plan.headlines import headline_rows

    def row(**reached):
        found = headline_rows({"assignofficers": {**NUMBERS["assignofficers"], **reached}})
        return next((rest for what, *rest in found if what == "Reaches"), None)

    week = {"REACHED": 24.3, "REACHED_55": 15.5, "REACHED_COUNT": 14.8, "REACHED_EVEN": 3.9}
    unseen = {name.replace("REACHED", "REACHED_UNSEEN"): value / 2 for name, value in week.items()}
    week["WEEK_EVENTS"], unseen["UNSEEN_EVENTS"] = 1228, 701
    # Days that the plan does not know come first.
    assert row(**week, **unseen) == [
        "12 % of 701 incidents of last week in place and hour (8 % if 55 % is delivered)",
        "7 % standing at the busiest places, 2 % spread evenly",
    ]
    assert row(**week, REACHED_UNSEEN=None) == [
        "24 % of 1,228 incidents of last week in place and hour (16 % if 55 % is delivered)",
        "15 % standing at the busiest places, 4 % spread evenly",
    ]
    assert row() is None and row(REACHED=None) is None


@pytest.mark.parametrize(
    ("gain_high", "is_by_count", "offered"),
    [(-0.01, False, True), (-0.01, True, False), (0.02, False, False), (None, False, False)],
)
def test_the_plain_count_is_offered_where_it_hit_more(qgis_app, gain_high, is_by_count, offered):
    from patrol_planner.ui.plan.outcome import DONE, FAILED, Outcome
    from patrol_planner.ui.plan.results import ResultBox

    tested = {"HIT_RATE": 0.3, "PAI": 3.0, "BASELINE_HIT_RATE": 0.33, "BASELINE_PAI": 3.3, "GAIN_HIGH": gain_high}
    box, wanted = ResultBox(), []
    box.count_wanted.connect(lambda: wanted.append(True))
    box.show_outcome(Outcome(DONE, numbers={**NUMBERS, "predictcrime": tested}), is_by_count)
    assert box.by_count.isVisibleTo(box) == offered
    box.by_count.click()
    assert wanted == [True]
    box.show_outcome(Outcome(FAILED, "Nothing fits."), False)
    assert not box.by_count.isVisibleTo(box)
