"""Folders as editors bring them: ``import auto FOLDER`` in one call, and once more.

``tests/cases/folders/NAME`` holds the files, ``NAME.yaml`` beside it what the call says and the
entries that it writes. A field that is not written there is empty. Run this file to write those
that are missing; read them.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import make
import pytest
import yaml
from builder import run_build
from make import CASES

from qikan.content import entry as entryfile
from qikan.content.source import Source
from qikan.model.entry import Entry

FOLDER = CASES / "folders"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
_TEXTS = ("title_zh", "kind", "lang", "published", "arxiv", "doi")
_LISTS = ("authors", "topics", "about")


def imported(root: Path, name: str) -> dict[str, Any]:
    """What an import of a case's folder says and leaves in an archive below ``root``."""
    run = run_build("import", "auto", name, "--root", ".", cwd=root)
    entries = (
        _shown(path.relative_to(root).as_posix(), path)
        for path in sorted((root / "content/entries").rglob("*.md"))
    )
    return {
        "exit": str(run.returncode),
        "says": [*run.stdout.splitlines(), *run.stderr.splitlines()],
        "entries": list(entries),
    }


def _shown(name: str, path: Path) -> dict[str, Any]:
    entry, faults = entryfile.parse(Source(name, path.read_text("utf-8")))
    assert isinstance(entry, Entry), faults
    row: dict[str, Any] = {"id": entry.id, "title": entry.title, "date": str(entry.date)}
    for field in (*_TEXTS, *_LISTS):
        if value := getattr(entry, field):
            row[field] = str(value) if field in _TEXTS else list(value)
    if entry.links:
        row["links"] = [" ".join(filter(None, (k.type, k.label, k.url))) for k in entry.links]
    row["body"] = entry.body.split("\n\n") if entry.body else []
    return row


def archive(root: Path, name: str) -> Path:
    """An empty archive with a case's folder beside its content."""
    (root / "content").mkdir()
    (root / "content/site.yaml").write_text(make.SITE, "utf-8")
    shutil.copytree(FOLDER / name, root / name)
    return root


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_gives_what_its_case_states_and_nothing_more_the_second_time(
    name: str, tmp_path: Path
) -> None:
    stated = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    root = archive(tmp_path, name)
    first = imported(root, name)
    assert first == stated
    again = imported(root, name)
    assert again["entries"] == first["entries"]
    total = next(line for line in again["says"] if " there already" in line)
    assert ": 0 written, " in total
    assert "proposed" not in total


def main() -> None:
    """Write the statements that are missing."""
    for name in NAMES:
        target = FOLDER / f"{name}.yaml"
        if not target.exists():
            with tempfile.TemporaryDirectory() as folder:
                shown = imported(archive(Path(folder), name), name)
            text = yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, width=100)
            target.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
