"""esda's G_Local on the counts and pairs of a file; run by bench_gi.py in the peers' environment.

``peer_esda.py DATA.npz OUT.npz [without-numba]`` writes z and p_sim and prints the median of the seconds.
"""

from __future__ import annotations

import sys

if sys.argv[3:] == ["without-numba"]:
    sys.modules["numba"] = None  # as if it were not installed

import statistics
import time
import warnings

import numpy as np
from esda.getisord import G_Local
from libpysal.weights import WSP
from scipy.sparse import coo_matrix

warnings.filterwarnings("ignore")
data = np.load(sys.argv[1])
value, pairs = data["value"], data["pairs"]
ends = np.concatenate([pairs, pairs[:, ::-1]])
matrix = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(value), len(value)))
weights = WSP(matrix.tocsr()).to_W(silence_warnings=True)


def scores(permutations: int) -> G_Local:
    return G_Local(value, weights, transform="B", star=True, permutations=permutations, n_jobs=1, seed=1)


scores(9)  # numba compiles at the first call
seconds = []
for _ in range(int(data["runs"])):
    start = time.perf_counter()
    found = scores(int(data["permutations"]))
    seconds.append(time.perf_counter() - start)
np.savez(sys.argv[2], z=found.Zs, p=found.p_sim)
print(statistics.median(seconds))
