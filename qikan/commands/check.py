"""The verb ``check``: read everything and report problems; nothing of the content is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qikan import disk
from qikan.commands import request
from qikan.commands.call import Call
from qikan.content.glossary import Glossary, glossary_texts, read_glossary, rule_places
from qikan.content.source import Source, decode
from qikan.conversion.accepted import FILE, Decisions, format_accepted, read_accepted
from qikan.conversion.review import Archive, review, try_rule, undecided
from qikan.errors import CallError, ContentError
from qikan.generator import pipeline
from qikan.pages.render import layout_faults
from qikan.report import Report


def run(call: Call) -> None:
    """Read everything and report problems.

    Raises:
        ContentError: the content is wrong, and the problems have been shown; or ``--strict`` is
            stated and conversions are to be looked at.
    """
    report = Report()
    rule = _rule(call.try_rule) if call.try_rule else None
    with request.open_cache(call) as cache:
        wanted = request.make_request(call, (cache.value("last") or {}).get("stamps", {}))
        with request.with_executor(call, wanted) as wanted:
            plan = pipeline.prepare(wanted, cache, report)
        report.refuse([*plan.problems, *layout_faults(plan.layouts)])
        if call.conversion or rule:
            entries = [plan.fetch(item.entry) for item in plan.archive.entries]
            places = rule_places(glossary_texts(disk.HOME, call.root, plan.config.packs))
            archive = Archive(plan.config, plan.converter, entries, places)
            for line in try_rule(archive, rule) if rule else ():
                print(line)
            if call.conversion:
                _review(call, archive, report)
    report.finish(plan.problems, request.remark(plan.archive))


def _rule(text: str) -> Glossary:
    """A rule of the command line as a glossary of its own."""
    glossary, problems = read_glossary(Source("--try", f"words:\n  - {text}\n"))
    if problems:
        raise CallError(
            f"--try {text}: not a rule; write '软件 = 軟體', or > or < for one way only"
        )
    return glossary


def _review(call: Call, archive: Archive, report: Report) -> None:
    accepted = _accepted(call.root, report)
    for line in review(archive, accepted, _published(call.out)):
        print(line)
    shown = {
        variant: undecided(archive, variant, accepted.get(variant, frozenset()))
        for variant in archive.config.variants
    }
    if call.accept:
        decisions = {v: {*accepted.get(v, ()), *newly_shown} for v, newly_shown in shown.items()}
        disk.replace(call.root, FILE, format_accepted(decisions).encode())
    elif call.strict and any(shown.values()):
        raise ContentError("conversions are to be looked at; change the glossary or accept them")


def _accepted(root: Path, report: Report) -> Decisions:
    if not disk.exists(root, FILE):
        return {}
    source, problems = decode(FILE, disk.read(root, FILE))
    accepted, faults = read_accepted(source)
    report.refuse(problems + faults)
    return accepted


def _published(out: Path) -> Callable[[str], str]:
    """Texts of the published site by path."""

    def text(path: str) -> str:
        return disk.read(out, path).decode() if disk.exists(out, path) else ""

    return text
