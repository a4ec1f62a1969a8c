"""What each import wrote, so that it can be reviewed as one act and taken back.

``content/imports/<name>.json`` names every file an import wrote with the digest of its text, and
what is doubtful about it. A file whose digest is another was edited since: it is never touched.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from qikan import disk
from qikan.importing.images import Copy
from qikan.importing.plan import Imported, Plan
from qikan.importing.request import ImportRequest
from qikan.model.problem import Problem
from qikan.problems.message import Message, message
from qikan.problems.rows import LANGUAGES
from qikan.scan import list_names

FOLDER = "content/imports"


@dataclass(frozen=True, slots=True)
class Journal:
    """What one import wrote.

    ``entries``, ``images``, ``alternatives`` and ``issues`` are the digests of new files by path;
    ``updates`` those of changed ones, ``before`` their former texts; ``doubts`` by path.
    ``texts`` are the digests of all texts that came with it: none is brought in twice.
    """

    name: str
    number: int
    format: str
    entries: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    alternatives: Mapping[str, str] = field(default_factory=dict)
    updates: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, Sequence[Message]] = field(default_factory=dict)
    texts: Sequence[str] = ()
    issues: Mapping[str, str] = field(default_factory=dict)


def digest(data: bytes) -> str:
    """The digest by which a file is known to be as an import wrote it."""
    return hashlib.sha256(data).hexdigest()[:32]


def write(request: ImportRequest, planned: Plan, copies: Iterable[Copy]) -> str:
    """Keep what an import is to write; the journal's name, or '' where that is nothing.

    Raises:
        MachineError: the journal cannot be written.
    """
    new = {file.path: _digest(file.text(request)) for file in planned.files if not file.before}
    known = (file for file in planned.files if file.before and request.update)
    changed = [file for file in known if file.updated != file.before]
    others = {file.path: _digest(file.written) for file in planned.alternatives}
    if not (new or changed or others):
        return ""
    number = max((journal.number for journal in read_all(request.root, [])), default=0) + 1
    journal = Journal(
        name=f"{number:04}-{request.format}-{_digest(' '.join([*new, *others]))[:4]}",
        number=number,
        format=request.format,
        entries=new,
        images={copy.path: digest(disk.read(Path(), copy.source)) for copy in copies},
        alternatives=others,
        updates={file.path: _digest(file.updated) for file in changed},
        before={file.path: file.before for file in changed},
        doubts={
            file.path: list(dict.fromkeys(file.doubts)) for file in planned.files if file.doubts
        },
        texts=planned.texts,
        issues={file.path: _digest(file.written) for file in planned.issues},
    )
    value = asdict(journal)
    value["doubts"] = {
        path: [doubt.to_json() for doubt in doubts] for path, doubts in journal.doubts.items()
    }
    text = json.dumps(value, ensure_ascii=False, indent=1)
    disk.write_new(request.root, f"{FOLDER}/{journal.name}.json", f"{text}\n".encode())
    return journal.name


def _digest(text: str) -> str:
    return digest(text.encode())


def read_all(root: Path, problems: list[Problem]) -> list[Journal]:
    """The journals of a root, the oldest first; one that cannot be read is reported."""
    journals = []
    for path in list_names(root, FOLDER):
        if not path.endswith(".json"):
            continue
        try:
            journal = _loaded(json.loads(disk.read(root, path)))
        except (ValueError, TypeError, KeyError, RecursionError):
            problems.append(Problem(path, 1, 1, message("not-a-journal")))
            continue
        journals.append(journal)
    return sorted(journals, key=lambda journal: (journal.number, journal.name))


def _loaded(value: dict[str, Any]) -> Journal:
    maps = ("entries", "images", "alternatives", "updates", "before", "issues")
    value.setdefault("issues", {})  # journals of before have none
    for name in maps:
        for path, text in value[name].items():
            if not isinstance(text, str) or not _is_inside(path):
                raise ValueError(path)
    kept = {name: dict(value[name]) for name in maps}
    doubts = {path: list(map(_doubt, rows)) for path, rows in value["doubts"].items()}
    return Journal(
        str(value["name"]),
        int(value["number"]),
        str(value["format"]),
        **kept,
        doubts=doubts,
        texts=[str(text) for text in value["texts"]],
    )


def _doubt(row: Any) -> Message:
    """A doubt as a message; journals of before hold texts."""
    if isinstance(row, str):
        return message("as-noted", text=row)
    doubt = Message.from_json(row)
    doubt.text(LANGUAGES[0])  # raises KeyError where no such message is known
    return doubt


def _is_inside(path: str) -> bool:
    """Whether a path is one that an import writes: a journal may come from elsewhere."""
    is_known = re.match(r"content/(?:entries|alternatives|issues)/", path)
    return bool(is_known) and ".." not in path.split("/")


def path_of(journal: Journal) -> str:
    """The journal's own file."""
    return f"{FOLDER}/{journal.name}.json"


def imported(journals: Iterable[Journal]) -> Imported:
    """What all imports wrote."""
    every = list(journals)
    texts = frozenset(text for journal in every for text in journal.texts)
    return Imported(texts, frozenset(path for journal in every for path in journal.entries))
