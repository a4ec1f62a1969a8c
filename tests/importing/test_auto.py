"""Files as editors give them: tests/cases/auto holds some and what ``import auto`` reads in each.

``NAME.items.yaml`` beside ``NAME`` states the format, the items in order and the problems, with
the lines that are left out. A field that is not written there is empty. Run this file to write
those that are missing; read them.
"""

from __future__ import annotations

from typing import Any

import import_cases
import pytest
import yaml
from make import CASES

from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions
from qikan.importing.read import AUTO, read_document

FOLDER = CASES / "auto"
NAMES = sorted(path.name for path in FOLDER.iterdir() if not path.name.endswith(".items.yaml"))


def shown(name: str) -> dict[str, Any]:
    """What a file gives, as a case states it."""
    done = read_document(Document(name, (FOLDER / name).read_bytes()), AUTO, ImportOptions())
    result = done.result
    problems = [*done.problems, *(result.problems if result else ())]
    return {
        "format": done.format,
        "items": [import_cases.shown(item) for item in (result.items if result else ())],
        "problems": [str(problem) for problem in problems],
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_file_gives_what_its_case_states(name: str) -> None:
    stated = yaml.load((FOLDER / f"{name}.items.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert shown(name) == stated


def main() -> None:
    """Write the statements that are missing."""
    for name in NAMES:
        target = FOLDER / f"{name}.items.yaml"
        if not target.exists():
            text = yaml.safe_dump(shown(name), allow_unicode=True, sort_keys=False, width=100)
            target.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
