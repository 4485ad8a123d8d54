"""What the log of Rank incident features says of its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...algorithms.texts import Text

if TYPE_CHECKING:
    from ...algorithms.relevance.features import Feature
    from ...algorithms.relevance.relevance import Relevance
    from ..framework.run import Run


def tell_result(run: Run, target: Feature, result: Relevance) -> None:
    """How many incidents were compared, each feature's scores, and what to know of some."""
    run.info(
        "{n:,} incidents of {classes} classes; ReliefF compared {compared:,} of them with all others.",
        n=len(target),
        classes=len(target.labels),
        compared=result.looked_at,
    )
    for one in result.features:
        run.info(
            "  {name}: ReliefF {relieff:.4f} (standard error {error:.4f}, by chance {chance:.4f}), gain ratio "
            "{gain_ratio:.4f}{kept}{missing}",
            name=one.name,
            relieff=one.relieff,
            error=one.error,
            chance=one.chance,
            gain_ratio=one.gain_ratio,
            kept=Text(", kept") if one.kept else "",
            missing=Text("; {n:,} values missing", one="; {n:,} value missing", n=one.missing) if one.missing else "",
        )
    for one in result.features:
        if one.note:
            run.warn("{name}: {note}.", name=one.name, note=one.note)
