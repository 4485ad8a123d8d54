"""Every benchmark of this folder, ours beside its peer, in one table: ``make bench``.

A benchmark is a file bench_*.py with ``rows()``: dicts with work, ours_s, peer, peer_s, ratio (peer ÷ ours) and
target, and memory_mb
(the peak of our whole process) where it matters; all seconds are medians. ``python benchmarks/run.py startup kde``
runs only those whose name holds one of the words.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
COLUMNS = ("work", "ours", "memory", "peer", "peer's", "ratio", "target")


def benchmark_names(wanted: list[str]) -> list[str]:
    names = sorted(path.stem for path in FOLDER.glob("bench_*.py"))
    return [name for name in names if not wanted or any(word in name for word in wanted)]


def seconds(value: float | None) -> str:
    """Three significant digits, in ms below a second."""
    if value is None:
        return ""
    return f"{value:.3g} s" if value >= 1 else f"{value * 1000:.3g} ms"


def cells(row: dict[str, Any]) -> tuple[str, ...]:
    ratio = row.get("ratio")
    if ratio is None and row.get("peer_s") and row.get("ours_s"):
        ratio = row["peer_s"] / row["ours_s"]
    target = row.get("target") or ""  # a number is a ratio
    return (
        str(row["work"]),
        seconds(row.get("ours_s")),
        f"{row['memory_mb']:.0f} MB" if row.get("memory_mb") else "",
        str(row.get("peer") or ""),
        seconds(row.get("peer_s")),
        "" if ratio is None else f"{ratio:.3g} ×",
        target if isinstance(target, str) else f"≥ {target:g} ×",
    )


def table(rows: list[dict[str, Any]]) -> str:
    lines = [COLUMNS, *(cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    rule = "-+-".join("-" * width for width in widths)
    shown = [" | ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip() for line in lines]
    return "\n".join([shown[0], rule, *shown[1:]])


def main(wanted: list[str]) -> int:
    names = benchmark_names(wanted)
    if not names:
        print(f"no benchmark is called {' or '.join(wanted)}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(FOLDER))
    rows: list[dict[str, Any]] = []
    failed = []
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            rows += importlib.import_module(name).rows()
        except Exception as error:  # the other benchmarks still have something to say
            failed.append(f"{name} failed: {type(error).__name__}: {error}")
    print(table(rows))
    print("\n".join(failed), end="\n" if failed else "", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    # QGIS, where a benchmark started it, crashes now and then when Python tears it down; everything is written by now.
    import os

    os._exit(status)
