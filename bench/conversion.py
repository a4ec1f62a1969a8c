"""What conversion costs: its share of a cold build in one process, and its speed beside others.

All times are processor time.

python bench/conversion.py --entries 1000     # its share, over a generated corpus
python bench/conversion.py --speed            # beside OpenCC and zhconv-rs, over the same corpus
"""

from __future__ import annotations

import argparse
import contextlib
import functools
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
import opencc  # noqa: E402

from qikan import cli  # noqa: E402
from qikan.content.glossary_file import glossary_texts, read_glossaries  # noqa: E402
from qikan.conversion import typeset  # noqa: E402
from qikan.conversion.converter import Converter, Document  # noqa: E402

spent = {"conversion": 0.0}


def timed(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, its time noted; an iterator is used up inside."""

    def run(*args: Any, **named: Any) -> Any:
        began = time.process_time()
        result = work(*args, **named)
        result = iter(list(result)) if isinstance(result, Iterator) else result
        spent["conversion"] += time.process_time() - began
        return result

    return run


def share(folder: Path) -> None:
    """Build a corpus once in this process and print the shares."""
    for place, name in ((Converter, "convert"), (typeset, "convert_name"), (typeset, "guard")):
        setattr(place, name, timed(getattr(place, name)))
    began = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        code = cli.main(["--root", str(folder), "--jobs", "1"], ROOT)
    total = time.process_time() - began
    if code:
        sys.exit(code)
    cost = spent["conversion"]
    print(f"{total:.2f} s, conversion {cost:.2f} s, {cost / total:.1%}")


def speed(folder: Path) -> None:
    """Print the characters a second of several converters over the bodies of a corpus."""
    import zhconv_rs

    bodies = [path.read_text("utf-8") for path in sorted((folder / "content").rglob("*.md"))]
    count = sum(map(len, bodies))
    began = time.process_time()
    glossary = read_glossaries(glossary_texts(ROOT, folder), [])
    converter = Converter(glossary)
    converter.text("头发", "zh-Hant")
    print(f"start {time.process_time() - began:.3f} s; {count / 1e6:.2f} M characters")
    documents = [Document([(line,) for line in body.split("\n")]) for body in bodies]
    folder_of = Path(opencc.__file__).parent / "clib/share/opencc"
    engines = {name: opencc.OpenCC(str(folder_of / f"{name}.json")) for name in ("s2tw", "s2twp")}
    ways: dict[str, Callable[[], Any]] = {
        "qikan, first time": lambda: list(converter.convert(documents, "zh-Hant")),
        "qikan": lambda: list(converter.convert(documents, "zh-Hant")),
        **{
            f"OpenCC {name}": functools.partial(engine.convert, "\n".join(bodies))
            for name, engine in engines.items()
        },
        "zhconv-rs": lambda: zhconv_rs.zhconv("\n".join(bodies), "zh-tw"),
    }
    for name, way in ways.items():
        began = time.process_time()
        way()
        print(f"{count / 1e6 / (time.process_time() - began):8.2f} M characters/s  {name}")


def main() -> None:
    """Write a corpus and measure over it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        corpus.write_corpus(Path(name), options.entries, seed=1)
        print(f"{options.entries} entries: ", end="")
        (speed if options.speed else share)(Path(name))


if __name__ == "__main__":
    main()
