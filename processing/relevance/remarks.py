"""What the log of Rank incident features says of its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...algorithms.relevance.features import Feature
    from ...algorithms.relevance.relevance import Relevance
    from ..framework.run import Run


def tell_result(run: Run, target: Feature, result: Relevance) -> None:
    """How many incidents were compared, each feature's scores, and what to know of some."""
    run.info(
        f"{len(target):,} incidents of {len(target.labels)} classes; ReliefF compared "
        f"{result.looked_at:,} of them with all others."
    )
    for one in result.features:
        run.info(
            f"  {one.name}: ReliefF {one.relieff:.4f} (standard error {one.error:.4f}, by chance "
            f"{one.chance:.4f}), gain ratio {one.gain_ratio:.4f}{', kept' if one.kept else ''}"
            + (f"; {one.missing:,} values missing" if one.missing else "")
        )
    for one in result.features:
        if one.note:
            run.warn(f"{one.name}: {one.note}.")
