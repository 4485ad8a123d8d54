"""Arcs in compressed sparse rows, and the same graph in networkx."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra
from townroads import network_of

from patrol_planner.algorithms.roads.graph import ArcColumns, arcs_from, to_networkx


def test_of_several_arcs_between_two_nodes_the_quickest_stays():
    seconds = np.array([5.0, 3.0, 3.0, 1.0])
    metres = np.array([10.0, 40.0, 30.0, 7.0])
    arcs = arcs_from(
        3,
        ArcColumns(np.array([0, 0, 0, 2]), np.array([1, 1, 1, 0]), seconds, metres, np.arange(4), metres * 0, metres),
    )
    assert (arcs.tail.tolist(), arcs.head.tolist()) == ([0, 2], [1, 0])
    # Of those equally quick the shorter.
    assert (arcs.seconds.tolist(), arcs.metres.tolist(), arcs.edge.tolist()) == ([3, 1], [30, 7], [2, 3])


def test_networkx_finds_the_same_ways():
    networkx = pytest.importorskip("networkx")
    rng = np.random.default_rng(8)
    for _ in range(5):
        nodes = rng.uniform(0, 1000, (30, 2))
        ends = rng.integers(0, 30, (60, 2))
        ends = ends[ends[:, 0] != ends[:, 1]]
        ways, speed = rng.choice([0, 1, -1], len(ends)), rng.uniform(20, 90, len(ends))
        network = network_of(*[(nodes[a], nodes[b]) for a, b in ends], direction=ways, speed=speed)
        arcs = network.arcs()
        graph = to_networkx(arcs, network.node_xy)
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (arcs.nodes, len(arcs.head))
        ours = dijkstra(arcs.matrix())
        for node, theirs in networkx.all_pairs_dijkstra_path_length(graph, weight="seconds"):
            found = np.full(arcs.nodes, np.inf)
            found[list(theirs)] = list(theirs.values())
            assert found == pytest.approx(ours[node], rel=1e-12)
        # Parts that all reach each other, and the metres of road that both ends of lie in one.
        number = {}
        for part, members in enumerate(networkx.strongly_connected_components(graph)):
            number.update(dict.fromkeys(members, part))
        part, metres = network.parts
        inside = [number[tail] == number[head] for tail, head in zip(network.tail.tolist(), network.head.tolist())]
        assert sorted(metres[metres > 0]) == pytest.approx(
            sorted(
                network.length_m[[number[tail] == one for tail in network.tail.tolist()] & np.array(inside)].sum()
                for one in {number[tail] for tail, both in zip(network.tail.tolist(), inside) if both}
            )
        )


def test_networkx_keeps_where_nodes_lie_and_which_edge_an_arc_runs_on():
    pytest.importorskip("networkx")
    network = network_of([(0, 0), (300, 0)], [(300, 0), (300, 400)], direction=[0, 1])
    arcs = network.arcs()
    graph = to_networkx(arcs, network.node_xy)
    at = {(data["x"], data["y"]): node for node, data in graph.nodes(data=True)}
    assert set(at) == {(0, 0), (300, 0), (300, 400)}
    north = graph.edges[at[300, 0], at[300, 400]]
    assert (north["seconds"], north["metres"]) == pytest.approx((40, 400))
    assert network.feature[north["edge"]] == 1
    assert not graph.has_edge(at[300, 400], at[300, 0])
    assert "x" not in to_networkx(arcs).nodes[0]
