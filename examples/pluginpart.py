"""The plugin of this checkout as the package ``patrol_planner``, whatever the checkout's folder is called."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

_ROOT = Path(__file__).resolve().parent.parent
_NAME = "patrol_planner"


def plugin_part(name: str) -> ModuleType:
    """A module of the plugin, such as processing.layers.layertimes: the demo reads and guesses as the plugin does."""
    if _NAME not in sys.modules:
        # The root is the package; on sys.path it would hide QGIS's own package processing.
        inside = [str(_ROOT)]
        found = importlib.util.spec_from_file_location(_NAME, _ROOT / "__init__.py", submodule_search_locations=inside)
        package = importlib.util.module_from_spec(found)
        sys.modules[_NAME] = package
        found.loader.exec_module(package)
    return importlib.import_module(f"{_NAME}.{name}")
