"""An algorithm as it would be loaded with the registries as they are now: its help is made while its module is."""

from __future__ import annotations

import importlib.util
import sys


def loaded_anew(name: str):
    """The module of that full name, loaded once more under another one; the plugin's own stays as it is."""
    found = importlib.util.find_spec(name)
    spec = importlib.util.spec_from_file_location(f"{name}_anew", found.origin)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[spec.name]
    return module
