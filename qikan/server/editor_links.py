"""Addresses that open a file of the root in the editor's own program."""

from __future__ import annotations

import os
import urllib.parse
from pathlib import Path
from typing import NamedTuple

from qikan.problems.message import Message, message

PROGRAMS = {
    "vscode": "vscode://file{path}:{line}:{col}",
    "vscodium": "vscodium://file{path}:{line}:{col}",
    "cursor": "cursor://file{path}:{line}:{col}",
    "zed": "zed://file{path}:{line}:{col}",
    "idea": "idea://open?file={path}&line={line}&column={col}",
    "pycharm": "pycharm://open?file={path}&line={line}&column={col}",
    "none": "",
}
"""The addresses that programs understand; each registers its scheme with the system."""


def template_fault(name: str) -> Message | None:
    """What is wrong with the name of a program or a template of addresses."""
    if name in PROGRAMS or ("://" in name and "{path}" in name):
        return None
    return message("not-an-editor", text=name, known=", ".join(PROGRAMS))


class EditorLinks(NamedTuple):
    """Makes the links for the files of a root; ``program`` is a name or a template."""

    root: Path
    program: str

    def link(self, path: str, line: int = 1, col: int = 1) -> str:
        """The address that opens a file below the root at a place; '' if it cannot be opened."""
        template = PROGRAMS.get(self.program, self.program)
        file = self.root.absolute() / path
        if not template or not file.is_file():
            return ""
        spelled = "/" + str(file).replace(os.sep, "/").lstrip("/")
        quoted = urllib.parse.quote(spelled, safe="/:")
        place = {"{path}": quoted, "{line}": str(line), "{col}": str(col)}
        for name, value in place.items():
            template = template.replace(name, value)
        return template
