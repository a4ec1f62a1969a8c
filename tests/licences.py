"""The licences of qikan's dependencies, from the installed packages.

``python tests/licences.py`` writes docs/reference/licences.md.
"""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/licences.md"
HEAD = """# Licences of what qikan needs

Every package that `pip install .` brings, with the licence that it states. No site contains one.

| package | licence |
|---|---|
"""
_BY_HAND = {
    "arxiv": "MIT",
    "feedgen": "BSD-2-Clause OR LGPL-3.0-or-later",
    "sgmllib3k": "BSD-2-Clause",
}
"""Licences that the metadata states in words only."""


def needed() -> dict[str, metadata.Distribution]:
    """The packages of pyproject.toml's dependencies and theirs, by normal name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting = [Requirement(text) for text in project["dependencies"]]
    known: dict[str, metadata.Distribution] = {}
    while waiting:
        requirement = waiting.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in known or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        known[name] = metadata.distribution(requirement.name)
        waiting += [Requirement(text) for text in known[name].requires or ()]
    return known


def licence(name: str, package: metadata.Distribution) -> str:
    """The licence that a package states: its expression, else its classifiers or its words."""
    if name in _BY_HAND:
        return _BY_HAND[name]
    fields = package.metadata
    if "License-Expression" in fields:
        return fields["License-Expression"]
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in fields.get_all("Classifier") or ()
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    return " / ".join(classifiers) or (fields["License"] or "")


def page() -> str:
    """The list as a page."""
    rows = sorted((name, licence(name, package)) for name, package in needed().items())
    return HEAD + "".join(f"| {name} | {stated} |\n" for name, stated in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
