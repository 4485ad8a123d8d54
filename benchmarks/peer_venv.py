"""The environment of peers that come from PyPI: its own, so that the plugin's tools never depend on them."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
VENV = FOLDER.parent / ".cache" / "bench-venv"
REQUIREMENTS = FOLDER / "requirements.txt"
SYSTEM_PYTHON = "/usr/bin/python3"
# What the system has stays as it is, so that the peers compute with the same NumPy as we do.
PINNED = ("numpy", "scipy", "scikit-learn")


def peer_python() -> Path:
    """The Python of the environment, made at the first call and whenever the requirements have changed."""
    versions = subprocess.run(
        [
            SYSTEM_PYTHON,
            "-c",
            "import importlib.metadata as m, sys; print(*[f'{n}=={m.version(n)}' for n in sys.argv[1:]], sep='\\n')",
            *PINNED,
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    stamp = VENV / ".requirements"
    key = hashlib.sha256((versions + REQUIREMENTS.read_text()).encode()).hexdigest()
    python = VENV / "bin" / "python"
    if not (python.exists() and stamp.exists() and stamp.read_text() == key):
        subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--clear", "--system-site-packages", str(VENV)], check=True)
        constraints = VENV / "constraints.txt"
        constraints.write_text(versions)
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*command, "-c", str(constraints), "-r", str(REQUIREMENTS)], check=True)
        stamp.write_text(key)
    return python
