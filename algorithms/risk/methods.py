"""The methods of density among which an analyst chooses. A new one is a class in density and an entry here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..methods import Method

if TYPE_CHECKING:
    from .density import IncidentDensity


def _count() -> type[IncidentDensity]:
    from .density import CellCount

    return CellCount


def _kernel() -> type[IncidentDensity]:
    from .density import FixedKernel

    return FixedKernel


def _adaptive() -> type[IncidentDensity]:
    from .density import AdaptiveKernel

    return AdaptiveKernel


# What methods use that spread incidents by a kernel.
_OF_KERNELS = ("BANDWIDTH", "KERNEL", "EDGE_CORRECTION")
METHODS = (
    Method("count", "Count", "incidents per km² of the cell itself", _count),
    Method("kernel", "Kernel", "smooth density around the cell's centre", _kernel, uses=_OF_KERNELS),
    Method(
        "adaptive",
        "Adaptive kernel",
        "the same with a bandwidth of its own for each incident, narrow where they are dense and wide where they are "
        "sparse (two stages)",
        _adaptive,
        uses=_OF_KERNELS,
    ),
)
DEFAULT_METHOD = "kernel"
