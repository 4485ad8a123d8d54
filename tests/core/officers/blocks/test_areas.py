"""Areas, the deterrence curves, what settings and places refuse, and the ordinary assignment of a plan of blocks."""

from __future__ import annotations

import numpy as np
import pytest
from blockcases import EIGHT, officers_of, places_of, problem_of, settings_of

from patrol_planner.algorithms.errors import PatrolError
from patrol_planner.algorithms.officers.blocks.areas import make_areas
from patrol_planner.algorithms.officers.blocks.deterrence import FIFTEEN_A_DAY, KOPER, Deterrence, preset
from patrol_planner.algorithms.officers.blocks.plan import NOBODY, Area, Block, area_letter, assignment_of
from patrol_planner.algorithms.officers.blocks.planner import plan_blocks
from patrol_planner.algorithms.officers.blocks.problem import BlockProblem
from patrol_planner.algorithms.officers.problem import AssignmentSettings, PatrolNodes, PatrolProblem
from patrol_planner.algorithms.officers.reward import CALL, COLDSPOT, HOTSPOT


def members(problem, **changed):
    return [area.places for area in make_areas(problem, settings_of(**changed))]


def on_a_line(x, heat, officers=1, beat=None, **marks):
    places = places_of(x, np.zeros(len(x)), np.array(heat, dtype=float)[:, None] / 100.0, 720.0, **marks)
    return problem_of(places, officers_of(officers), beat=beat)


def test_areas_grow_by_the_hottest_within_reach_of_a_member():
    # From 4 (hottest) by 3 (300 m, hotter than 5), then 5 (350 m), then 2 by way of 3; 1 would be a fifth.
    problem = on_a_line([0, 400, 700, 1000, 1300, 1650], [1, 1, 3, 5, 9, 4])
    assert members(problem, grow_min=60.0) == [(4, 3, 5, 2), (0, 1)]
    assert members(problem, grow_min=60.0, area_places=2)[0] == (4, 3)
    assert members(problem, grow_min=60.0, grow_m=300.0)[0] == (4, 3, 2, 1)


def test_an_area_stays_quick_to_go_round():
    # 300 m by 1.3 at 24 km/h are 0.975 minutes: from the hottest one and then two steps away fit into two minutes.
    problem = on_a_line([0, 300, 600, 900, 1200], [9, 5, 5, 5, 5])
    assert members(problem, grow_min=2.0)[0] == (0, 1, 2)


def test_areas_are_made_for_those_on_duty_and_for_every_must():
    heat = np.arange(40, 0, -1)
    x = 1000.0 * np.arange(40)
    assert len(members(on_a_line(x, heat, 3))) == 6
    must = np.arange(40) >= 38
    found = members(on_a_line(x, heat, 3, must=must))
    assert len(found) == 6 and {(38,), (39,)} <= set(found)
    assert len(members(on_a_line(x, heat, 1, must=np.arange(40) >= 35))) == 5


def test_nobody_goes_where_it_is_forbidden_or_nothing_is_expected():
    problem = on_a_line([0, 200, 400, 600], [9, 8, 7, 0], forbidden=[False, True, False, False])
    assert members(problem) == [(0, 2)]


def test_areas_lie_in_one_hard_beat_each_and_belong_to_its_officers():
    places = places_of([0, 200, 400, 600], [0] * 4, [[0.09], [0.08], [0.07], [0.06]], 720.0, beat=[0, 0, 1, 1])
    problem = problem_of(places, officers_of(2), beat=[1, 0])
    areas = make_areas(problem, settings_of())
    assert [(area.places, area.owner) for area in areas] == [((0, 1), 1), ((2, 3), 0)]
    assert members(problem, beat_rule="soft") == [(0, 1, 2, 3)]


def test_a_beat_that_is_nobodys_belongs_to_nobody():
    places = places_of([0, 3000], [0, 0], [[0.09], [0.08]], 720.0, beat=[0, 1])
    areas = make_areas(problem_of(places, officers_of(1), beat=[1]), settings_of())
    assert [area.owner for area in areas] == [NOBODY, 0]


def test_officers_share_areas_so_that_all_have_about_as_much():
    # Two far pairs of places; a hot and a cold one in each. Nobody gets both hot ones.
    problem = on_a_line([0, 5000, 5600, 600], [9, 8, 2, 1], 2)
    areas = make_areas(problem, settings_of())
    owner = {area.places[0]: area.owner for area in areas}
    assert owner[0] != owner[1] and owner[0] == owner[3] and owner[1] == owner[2]


