"""The risk surface: incidents' density and environment joined, one value per cell and case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..cells.arearaster import AreaRaster
from ..cells.grid import Grid
from ..control import Control
from ..errors import PatrolError
from ..incidents.aoristic import CaseShares, case_shares
from ..incidents.incidents import Incidents
from ..methods import choices, method_of
from ..texts import Text
from ..times.timeclasses import CASES, Case
from .density import DensitySettings, IncidentDensity
from .environment import Environment, environment_of, require_share, scale_to_unit
from .facilities import Facilities
from .gridkernel import weight_sums
from .kernels import KERNELS, rule_of_thumb_m
from .methods import DEFAULT_METHOD, METHODS


@dataclass(frozen=True)
class SurfaceSettings:
    """How to make the surface.

    ``kernel`` and ``bandwidth_m`` are for the methods that have a kernel; bandwidth 0 is chosen by a rule of thumb.
    ``environment_share`` from 0 to 1. ``half_life_days``: after so long an incident counts half; 0: all count alike.
    """

    method: str = DEFAULT_METHOD
    bandwidth_m: float = 500.0
    cases: str = "overall"
    environment_share: float = 0.3
    kernel: str = "quartic"
    half_life_days: float = 0.0

    def __post_init__(self) -> None:
        methods = list(choices(METHODS))
        if self.method not in methods:
            raise PatrolError("The method must be one of {words}, not {given!r}.", words=methods, given=self.method)
        if self.kernel not in KERNELS:
            raise PatrolError(
                "The kernel must be one of {words}, not {given!r}.", words=list(KERNELS), given=self.kernel
            )
        if not self.bandwidth_m >= 0:
            raise PatrolError(
                "The bandwidth must be greater than 0 metres, or 0 for a rule of thumb, not {bandwidth_m:g}.",
                bandwidth_m=self.bandwidth_m,
            )
        if self.cases not in CASES:
            raise PatrolError("Cases must be one of {words}, not {given!r}.", words=list(CASES), given=self.cases)
        if not self.half_life_days >= 0:
            raise PatrolError(
                "The half-life must not be negative (0: none), not {half_life_days:g} days.",
                half_life_days=self.half_life_days,
            )
        require_share(self.environment_share)

    @property
    def has_kernel(self) -> bool:
        """Whether the method spreads incidents by a kernel."""
        return "KERNEL" in method_of(METHODS, self.method).uses


@dataclass(frozen=True)
class RiskSurface:
    """Risk of every cell and case.

    ``count``: incidents per cell (rows, cols). ``weight``: their summed weight, and ``case_weight`` that of each case
    (cases, rows, cols); both add up to all weights. ``density``: weight per km² (rows, cols), all times. ``risk``: 0–1
    (rows, cols), all times. ``case_risk``: 0–1 (cases, rows, cols), each case scaled over the study area by itself.
    Cells outside the study area hold values too; use ``grid.mask``, or ``as_array`` with NaN there. ``settings``: as
    used, with the bandwidth that a rule of thumb chose and the share that was possible. ``narrow``: incidents whose
    kernel, for all times, is less than half a cell wide.
    """

    grid: Grid
    cases: tuple[Case, ...]
    count: np.ndarray
    weight: np.ndarray
    case_weight: np.ndarray
    density: np.ndarray
    risk: np.ndarray
    case_risk: np.ndarray
    environment: Environment | None
    settings: SurfaceSettings
    edge_corrected: bool
    narrow: int

    @property
    def environment_share(self) -> float:
        """The share the environment has in this surface."""
        return self.settings.environment_share if self.environment is not None else 0.0

    @property
    def kernel_formula(self) -> str:
        return KERNELS[self.settings.kernel].formula

    def formula(self) -> Text:
        """How the risk was computed."""
        share = self.environment_share
        part = self._incidents_part()
        if share == 0:
            return Text("risk = scaled({part})", part=part)
        environment = self.environment.formula if self.environment is not None else ""
        return Text(
            "risk = {rest:g} · scaled({part}) + {share:g} · scaled({environment})",
            rest=1 - share,
            part=part,
            share=share,
            environment=environment,
        )

    def _incidents_part(self) -> Text:
        settings = self.settings
        if not settings.has_kernel:
            return Text("incidents per km²")
        width = f"{settings.bandwidth_m:.0f}" if settings.bandwidth_m >= 10 else f"{settings.bandwidth_m:g}"
        part = Text("{kernel} kernel density, bandwidth {width} m", kernel=settings.kernel, width=width)
        if settings.method == "adaptive":
            part = Text("adaptive {part} · (G / pilot density)^0.5", part=part)
        return Text("{part}, edge-corrected", part=part) if self.edge_corrected else part

    def as_array(self) -> np.ndarray:
        """case_risk with NaN outside the study area: float64 (cases, rows, cols)."""
        return np.where(self.grid.mask, self.case_risk, np.nan)


def risk_surface(
    grid: Grid,
    incidents: Incidents,
    settings: SurfaceSettings,
    facilities: Sequence[Facilities] = (),
    control: Control | None = None,
    area: AreaRaster | None = None,
    now: np.datetime64 | None = None,
    cell_area_m2: np.ndarray | None = None,
) -> RiskSurface:
    """The risk value of each cell and case (Korean study; methods.md 1).

    grid: the cells; those of its mask are the study area.
    incidents: in the study area; one with an end counts in each case by the part of its interval that lies there.
    settings: how to make the surface.
    facilities: by kind; without any the risk is the incidents' part alone.
    control: progress, stop, and what is to be said.
    area: the study area, for the edge correction; None: none.
    now: what a half-life counts back from; None: the last incident.
    cell_area_m2: the area of cells that are clipped, (rows, cols); None: all are whole.
    """
    control = control or Control()
    incidents = _as_they_count(incidents, settings.half_life_days, now)
    if not facilities and settings.environment_share == 1.0:
        raise PatrolError(
            "An environment share of 1 leaves only the environment, and there are no facilities: give some, or lower "
            "the share."
        )
    settings = _with_bandwidth(settings, incidents, control)
    cases = CASES[settings.cases]
    by_case = settings.cases != "overall"
    # Each case takes as long as all times together.
    whole = 0.1 + 0.8 / (1 + (len(cases) if by_case else 0))
    shared = DensitySettings(grid, KERNELS[settings.kernel], settings.bandwidth_m, area, cell_area_m2)
    method: IncidentDensity = method_of(METHODS, settings.method).load()(shared, control.part(0.0, 0.1))
    x, y = incidents.x, incidents.y
    overall = method.of(x, y, incidents.weight, control.part(0.1, whole))
    narrow = method.narrow
    weight = weight_sums(grid, x, y, incidents.weight)
    case_density, case_weight = overall[None], weight[None]
    if by_case:
        case_density, case_weight = _by_case(method, grid, incidents, settings.cases, control.part(whole, 0.9))
    counts = weight_sums(grid, x, y, np.ones(len(incidents)))
    last = control.part(0.9, 1.0)
    environment = environment_of(grid, counts, facilities, last, cell_area_m2) if facilities else None
    share = _usable_share(environment, settings.environment_share, control) if environment is not None else 0.0
    risk, case_risk = (_join(values, environment, share, grid.mask) for values in (overall[None], case_density))
    control.progress(1.0)
    return RiskSurface(
        grid=grid,
        cases=cases,
        count=counts,
        weight=weight,
        case_weight=case_weight,
        density=overall,
        risk=risk[0],
        case_risk=case_risk,
        environment=environment,
        settings=replace(settings, environment_share=share),
        edge_corrected=method.edge_corrected,
        narrow=narrow,
    )


def _as_they_count(incidents: Incidents, half_life_days: float, now: np.datetime64 | None) -> Incidents:
    """The incidents with the weight that their age leaves them; at least one must have any."""
    if half_life_days > 0 and incidents.time is not None:
        incidents = incidents.aged(half_life_days, incidents.time.max() if now is None else now)
    if not incidents.weight.max(initial=0.0) > 0:
        raise PatrolError(
            "The incidents weigh nothing: all weights are 0, or all are too many half-lives old. Choose another weight "
            "field or a longer half-life."
        )
    return incidents


def _with_bandwidth(settings: SurfaceSettings, incidents: Incidents, control: Control) -> SurfaceSettings:
    """The settings with a bandwidth, chosen and said where a kernel needs one and none is given."""
    if not settings.has_kernel or settings.bandwidth_m != 0:
        return settings
    chosen = rule_of_thumb_m(KERNELS[settings.kernel], incidents.x, incidents.y, incidents.weight)
    control.info("The rule of thumb (Scott) chose a bandwidth of {chosen:,.0f} m.", chosen=chosen)
    return replace(settings, bandwidth_m=chosen)


def _by_case(
    method: IncidentDensity, grid: Grid, incidents: Incidents, cases: str, control: Control
) -> tuple[np.ndarray, np.ndarray]:
    """Density and weight of each case: float64 (cases, rows, cols) each."""
    number = len(CASES[cases])
    shares = _shares(incidents, cases)
    density = np.empty((number, *grid.shape))
    weight = np.empty_like(density)
    for index in range(number):
        mine = shares.case == index
        members = shares.incident[mine]
        x, y, parted = incidents.x[members], incidents.y[members], incidents.weight[members] * shares.share[mine]
        density[index] = method.of(x, y, parted, control.part(index / number, (index + 1) / number))
        weight[index] = weight_sums(grid, x, y, parted)
    return density, weight


def _shares(incidents: Incidents, cases: str) -> CaseShares:
    if incidents.time is None:
        raise PatrolError("Cases {cases!r} need the time of each incident; choose a time field.", cases=cases)
    return case_shares(incidents.time, incidents.end, cases)


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
    if environment is None or share == 0.0:
        return scale_to_unit(density, mask)
    part = scale_to_unit(environment.value, mask)
    if share == 1.0:
        return np.repeat(part[None], len(density), axis=0)
    return (1.0 - share) * scale_to_unit(density, mask) + share * part
