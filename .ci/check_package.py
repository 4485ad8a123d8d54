"""Whether the plugin's ZIP is what plugins.qgis.org takes and QGIS can load: ``check_package.py dist/….zip``."""

from __future__ import annotations

import configparser
import json
import re
import stat
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from check_secrets import findings

NAME = "patrol_planner"
MAX_BYTES = 25_000_000
REQUIRED_KEYS = (
    "name",
    "qgisMinimumVersion",
    "description",
    "about",
    "version",
    "author",
    "email",
    "homepage",
    "tracker",
    "repository",
)
# requirements.txt: for qpip, the plugin that installs what others need.
REQUIRED_FILES = ("metadata.txt", "__init__.py", "LICENSE", "README.md", "requirements.txt")
COMPILED = {".pyc", ".pyo", ".so", ".pyd", ".dll", ".dylib", ".exe", ".o", ".a", ".class", ".jar"}
LEFT_OUT = (
    "tests",
    "benchmarks",
    "examples",
    "docs",
    ".ci",
    ".git",
    ".gitignore",
    "Makefile",
    "pyproject.toml",
    "__MACOSX",
)

# Runs in the system's Python, as QGIS does; prints the ids of the algorithms.
LOAD = """
import sys
sys.path.insert(0, sys.argv[1])
from qgis.core import QgsApplication
app = QgsApplication([], False)
app.initQgis()
import patrol_planner
plugin = patrol_planner.classFactory(None)
plugin.initProcessing()
provider = QgsApplication.processingRegistry().providerById("patrol")
print("algorithms:", " ".join(sorted(algorithm.id() for algorithm in provider.algorithms())))
plugin.unload()
left = QgsApplication.processingRegistry().providerById("patrol")
sys.stdout.flush()
import os
os._exit(1 if left is not None else 0)
"""


def check_names(archive: zipfile.ZipFile) -> list[str]:
    """Problems of the ZIP's table of contents."""
    problems = []
    for entry in archive.infolist():
        parts = Path(entry.filename).parts
        if parts[0] != NAME or ".." in parts or entry.filename.startswith("/"):
            problems.append(f"{entry.filename}: lies outside the folder {NAME}/")
        if len(parts) > 1 and parts[1] in LEFT_OUT:
            problems.append(f"{entry.filename}: does not belong in the package (.gitattributes)")
        if stat.S_ISLNK(entry.external_attr >> 16):
            problems.append(f"{entry.filename}: is a symbolic link")
        if Path(entry.filename).suffix in COMPILED or "__pycache__" in parts:
            problems.append(f"{entry.filename}: is a compiled file")
    names = set(archive.namelist())
    problems += [f"{name}: is missing" for name in REQUIRED_FILES if f"{NAME}/{name}" not in names]
    return problems


def check_metadata(folder: Path, zip_name: str) -> tuple[list[str], list[str]]:
    """Problems of metadata.txt, and warnings."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(folder / "metadata.txt", encoding="utf-8")
    general = parser["general"]
    problems = [f"metadata.txt: {key} is missing or empty" for key in REQUIRED_KEYS if not general.get(key, "").strip()]
    if not re.fullmatch(r"\d+\.\d+\.\d+", general.get("version", "")):
        problems.append(f"metadata.txt: version {general.get('version')!r} is not of the form 1.2.3")
    if f"-{general.get('version')}.zip" not in zip_name:
        problems.append(f"{zip_name}: does not carry the version {general.get('version')}")
    icon = general.get("icon", "")
    if icon and not (folder / icon).is_file():
        problems.append(f"metadata.txt: the icon {icon} does not exist")
    if general.get("hasProcessingProvider", "").lower() != "yes":
        problems.append("metadata.txt: hasProcessingProvider must be yes, or qgis_process does not load the plugin")
    qrc = folder / "resources.qrc"
    listed = re.findall(r"<file[^>]*>([^<]+)</file>", qrc.read_text(encoding="utf-8")) if qrc.is_file() else []
    problems += [f"resources.qrc: {name} does not exist" for name in listed if not (folder / name).is_file()]
    icons = [path.relative_to(folder).as_posix() for path in sorted((folder / "ui" / "icons").glob("*.svg"))]
    problems += [f"resources.qrc: does not list {name}" for name in icons if name not in listed]
    warnings = [
        f"metadata.txt: {key} is a placeholder; plugins.qgis.org wants a live address"
        for key in ("homepage", "tracker", "repository")
        if ".invalid" in general.get(key, "")
    ]
    return problems, warnings


def check_bandit(folder: Path) -> list[str]:
    command = [sys.executable, "-m", "bandit", "--quiet", "--recursive", "--format", "json", str(folder)]
    report = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
    problems = [f"bandit could not read {error['filename']}: {error['reason']}" for error in report["errors"]]
    for hit in report["results"]:
        name = Path(hit["filename"]).relative_to(folder)
        problems.append(f"{name}:{hit['line_number']}: bandit {hit['test_id']} {hit['issue_text']}")
    return problems


def check_loads(parent: Path) -> tuple[list[str], str]:
    """Load the unpacked plugin in the system's Python, as QGIS does."""
    command = ["/usr/bin/env", "QT_QPA_PLATFORM=offscreen", "/usr/bin/python3", "-c", LOAD, str(parent)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=parent)
    ids = next(
        (line.partition(":")[2].strip() for line in done.stdout.splitlines() if line.startswith("algorithms:")), ""
    )
    if done.returncode or not ids:
        return [f"the packaged plugin does not load in QGIS:\n{done.stderr.strip()}"], ids
    return [], ids


def main(path: Path) -> int:
    with tempfile.TemporaryDirectory() as temporary, zipfile.ZipFile(path) as archive:
        problems = check_names(archive)
        if path.stat().st_size > MAX_BYTES:
            problems.append(f"{path.name}: {path.stat().st_size:,} bytes; the limit is {MAX_BYTES:,}")
        if problems:
            print("\n".join(problems), file=sys.stderr)
            return 1
        archive.extractall(temporary)
        folder = Path(temporary) / NAME
        problems, warnings = check_metadata(folder, path.name)
        problems += check_bandit(folder)
        problems += [f"detect-secrets: {line}" for line in findings([folder])]
        load_problems, ids = check_loads(Path(temporary))
        problems += load_problems
        count = len(archive.namelist())
    print("".join(f"warning: {text}\n" for text in warnings), end="", file=sys.stderr)
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    print(f"{path}: {count} files, {path.stat().st_size / 1000:,.0f} kB, clean; loads in QGIS with {ids}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
