"""The verb ``check``: read everything and report problems; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qikan import disk
from qikan.commands import request
from qikan.commands.call import Call
from qikan.conversion.review import review
from qikan.generator import pipeline
from qikan.pages.render import layout_faults
from qikan.report import Report


def run(call: Call) -> None:
    """Read everything and report problems.

    Raises:
        ContentError: the content is wrong; the problems have been shown.
    """
    report = Report()
    with request.open_cache(call) as cache:
        wanted = request.make_request(call, (cache.value("last") or {}).get("stamps", {}))
        with request.with_executor(call, wanted) as wanted:
            plan = pipeline.prepare(wanted, cache, report)
        report.refuse([*plan.problems, *layout_faults(plan.layouts)])
        if call.conversion:
            entries = [plan.fetch(item.entry) for item in plan.archive.entries]
            for line in review(plan.config, plan.converter, entries, _published(call.out)):
                print(line)
    report.finish(plan.problems, request.tags_line(plan.archive.tags))


def _published(out: Path) -> Callable[[str], str]:
    """Texts of the published site by path."""

    def text(path: str) -> str:
        return disk.read(out, path).decode() if disk.exists(out, path) else ""

    return text