def test_letters():
    assert [area_letter(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_deterrence_is_read_off_the_table():
    assert KOPER.after(np.array([0.0, 7.5, 10.0, 12.5, 60.0])).tolist() == pytest.approx([0.0, 17.5, 30.0, 32.5, 35.0])
    assert FIFTEEN_A_DAY.after(np.array([10.0, 15.0])).tolist() == pytest.approx([0.0, 1440.0])
    assert preset("koper") is KOPER
    with pytest.raises(PatrolError, match="must be one of koper, fifteen_a_day, not 'x'"):
        preset("x")


@pytest.mark.parametrize(
    ("stay", "effect", "said"),
    [
        ([], [], "needs both in each of its rows"),
        ([1.0], [1.0, 2.0], "1 lengths of stay but 2 effects"),
        ([1.0, np.nan], [1.0, 2.0], "the stay in row 2 is nan"),
        ([1.0, 2.0], [-1.0, 2.0], "the effect in row 1 is -1"),
        ([2.0, 2.0], [1.0, 2.0], "row 2 is not longer"),
    ],
)
def test_a_curve_that_is_none_is_refused(stay, effect, said):
    with pytest.raises(PatrolError, match=said):
        Deterrence(np.array(stay), np.array(effect))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"shift_hours": 0.0}, "The shift .hours. must be greater than 0, not 0"),
        ({"dwell_min": np.nan}, "The dwell time"),
        ({"block_min": 40.0, "block_max": 35.0}, "must not be shorter than the shortest .40."),
        ({"dwell_min": 31.0}, "A stop of 31 minutes does not fit into a block of 30"),
        ({"free_share": 1.0}, "from 0 to below 1, not 1"),
        ({"pause_min": -1.0}, "must be 0 or more, not -1"),
        ({"most_rows": 0}, "at least 1 is needed, not 0"),
        ({"beat_rule": "loose"}, "must be one of hard, soft, not 'loose'"),
        ({"moves": -1}, "must be 0 or more, not -1"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changed, said):
    with pytest.raises(PatrolError, match=said):
        settings_of(**changed)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rate": [[0.1], [-0.1]]}, "The rate of place 2 is negative or no number"),
        ({"rate": [[0.1], [0.1], [0.1]]}, "2 places but 3 rate"),
        ({"rate": [0.1, 0.1]}, "a column for each slot"),
        ({"slot_min": 0.0}, "A slot of the rates must be greater than 0"),
        ({"must": [True, False], "forbidden": [True, False]}, "place 1 is both a must and forbidden"),
    ],
)
def test_places_that_make_no_sense_are_refused(changed, said):
    with pytest.raises(PatrolError, match=said.replace("The rate", "the rate")):
        places_of(**{"x": [0, 100], "y": [0, 0], "rate": [[0.1], [0.1]], "slot_min": 720.0, **changed})


def test_officers_and_places_must_match_the_travel_times():
    problem = on_a_line([0, 200], [1, 1])
    with pytest.raises(PatrolError, match="1 officers but 2 home"):
        BlockProblem(
            problem.places, problem.officers, np.array([0, 1]), problem.travel, problem.speed_class, problem.beat
        )
    with pytest.raises(PatrolError, match="a place is number 9 of the travel times, which have 3"):
        BlockProblem(problem.places, problem.officers, np.array([9]), problem.travel, problem.speed_class, problem.beat)


def test_an_area_and_a_block_need_places_and_legs():
    with pytest.raises(PatrolError, match="Area A needs places"):
        Area("A", (1, 1), 0)
    with pytest.raises(PatrolError, match="needs stops"):
        Block(0, 0, (), (), 0.0)


def two_hours_in_two_cells():
    """A plan in two cells whose nodes are hours; the second cell has none for the second hour."""
    problem = on_a_line([0, 200], [5, 5])
    hour = [(0, 0.0, HOTSPOT), (0, 60.0, COLDSPOT), (1, 0.0, COLDSPOT)]
    nodes = PatrolNodes(
        place=np.array([*(place for place, _, _ in hour), 0]),
        kind=np.array([*(kind for _, _, kind in hour), CALL]),
        weight=np.zeros(4),
        priority=np.ones(4),
        start_min=np.array([*(start for _, start, _ in hour), 5.0]),
        end_min=np.array([*(start + 60.0 for _, start, _ in hour), np.inf]),
    )
    patrol = PatrolProblem(nodes, problem.officers, problem.home, problem.travel, problem.speed_class)
    plan = plan_blocks(problem, settings_of(shift_hours=2.0, moves=50))
    return problem, patrol, plan


def test_stops_are_visits_of_the_nodes_of_their_cell_and_hour_that_earn_once():
    problem, patrol, plan = two_hours_in_two_cells()
    node_cell = np.array([100, 100, 101, 100])
    settings = AssignmentSettings(EIGHT, 2.0, 10.0)
    assignment, block_of = assignment_of(plan, problem, patrol, settings, node_cell)
    stops = [stop for block in plan.blocks for stop in block.stops]
    visits = assignment.routes[0].visits
    assert [(visit.arrive_min, visit.depart_min) for visit in visits] == [
        (stop.arrive_min, stop.depart_min) for stop in stops
    ]
    assert len({stop.place for stop in stops}) == 2 and stops[-1].arrive_min > 60
    wanted = [2 if stop.place == 1 else int(stop.arrive_min >= 60) for stop in stops]
    assert [visit.stop for visit in visits] == wanted == [leg.stop for leg in assignment.routes[0].legs]
    # e² for a hotspot, 1 for a coldspot, each once.
    assert assignment.reward == pytest.approx(sum({0: np.e**2, 1: 1.0, 2: 1.0}[node] for node in set(wanted)))
    assert assignment.unvisited.tolist() == sorted({0, 1, 2, 3} - set(wanted))
    assert block_of == [[number for number, block in enumerate(plan.blocks) for _ in block.stops]]


def test_a_stop_in_a_cell_without_nodes_is_refused():
    problem, patrol, plan = two_hours_in_two_cells()
    with pytest.raises(PatrolError, match="in cell 101, which is no node of the plan"):
        assignment_of(plan, problem, patrol, AssignmentSettings(EIGHT, 2.0), np.array([100, 100, 100, 100]))
