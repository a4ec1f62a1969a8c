"""The verb ``check``: read everything and report problems; nothing of the content is changed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from qikan import disk, installation
from qikan.archive.completeness import check_completeness
from qikan.archive.fixes import fixes
from qikan.commands import request
from qikan.commands.call import Call
from qikan.commands.external import external_problems
from qikan.content.glossary import Glossary
from qikan.content.glossary_file import glossary_texts, read_glossary, rule_places
from qikan.content.silence import not_silenced
from qikan.content.site import TOPICS
from qikan.content.site_file import read_if_there
from qikan.content.source import Source, decode
from qikan.conversion.accepted import FILE, Decisions, format_accepted, read_accepted
from qikan.conversion.folding import fold
from qikan.conversion.review import Archive, review, try_rule, undecided
from qikan.errors import CallError, ContentError
from qikan.generator import pipeline
from qikan.model.problem import Problem
from qikan.pages.render import layout_faults
from qikan.problems.message import Message, message
from qikan.report import Report
from qikan.search import near_names


def run(call: Call, report: Report) -> None:
    """Read everything and report problems.

    Raises:
        ContentError: the content is wrong, and the problems have been shown; or ``--strict`` is
            stated and conversions are to be looked at.
    """
    report.refused = "errors-not-built"
    try:
        problems, remarks = _check(call, report)
    except ContentError as error:
        _write_format(call, error.problems)
        _fix(call, error.problems)
        raise
    if not _write_format(call, problems):
        report.finish(problems, remarks)
    _fix(call, problems)


def _check(call: Call, report: Report) -> tuple[list[Problem], list[Message]]:
    """Everything that is reported, and the remarks about the whole archive."""
    rule = _rule(call.try_rule) if call.try_rule else None
    with request.open_cache(call) as cache:
        wanted = request.make_request(call, (cache.value("last") or {}).get("stamps", {}))
        with request.with_executor(call, wanted) as wanted:
            plan = pipeline.prepare(wanted, cache, report)
        report.refuse([*plan.problems, *layout_faults(plan.layouts)])
        entries = [plan.fetch(item.entry) for item in plan.archive.entries]
        written = [typeset.entry for typeset in entries]
        topics = read_if_there(call.root, TOPICS)
        problems = check_completeness(plan.config, plan.archive, written, topics, fold)
        if call.external:
            problems += external_problems(written)
        if call.conversion or rule:
            places = rule_places(glossary_texts(installation.HOME, call.root, plan.config.packs))
            archive = Archive(plan.config, plan.converter, entries, places)
            _print_all(try_rule(archive, rule) if rule else (), report)
            if call.conversion:
                _review(call, archive, report)
    near_topic = near_names.finder(
        word for topic in plan.config.topics for word in (*topic.names.values(), *topic.aliases)
    )
    remaining = not_silenced(plan.config.silence, problems)
    return [*plan.problems, *remaining], request.remarks(plan.archive, near_topic)


def _write_format(call: Call, problems: Sequence[Problem]) -> bool:
    """Write the problems for another program, if one is named; gives whether it is."""
    if call.format in ("", "text"):
        return False
    from qikan.commands.problem_formats import FORMATS  # late: few calls name one

    sys.stdout.write(FORMATS[call.format](sorted(set(problems)), call.language))
    return True


def _fix(call: Call, problems: Sequence[Problem]) -> None:
    """Show what could be mended, and with ``--write`` mend it."""
    if not call.fix:
        return
    for fix in fixes(problems, lambda path: disk.read(call.root, path).decode()):
        sys.stdout.write(fix.diff())
        if call.write:
            disk.replace(call.root, fix.path, fix.after.encode())


def _rule(text: str) -> Glossary:
    """A rule of the command line as a glossary of its own."""
    glossary, problems = read_glossary(Source("--try", f"words:\n  - {text}\n"))
    if problems:
        raise CallError(message("not-a-rule-to-try", text=text), "--try")
    return glossary


def _review(call: Call, archive: Archive, report: Report) -> None:
    accepted = _accepted(call.root, report)
    _print_all(review(archive, accepted, _published(call.out)), report)
    shown = {
        variant: undecided(archive, variant, accepted.get(variant, frozenset()))
        for variant in archive.config.variants
    }
    if call.accept:
        decisions = {v: {*accepted.get(v, ()), *newly_shown} for v, newly_shown in shown.items()}
        disk.replace(call.root, FILE, format_accepted(decisions).encode())
        count = sum(map(len, shown.values()))
        report.print_message(message("conversions-accepted", count=count, path=FILE))
    elif call.strict and any(shown.values()):
        raise ContentError(message("conversions-to-look-at"))


def _print_all(lines: Iterable[Message | str], report: Report) -> None:
    for line in lines:
        if isinstance(line, str):
            report.print_line(line)
        else:
            report.print_message(line)


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
