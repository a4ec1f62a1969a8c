"""Formats that programs write: tests/cases/machine holds a file of each kind and what is in it.

``NAME.items.yaml`` beside ``NAME`` lists the items in order and the problems. A field
that is not written there is empty. Run this file to write those that are missing; read them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import import_cases
import pytest
import yaml
from make import CASES

from qikan.importing.formats.document import Document
from qikan.importing.formats.registry import MACHINE_FORMATS, recognise_machine
from qikan.importing.item import ImportOptions, ReadResult

FOLDER = CASES / "machine"
NAMES = sorted(path.name for path in FOLDER.iterdir() if not path.name.endswith(".items.yaml"))


def read(path: Path) -> tuple[str, ReadResult]:
    document = Document(path.name, path.read_bytes())
    name = recognise_machine(document)
    return name, MACHINE_FORMATS[name].read(document, ImportOptions())


def shown(path: Path) -> dict[str, Any]:
    """What a file gives, as a case states it."""
    name, result = read(path)
    return {
        "format": name,
        "items": [import_cases.shown(item) for item in result.items],
        "problems": [str(problem) for problem in result.problems],
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_file_gives_the_items_that_its_case_lists(name: str) -> None:
    stated = yaml.load((FOLDER / f"{name}.items.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert shown(FOLDER / name) == stated


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_an_item_or_frame_or_reported(name: str) -> None:
    account = read(FOLDER / name)[1].account
    assert account.adds_up
    assert account.total > 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("share", [0.15, 0.5, 0.85, 0.98])
def test_half_a_file_is_read_or_refused_by_name(name: str, share: float) -> None:
    raw = (FOLDER / name).read_bytes()
    document = Document(name, raw[: int(len(raw) * share)])
    for format_ in MACHINE_FORMATS.values():
        result = format_.read(document, ImportOptions())
        assert result.account.adds_up
        complete = read(FOLDER / name)[1]
        assert result.items or result.problems or not result.account.used
        assert len(result.items) <= max(len(complete.items), 1)


def main() -> None:
    """Write the lists that are missing."""
    for name in NAMES:
        target = FOLDER / f"{name}.items.yaml"
        if not target.exists():
            text = yaml.safe_dump(
                shown(FOLDER / name), allow_unicode=True, sort_keys=False, width=100
            )
            target.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
