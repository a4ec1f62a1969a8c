"""Damaged files for every reader of an import: what is no whole file is read or refused by name.

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
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qikan.importing.formats.document import Document  # noqa: E402
from qikan.importing.formats.registry import FORMATS, MACHINE_FORMATS  # noqa: E402
from qikan.importing.item import ImportOptions  # noqa: E402
from qikan.importing.read import AUTO, read_document  # noqa: E402

FOLDERS = "machine abstracts digests listings posts tables".split()
SECONDS = 5.0
"""What one small file may take."""
TOKENS = [
    b'{"title":"x"}',
    b"[[[[",
    b"]]]]",
    b"{",
    b"}",
    b'"',
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"\x00",
    b"\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"<item>",
    b"</item>",
    b"@article{",
    b"TY  - JOUR\n",
    b"ER  - \n",
    b"\n---\n",
    b"- a\n- b\n",
    b"&x *x\n",
    b"|",
    b"\t",
    b",",
    b"\r",
    b"\x0b",
    b"\xbc\xd7",
    b"\xb5o",
    b"1e999",
    b"$$",
    b"```\n",
    b"](",
    b"![",
    b"<p>",
    b"</div>",
    b"2024-13-45",
    b"http://",
    b"arXiv:",
    b"%0 Journal\n",
    b"9" * 400,
]


def damaged(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A file with some of its bytes lost, doubled, exchanged or brought in."""
    raw = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, end = sorted(chance.randrange(len(raw) + 1) for _ in "ab")
        end = min(end, at + chance.choice((1, 4, 40, 4000)))
        match chance.randrange(6):
            case 0:
                del raw[at:end]
            case 1:
                raw[at:at] = raw[at:end] * chance.choice((1, 2, 50))
            case 2:
                raw[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 3, 500))
            case 3 if at < len(raw):
                raw[at] = chance.randrange(256)
            case 4:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                raw[at:end] = other[start : start + 200]
            case _:
                del raw[end:]
        if len(raw) > 300_000:
            del raw[300_000:]
    return bytes(raw)


def fault(document: Document, wanted: str) -> str:
    """What is wrong with how a file is read, or ''."""
    began = time.perf_counter()
    try:
        done = read_document(document, wanted, ImportOptions())
    except Exception:  # noqa: BLE001  (that is what is looked for)
        return traceback.format_exc()
    if (spent := time.perf_counter() - began) > SECONDS:
        return f"took {spent:.1f} s"
    result = done.result
    if result is not None and not result.account.adds_up and result.items:
        return "took items from a file whose account does not add up"
    if result is None and not done.problems and document.raw.strip():
        return "said nothing of a file that it did not read"
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
    failed: Counter[str] = Counter()
    count, end = 0, time.monotonic() + options.seconds
    while time.monotonic() < end:
        name, data = chance.choice(corpus)
        document = Document(name, damaged(data, others, chance))
        wanted = chance.choice(names)
        count += 1
        if said := fault(document, wanted):
            last = said.strip().split("\n")
            key = f"{wanted}: {' | '.join(line.strip() for line in last[-3:])}"
            if not failed[key] and options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{len(failed):03}-{wanted}-{name}").write_bytes(document.raw)
            failed[key] += 1
    for key, number in failed.most_common():
        print(f"{number:6} {key}")
    print(f"{count} files, {failed.total()} failed in {len(failed)} ways")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
