"""Damaged files for every reader of an import: each is read or refused with its name.

python bench/fuzz_imports.py --seconds 3600 --keep DIR

Starts from the files of tests/cases. A reader that raises, whose account does not add up, or that
takes longer than it may is a failure; the file that did it is kept.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from damage import Failures, damaged

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qikan.importing.formats.document import Document  # noqa: E402
from qikan.importing.formats.registry import FORMATS, MACHINE_FORMATS  # noqa: E402
from qikan.importing.item import ImportOptions  # noqa: E402
from qikan.importing.read import AUTO, read_document  # noqa: E402

FOLDERS = "machine abstracts digests listings posts tables".split()
SECONDS = 5.0
"""Of the processor, which one small file may take."""

_NO_TEXT = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
"""Bytes of which an empty file may consist: marks of its encoding, spaces."""


def fault(document: Document, wanted: str) -> str:
    """What is wrong with how a file is read, or ''."""
    began = time.process_time()
    try:
        done = read_document(document, wanted, ImportOptions())
    except Exception:  # noqa: BLE001  (crashes are what this program searches for)
        return traceback.format_exc()
    if (spent := time.process_time() - began) > SECONDS:
        return f"took {spent:.1f} s"
    result = done.result
    if result is not None and not result.account.adds_up and result.items:
        return "took items from a file whose account does not add up"
    is_empty = not document.raw.translate(None, _NO_TEXT)
    if result is None and not done.problems and not is_empty:
        return "reported nothing about a file that it did not read"
    return ""


def main(arguments: Sequence[str]) -> int:
    """Damage files and read them until the time is up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", nargs="+", metavar="NAME", help="the readers (all, and auto)")
    parser.add_argument("--keep", type=Path, help="where files go that fail")
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    files = [path for name in FOLDERS for path in sorted((ROOT / "tests/cases" / name).iterdir())]
    corpus = [
        (path.name, path.read_bytes()) for path in files if not path.name.endswith(".items.yaml")
    ]
    others = [data for _, data in corpus]
    names = options.formats or [AUTO, AUTO, AUTO, *MACHINE_FORMATS, *FORMATS]
    failures = Failures(options.keep)
    count, end = 0, time.monotonic() + options.seconds
    while time.monotonic() < end:
        name, data = chance.choice(corpus)
        document = Document(name, damaged(data, others, chance))
        wanted = chance.choice(names)
        count += 1
        if text := fault(document, wanted):
            failures.note(wanted, text, f"{wanted}-{name}", document.raw)
    return failures.report(count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
