"""The rules of a plan of several officers, followed from scratch on the travel times of its problem."""

from __future__ import annotations

import numpy as np
import pytest

from patrol_planner.algorithms.officers.reward import CALL, full_reward
from patrol_planner.algorithms.roads.traffic import Traffic


def require_rules(problem, plan, result):
    """Times, windows, duty, breaks, dwell, one officer per cell at a time, rewards and the sum of it, from scratch."""
    nodes, arrival = problem.nodes, (problem.traffic or Traffic.free()).arrival_min
    full, stays, total, seen = full_reward(nodes.kind, nodes.weight, nodes.priority), [], 0.0, []
    for officer, route in enumerate(result.routes):
        minutes = problem.travel[problem.speed_class[officer]].minutes
        now, at = max(problem.officers.on_min[officer], 0.0), problem.home[officer]
        off = min(problem.officers.off_min[officer], plan.shift_min)
        rest, rest_min = problem.officers.break_on_min[officer], problem.officers.break_min[officer]
        assert len(route.legs) == len(route.visits)
        for leg, visit in zip(route.legs, route.visits):
            node, place = visit.stop, nodes.place[visit.stop]
            assert (leg.start, leg.end, leg.stop) == (at, place, node)
            assert leg.depart_min >= now - 1e-5
            driven = float(arrival(480 + leg.depart_min, minutes[at, place])) - 480
            assert leg.arrive_min == visit.arrive_min == pytest.approx(driven, abs=1e-5)
            assert leg.metres == pytest.approx(minutes[at, place] * 1000)
            assert visit.depart_min == pytest.approx(visit.arrive_min + plan.dwell_min)
            assert nodes.start_min[node] - 1e-5 <= visit.arrive_min < nodes.end_min[node]
            assert visit.depart_min <= off + 1e-5
            if not np.isnan(rest):
                assert visit.depart_min <= rest + 1e-5 or leg.depart_min >= rest + rest_min - 1e-5
            if nodes.kind[node] != CALL:
                stays.append((place, visit.arrive_min, visit.depart_min))
                assert visit.reward == pytest.approx(full[node])
            total += visit.reward
            seen.append(node)
            at, now = place, visit.depart_min
    assert len(set(seen)) == len(seen)
    assert sorted([*seen, *result.unvisited.tolist()]) == list(range(len(nodes)))
    assert len(result.reason) == len(result.unvisited)
    assert result.reward == pytest.approx(total - plan.officer_cost * result.officers_used)
    for number, (place, arrive, leave) in enumerate(stays):
        for other, begin, end in stays[:number]:
            assert other != place or arrive >= end - 1e-5 or begin >= leave - 1e-5, "two at once"
