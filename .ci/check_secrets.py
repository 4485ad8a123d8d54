"""detect-secrets over files and folders: plugins.qgis.org refuses a ZIP with a single finding."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def findings(paths: list[Path]) -> list[str]:
    """One line per finding: file, line, kind."""
    files = [str(found) for path in paths for found in ([path] if path.is_file() else sorted(path.rglob("*")))]
    files = [name for name in files if Path(name).is_file() and "__pycache__" not in name]
    command = [str(Path(sys.executable).with_name("detect-secrets")), "scan", "--all-files", *files]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return [
        f"{name}:{hit['line_number']}: {hit['type']}"
        for name, hits in sorted(report["results"].items())
        for hit in hits
    ]


if __name__ == "__main__":
    found = findings([Path(argument) for argument in sys.argv[1:]])
    print("\n".join(found) or "detect-secrets: no findings")
    sys.exit(1 if found else 0)
