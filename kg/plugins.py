"""Formats as modules: those in a folder of ours, and those that other packages register under its name."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from kg.errors import InputError


@cache
def find_plugins(package: str) -> dict[str, Any]:
    """Give the modules of a package by their names, sorted, and what entry points of the package's name add.

    Modules whose names begin with "_" are none. Raises InputError if two have one name.

    >>> list(find_plugins("kg.writers"))
    ['bibtex', 'csl', 'nbib', 'ris']
    """
    from importlib.metadata import entry_points  # noqa: PLC0415  # most commands do without

    names = (module.name for module in iter_modules(import_module(package).__path__))
    found = {name: import_module(f"{package}.{name}") for name in names if not name.startswith("_")}
    for point in entry_points(group=package):
        if point.name in found:
            raise InputError(f"two of {package} are named {point.name}: {found[point.name]} and {point.value}")
        found[point.name] = point.load()
    return dict(sorted(found.items()))
