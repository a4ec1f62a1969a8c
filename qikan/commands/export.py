"""The verb ``export``: write issues as files that are posted, mailed or read elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qikan import disk
from qikan.commands import request
from qikan.commands.call import Call
from qikan.errors import CallError
from qikan.export.context import ExportContext, IssueEdition
from qikan.export.registry import FORMATS
from qikan.generator import pipeline
from qikan.generator.printing import PrintContext, output_context, page_renderer
from qikan.model.archive import Issue
from qikan.problems.message import message
from qikan.report import Report


def run(call: Call, report: Report) -> None:
    """Write each named issue in each edition asked for into a folder; nothing else changes.

    Raises:
        CallError: no such issue or edition.
        ContentError: the content is wrong; the problems have been shown, nothing was written.
    """
    with request.open_cache(call) as cache:
        with request.with_executor(call, request.make_request(call, {})) as wanted:
            plan = pipeline.prepare(wanted, cache, report)
        context = _context(call, plan)
        issues = [_issue(plan.archive.issues, name) for name in call.issues]
        files: Mapping[str, bytes] = {
            f"{issue.id}.{variant}.{FORMATS[call.format].ending}": FORMATS[call.format].make(
                IssueEdition(context, issue, variant)
            )
            for issue in issues
            for variant in _editions(call, plan.config.variants)
        }
    folder = Path(call.into) if call.into else call.root / "export"
    for name, data in files.items():
        disk.replace(Path(), str(folder / name), data)  # a failure names the whole path
        report.print_message(message("exported", path=folder / name, size=f"{len(data):,}"))


def _context(call: Call, plan: pipeline.Plan) -> ExportContext:
    sources = {asset.path: asset.source for asset in plan.assets}
    printing = PrintContext(plan.config, plan.messages, plan.layouts, plan.images)

    def read(path: str) -> bytes | None:
        source = sources.get(path, "")
        return disk.read(call.root, source) if source.startswith("content/") else None

    outputs = output_context(printing, plan.fetch)
    return ExportContext(outputs, page_renderer(printing, plan.fetch), read)


def _editions(call: Call, variants: tuple[str, ...]) -> tuple[str, ...]:
    """The edition asked for, or all that the site has."""
    if not call.edition:
        return variants
    if call.edition not in variants:
        known = ", ".join(variants)
        raise CallError(message("no-such-edition", edition=call.edition, known=known))
    return (call.edition,)


def _issue(issues: tuple[Issue, ...], name: str) -> Issue:
    """An issue by its id, its number, or ``latest``.

    Raises:
        CallError: there is none.
    """
    for issue in issues:
        number = str(issue.written.file.number) if issue.written else ""
        if name in (issue.id, number) or name == "latest":
            return issue
    known = ", ".join(issue.id for issue in issues[:3]) or "–"
    raise CallError(message("no-such-issue", name=name, known=known))
