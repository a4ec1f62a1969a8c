"""The task that typesets entry files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from qikan import disk
from qikan.archive.policy import advice
from qikan.cache.encoding import digest
from qikan.cache.records import facts, pack
from qikan.content import entry as entry_file
from qikan.content.site import Config
from qikan.content.source import decode
from qikan.conversion.converter import Converter
from qikan.model.archive import Facts
from qikan.model.entry import Entry
from qikan.model.problem import Problem
from qikan.parallel.workers import Run, Task

Clock = Callable[[], float]
"""Seconds since some moment."""


class TypesetContext(NamedTuple):
    """What entries are typeset with; with a clock one by one, to measure each."""

    config: Config
    converter: Converter
    clock: Clock | None = None


class TypesetJob(NamedTuple):
    """Where entry files are, and what they are typeset with."""

    root: Path
    context: TypesetContext


def load() -> None:
    """Import the parser of Markdown: after an edit only another process needs it."""
    from qikan.conversion import typeset  # noqa: F401


class EntryFile(NamedTuple):
    """An entry's file: its digest, and its bytes if that is not the one expected."""

    path: str
    digest: str
    data: bytes | None


class Result(NamedTuple):
    """An entry file that was read: its digest, and the rest if that is not the one expected."""

    path: str
    digest: str
    facts: Facts | None = None
    record: bytes = b""
    problems: Sequence[Problem] = ()
    seconds: float = 0.0


def _load(job: TypesetJob) -> Callable[[Sequence[tuple[str, str]]], list[EntryFile]]:
    def load(files: Sequence[tuple[str, str]]) -> list[EntryFile]:
        loaded = []
        for path, expected in files:
            data = disk.read(job.root, path)
            actual = digest(data)
            loaded.append(EntryFile(path, actual, None if actual == expected else data))
        return loaded

    return load


def _run(context: TypesetContext) -> Callable[[Sequence[EntryFile]], Iterator[Result]]:
    clock = context.clock

    def run(files: Sequence[EntryFile]) -> Iterator[Result]:
        if clock is None:
            yield from _typeset(context, files)
            return
        for file in files:
            began = clock()
            for result in _typeset(context, [file]):
                yield result._replace(seconds=clock() - began)

    return run


def _typeset(context: TypesetContext, files: Iterable[EntryFile]) -> Iterator[Result]:
    """Parse and typeset files together: OpenCC is fastest on long texts."""
    parsed: list[tuple[Entry, str, list[Problem]]] = []
    whole_words = context.config.whole_words
    for path, file_digest, data in files:
        if data is None:
            yield Result(path, file_digest)
            continue
        entry, problems = _parse(path, data, whole_words)
        if entry:
            problems = [*problems, *advice(entry, context.config.checks)]
            parsed.append((entry, file_digest, problems))
        else:
            yield Result(path, file_digest, problems=problems)
    entries = [entry for entry, *_ in parsed]
    from qikan.conversion.typeset import typeset_entries  # late: see load

    results = typeset_entries(context.config, context.converter, entries)
    for typeset, (entry, file_digest, problems) in zip(results, parsed, strict=True):
        record = pack(typeset)
        yield Result(entry.where.path, file_digest, facts(typeset, record), record, problems)


def _parse(
    path: str, data: bytes, whole_words: Collection[str]
) -> tuple[Entry | None, list[Problem]]:
    source, problems = decode(path, data)
    return (None, problems) if problems else entry_file.parse(source, whole_words)


def _store(_: TypesetJob) -> Callable[[object, Iterator[Result]], list[Result]]:
    return lambda _, results: list(results)


typeset_files: Run[TypesetJob, Sequence[tuple[str, str]], list[Result]] = Task(
    load=_load, load_all=_load, run=_run, store=_store
)
"""Read, parse and typeset entry files, given by path and expected digest."""
