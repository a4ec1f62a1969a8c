"""What conversion costs: its share of a cold build in one process, over a generated corpus.

python bench/conversion.py --entries 1000
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import corpus  # noqa: E402

from qikan import cli  # noqa: E402
from qikan.conversion import editions as variants  # noqa: E402
from qikan.conversion.converter import Converter  # noqa: E402

spent = {"conversion": 0.0}


def timed(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, its time noted; an iterator is used up inside."""

    def run(*args: Any, **named: Any) -> Any:
        began = time.perf_counter()
        made = work(*args, **named)
        made = iter(list(made)) if isinstance(made, Iterator) else made
        spent["conversion"] += time.perf_counter() - began
        return made

    return run


def main() -> None:
    """Build a corpus once in this process and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1000)
    entries = parser.parse_args().entries
    for place, name in ((Converter, "convert"), (variants, "convert_name"), (variants, "guard")):
        setattr(place, name, timed(getattr(place, name)))
    with tempfile.TemporaryDirectory() as folder:
        corpus.write_corpus(Path(folder), entries, seed=1)
        began = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            code = cli.main(["--root", folder, "--jobs", "1"], ROOT)
        whole = time.perf_counter() - began
    if code:
        sys.exit(code)
    cost = spent["conversion"]
    print(f"{entries} entries: {whole:.2f} s, conversion {cost:.2f} s, {cost / whole:.1%}")


if __name__ == "__main__":
    main()
