"""The search of ``best`` on the team orienteering problems of Chao, sets 4 and 5, beside PyVRP at equal time.

Twelve instances, 2 s of the processor each; ``PATROL_BENCH=whole`` takes all 120 with 10 s, and PyVRP on 20 of them
(two hours). Rows: plain Python and NumPy, the same code compiled by numba, the study's own methods; gaps are to the
best score known. ``python benchmarks/bench_team.py 20 10 best pyvrp`` prints each of 20 instances at 10 s for these.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from peer_venv import peer_python
from top_instances import TeamInstance, team_instances

FOLDER = Path(__file__).resolve().parent
WHOLE = os.environ.get("PATROL_BENCH") == "whole"
NUMBER, SECONDS, BESIDE = (0, 10.0, 20) if WHOLE else (12, 2.0, 12)
PYVRP = "pyvrp"
# Word → (what the row says, method of team_runs.py, whether in the peers' environment).
OURS = {
    "best": ("best, NumPy alone", "best", False),
    "numba": ("best, compiled by numba", "best", True),
    "glerk_ga": ("the study's G-LERK-GA", "glerk_ga", False),
    "lerk_ga": ("the study's LERK-GA", "lerk_ga", False),
}
TARGETS = {
    "best": "mean ≤ 0.4 %, none above 2.5 %",
    "numba": "mean ≤ 0.05 %, none above 0.7 %, best known ≥ 90 %",
}


def rows() -> list[dict[str, Any]]:
    every = team_instances(NUMBER)
    beside = every if len(every) <= BESIDE else team_instances(BESIDE)
    theirs = scores(PYVRP, beside, SECONDS)
    table = []
    for word, (title, _, _) in OURS.items():
        found = scores(word, every, SECONDS)
        both = {name: found[name] for name in theirs}
        same = "" if len(theirs) == len(found) else f" (on these: {summary(both, beside)})"
        table.append(
            {
                "work": f"team orienteering, {title}, {SECONDS:g} s: {summary(found, every)}{same}",
                "ours_s": SECONDS,
                "peer": f"PyVRP on {len(beside)}: {summary(theirs, beside)}",
                "peer_s": SECONDS,
                "ratio": None,
                "target": TARGETS.get(word, ""),
            }
        )
    return table


def gaps(found: dict[str, int], instances: list[TeamInstance]) -> list[float]:
    """Percent below the best score known, of those that were found."""
    return [100 * (1 - found[one.name] / one.known) for one in instances if one.name in found]


def summary(found: dict[str, int], instances: list[TeamInstance]) -> str:
    gap = gaps(found, instances)
    reached = sum(value <= 0 for value in gap)
    return (
        f"gap {statistics.mean(gap):.2f} % in the mean, {max(gap):.2f} % at most, best known on {reached} of {len(gap)}"
    )


def scores(word: str, instances: list[TeamInstance], seconds: float) -> dict[str, int]:
    """What one of OURS, or PyVRP, finds on each instance, by name."""
    names = [one.name for one in instances]
    if word == PYVRP:
        command = [str(peer_python()), str(FOLDER / "peer_pyvrp.py"), str(seconds), "1", *names]
    else:
        _, method, numba = OURS[word]
        python = str(peer_python()) if numba else sys.executable
        command = [python, str(FOLDER / "team_runs.py"), method, str(seconds), *names]
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PATROL_NUMBA": "1" if word == "numba" else "0"}
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **one_thread})
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return {line.split()[0]: int(line.split()[1]) for line in done.stdout.splitlines()}


def main(number: int, seconds: float, words: list[str]) -> None:
    chosen = team_instances(number)
    found = {word: scores(word, chosen, seconds) for word in words}
    for one in chosen:
        print(one.name, one.known, *(f"{word} {found[word][one.name]}" for word in words))
    for word in words:
        print(word, summary(found[word], chosen), f"in total {sum(found[word].values())}")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:] or [*OURS, PYVRP])
