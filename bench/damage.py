"""Files with some of their bytes lost, doubled, exchanged or brought in, for fuzzing readers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

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


class Failures:
    """What failed, by kind; the first file of each kind is kept in a folder, if one is named."""

    def __init__(self, keep: Path | None) -> None:
        self.keep = keep
        self.counts: Counter[str] = Counter()

    def note(self, kind: str, fault: str, name: str, raw: bytes) -> None:
        """Count a failure by the last lines of its text; ``name`` is that of the file."""
        last = " | ".join(line.strip() for line in fault.strip().split("\n")[-3:])
        key = f"{kind}: {last}"
        if key not in self.counts and self.keep:
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / f"{len(self.counts):03}-{name}").write_bytes(raw)
        self.counts[key] += 1

    def report(self, files: int) -> int:
        """Print the kinds with their numbers, of so many files; gives the exit code."""
        for key, number in self.counts.most_common():
            print(f"{number:6} {key}")
        print(f"{files} files, {self.counts.total()} failed in {len(self.counts)} ways")
        return 1 if self.counts else 0
