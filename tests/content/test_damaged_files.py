"""A thousand damaged files are read or refused with a place: bench/fuzz_entries.py in short."""

import random
import sys

from builder import ROOT

sys.path.append(str(ROOT / "bench"))

import fuzz_entries
from damage import damaged


def test_damaged_files_are_read_or_refused_with_a_place() -> None:
    chance, readers = random.Random(2), fuzz_entries.readers()
    files = fuzz_entries.corpus(readers)
    others = [data for _, data in files]
    faults = []
    for path, data in (chance.choice(files) for _ in range(1000)):
        reader = next(reader for start, reader in readers.items() if path.startswith(start))
        raw = damaged(data, others, chance)
        if fault := fuzz_entries.fault(path, raw, reader):
            faults.append((path, fault, raw))
    assert faults == []
