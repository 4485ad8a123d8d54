"""The risk surface: incidents' density and environment joined, one value per cell and case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .amounts import Facilities
from .control import Control
from .density import count_density, kernel_density, weight_sums
from .environment import Environment, environment_of, require_share, scale_to_unit
from .errors import PatrolError
from .grid import Grid
from .incidents import Incidents
from .timeclasses import CASES, Case, case_index

METHODS = ("count", "kernel")


@dataclass(frozen=True)
class SurfaceSettings:
    """How to make the surface. ``bandwidth_m`` is for the kernel; ``environment_share`` from 0 to 1."""

    method: str = "kernel"
    bandwidth_m: float = 500.0
    cases: str = "overall"
    environment_share: float = 0.3

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise PatrolError(f"The method must be one of {', '.join(METHODS)}, not {self.method!r}.")
        if self.method == "kernel" and not self.bandwidth_m > 0:
            raise PatrolError(f"The bandwidth must be greater than 0 metres, not {self.bandwidth_m:g}.")
        if self.cases not in CASES:
            raise PatrolError(f"Cases must be one of {', '.join(CASES)}, not {self.cases!r}.")
        require_share(self.environment_share)


@dataclass(frozen=True)
class RiskSurface:
    """Risk of every cell and case.

    ``count``: incidents per cell (rows, cols). ``density``: weight per km² (rows, cols), all times. ``risk``: 0–1
    (rows, cols), all times. ``case_risk``: 0–1 (cases, rows, cols), each case scaled over the study area by itself.
    Cells outside the study area hold values too; use ``grid.mask``, or ``as_array`` with NaN there.
    """

    grid: Grid
    cases: tuple[Case, ...]
    count: np.ndarray
    density: np.ndarray
    risk: np.ndarray
    case_risk: np.ndarray
    environment: Environment | None
    environment_share: float

    def formula(self, settings: SurfaceSettings) -> str:
        """How the risk was computed, with the share that was used."""
        kernel = f"quartic kernel density, bandwidth {settings.bandwidth_m:g} m"
        part = "incidents per km²" if settings.method == "count" else kernel
        share = self.environment_share
        if share == 0:
            return f"risk = scaled({part})"
        environment = "Σ facility density · its correlation with incidents"
        return f"risk = {1 - share:g} · scaled({part}) + {share:g} · scaled({environment})"

    def as_array(self) -> np.ndarray:
        """case_risk with NaN outside the study area: float64 (cases, rows, cols)."""
        return np.where(self.grid.mask, self.case_risk, np.nan)


def risk_surface(
    grid: Grid,
    incidents: Incidents,
    settings: SurfaceSettings,
    facilities: Sequence[Facilities] = (),
    control: Control | None = None,
) -> RiskSurface:
    """The risk value of each cell and case (Korean study; methods.md 1).

    ``incidents`` must lie in the study area. ``facilities``: by kind. Without them the risk is the incidents' part
    alone.
    """
    control = control or Control()
    cases = CASES[settings.cases]
    of_case = case_index(incidents.time, settings.cases)
    x, y, weight = incidents.x, incidents.y, incidents.weight

    def density(case: np.ndarray | None, cases: int, control: Control) -> np.ndarray:
        if settings.method == "count":
            return count_density(grid, x, y, weight, case, cases)
        return kernel_density(grid, x, y, weight, settings.bandwidth_m, case, cases, control)

    overall = density(None, 1, control.part(0.0, 0.3))
    by_case = overall if of_case is None else density(of_case, len(cases), control.part(0.3, 0.9))
    counts = weight_sums(grid, x, y, np.ones(len(incidents)))[0]
    environment = None
    share = 0.0
    if facilities:
        environment = environment_of(grid, counts, facilities)
        share = _usable_share(environment, settings.environment_share, control)
    risk, case_risk = (_join(values, environment, share, grid.mask) for values in (overall, by_case))
    control.progress(1.0)
    return RiskSurface(grid, cases, counts, overall[0], risk[0], case_risk, environment, share)


def _usable_share(environment: Environment, share: float, control: Control) -> float:
    if environment.has_weight or share == 0.0:
        return share
    if share == 1.0:
        raise PatrolError(
            "No kind of facility correlates significantly with the incidents, so a risk of the environment alone "
            "would be 0 everywhere. Lower the environment share or choose other facilities."
        )
    control.warn(
        "No kind of facility correlates significantly with the incidents; the environment is left out of the risk."
    )
    return 0.0


def _join(density: np.ndarray, environment: Environment | None, share: float, mask: np.ndarray) -> np.ndarray:
    """(1 − share) · incidents' part + share · environment's part, each 0–1: (cases, rows, cols)."""
    risk = (1.0 - share) * scale_to_unit(density, mask)
    if environment is not None and share > 0:
        risk += share * scale_to_unit(environment.value, mask)
    return risk
