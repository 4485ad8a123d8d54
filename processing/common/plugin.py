"""The plugin itself: its folder and its version."""

from __future__ import annotations

import configparser
from functools import lru_cache
from pathlib import Path

PLUGIN_FOLDER = Path(__file__).resolve().parent.parent.parent


@lru_cache(maxsize=1)
def plugin_version() -> str:
    """The version in metadata.txt."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(PLUGIN_FOLDER / "metadata.txt", encoding="utf-8")
    return parser["general"]["version"]
