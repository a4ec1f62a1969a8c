"""Damaged content files for every reader of content: each is read, typeset or refused with a place.

python bench/fuzz_entries.py --seconds 3600 --keep DIR

Starts from the repository's content and from the cases of the tests. A reader that raises or takes
longer than it may, that refuses a file without a problem, that names a place outside the file, or
an entry that is not the same after it is written and read again, is a failure; the file is kept.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from damage import Failures, damaged

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from qikan import installation  # noqa: E402
from qikan.content import entry as entry_file  # noqa: E402
from qikan.content import issue as issue_file  # noqa: E402
from qikan.content.glossary_file import glossary_texts, read_glossaries, read_glossary  # noqa: E402
from qikan.content.site import Config  # noqa: E402
from qikan.content.site_file import read_config  # noqa: E402
from qikan.content.source import Source, decode  # noqa: E402
from qikan.content.subjects import read_organisations, read_people, read_topics  # noqa: E402
from qikan.conversion.converter import Converter  # noqa: E402
from qikan.conversion.typeset import typeset_entries, typeset_issues  # noqa: E402
from qikan.model.problem import Problem  # noqa: E402

SECONDS = 5.0
"""Of the processor, which one small file may take."""
SITE = "title: 小刊\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"

Reader = Callable[[Source], list[Problem]]


class ContentFaultError(Exception):
    """A file was read wrongly; the text says how."""


def is_read(content: object, problems: Sequence[Problem]) -> bool:
    """Whether a file was read without an error; one that was refused must have one."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if content is None and not errors:
        text = "refused without an error"
        raise ContentFaultError(text)
    return content is not None and not errors


def read_entry(config: Config, converter: Converter, source: Source) -> list[Problem]:
    """Parse and typeset an entry, and read again what is written of it."""
    entry, problems = entry_file.parse(source)
    if is_read(entry, problems) and entry:
        list(typeset_entries(config, converter, [entry]))
        written = Source(source.path.replace(".yaml", ".md"), entry_file.format(entry))
        again, new_problems = entry_file.parse(written)
        if again is None or replace(again, where=entry.where) != entry:
            raise ContentFaultError(
                "reads otherwise after it is written: " + " ".join(map(str, new_problems))
            )
    return problems


def read_issue(config: Config, converter: Converter, source: Source) -> list[Problem]:
    """Parse and typeset an issue."""
    issue, problems = issue_file.parse(source, "list")
    if is_read(issue, problems) and issue:
        list(typeset_issues(config, converter, [issue]))
    return problems


def readers() -> dict[str, Reader]:
    """The readers of content by the beginning of a file's path."""
    config, _ = read_config(Source("content/site.yaml", SITE))
    converter = Converter(read_glossaries(glossary_texts(installation.HOME, ROOT, ()), []))
    return {
        "content/entries/": partial(read_entry, config, converter),
        "content/issues/": partial(read_issue, config, converter),
        "content/site.yaml": lambda source: read_config(source)[1],
        "content/topics.yaml": lambda source: read_topics(source)[1],
        "content/organisations.yaml": lambda source: read_organisations(source)[1],
        "content/people.yaml": lambda source: read_people(source)[1],
        "content/glossary.yaml": lambda source: read_glossary(source)[1],
    }


def corpus(starts: Iterable[str]) -> list[tuple[str, bytes]]:
    """Whole files, of the archive here and of broken sites, whose paths begin as is stated."""
    folders = [ROOT, *sorted((ROOT / "tests/broken").iterdir())]
    files = [(path, folder) for folder in folders for path in sorted(folder.glob("content/**/*"))]
    texts = [
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path, folder in files
        if path.suffix in (".md", ".yaml") and path.is_file() and path.stat().st_size < 100_000
    ]
    return [text for text in texts if text[0].startswith(tuple(starts))]


def fault(path: str, data: bytes, reader: Reader) -> str:
    """What is wrong with how a file is read, or ''."""
    began = time.process_time()
    try:
        source, problems = decode(path, data)
        problems = problems or reader(source)
    except ContentFaultError as error:
        return str(error)
    except Exception:  # noqa: BLE001  (crashes are what this program searches for)
        return traceback.format_exc()
    if (spent := time.process_time() - began) > SECONDS:
        return f"took {spent:.1f} s"
    lines = data.count(b"\n") + data.count(b"\r") + 2
    outside = [problem for problem in problems if not 1 <= problem.line <= lines or problem.col < 1]
    texts = [problem.wording(language) for problem in problems for language in ("en", "zh")]
    if outside or not all(texts):
        return f"names no place in the file: {outside}"
    return ""


def main(arguments: Sequence[str]) -> int:
    """Damage files and read them until the time is up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where files go that fail")
    options = parser.parse_args(arguments)
    chance = random.Random(options.seed)
    by_path = readers()
    files = corpus(by_path)
    others = [data for _, data in files]
    failures = Failures(options.keep)
    count, end = 0, time.monotonic() + options.seconds
    while time.monotonic() < end:
        path, data = chance.choice(files)
        reader = next(reader for start, reader in by_path.items() if path.startswith(start))
        raw = damaged(data, others, chance)
        count += 1
        if text := fault(path, raw, reader):
            failures.note(Path(path).parent.name, text, Path(path).name, raw)
    return failures.report(count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
