"""The verb ``build``: bring the site up to date."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qikan import disk
from qikan.cache import last_build
from qikan.cache.store import Cache
from qikan.commands import request
from qikan.commands.call import Call
from qikan.errors import ContentError
from qikan.generator.request import BuildRequest
from qikan.problems.message import Message, message
from qikan.publish.published import interruptible, published_digest
from qikan.report import Report, counted

if TYPE_CHECKING:
    from qikan.generator.pipeline import Plan
    from qikan.model.problem import Problem

_LAST = "last"
"""The cache's name for what the last build read and published."""


def run(call: Call, report: Report) -> None:
    """Bring the site up to date; nothing is done where nothing changed.

    Raises:
        ContentError: the content is wrong; the problems have been shown, nothing was published.
        Ended: it was interrupted.
    """
    with interruptible(call.out), request.open_cache(call) as cache:
        clock = disk.clock_now(cache.path.parent)
        last = cache.value(_LAST) or {}
        code = last_build.read_code(last, clock)
        wanted = request.make_request(call, last.get("stamps", {}), code.digest)
        disk.remove_parts(call.root, wanted.listing)
        if _is_published(call, wanted, last):
            entries = counted(len(wanted.listing.entries), "entry-file")
            report.stage("read", message("nothing-changed", entries=entries))
            remarks = [Message.from_json(row) for row in last["remarks"]]
            report.finish(_problems_from(last["problems"]), remarks)
            return
        stamps = {p: s if s[1] < clock else None for p, s in wanted.listing.stamps.items()}
        state = {"code": code.digest, "code_files": code.files, "stamps": stamps}
        try:
            plan, remarks, site = _build(call, wanted, cache, last, report)
        except ContentError:
            state["stamps"] = _read_stamps(wanted, stamps, last)
            cache.write_value(_LAST, state)
            cache.commit()
            raise
        state |= _published_state(call, plan, remarks, site)
        cache.write_value(_LAST, state)
        cache.commit()
    report.finish(plan.problems, remarks)


def _read_stamps(
    wanted: BuildRequest, stamps: Mapping[str, Any], last: Mapping[str, Any]
) -> dict[str, Any]:
    """The stamps of what the cache has after a build that published nothing: entries and issues as
    they are now, all other files as the last build published them.
    """
    read = {*wanted.listing.entries, *wanted.listing.issues}
    published = {p: s for p, s in last.get("stamps", {}).items() if p not in read}
    return published | {path: stamps[path] for path in read}


def _problems_from(rows: Sequence[Any]) -> list[Problem]:
    if not rows:
        return []
    from qikan.cache.records import problem_from  # late: it imports the data types

    return [problem_from(row) for row in rows]


def _build(
    call: Call, wanted: BuildRequest, cache: Cache, last: Mapping[str, Any], report: Report
) -> tuple[Plan, list[Message], str]:
    """Make the site and publish it; gives its plan, the remarks and the digest of the site.

    An unchanged site needs nothing of what this imports.
    """
    from qikan.generator import ahead
    from qikan.publish import trees

    trees.refuse_foreign(call.out, own=call.out == call.root / "site")
    is_typeset = last.get("code") == wanted.code
    is_edit = is_typeset and call.out.exists()  # or all pages are made
    if not (is_typeset and all(map(wanted.unchanged, wanted.listing.entries))):  # others typeset
        prepare = _import_publishing if _is_large(wanted) else _prepare_edit
        wanted = wanted._replace(meanwhile=prepare if is_edit else _import_rest)
    with contextlib.ExitStack() as stack:
        wanted = stack.enter_context(ahead.standby_copied(wanted, last))
        wanted = stack.enter_context(request.with_executor(call, wanted))
        if not is_edit:
            begun = ahead.parsing_begun(wanted, glossaries=not is_typeset)
            wanted = stack.enter_context(begun)
        if is_typeset:
            layouts = _SHOWING if is_edit and _is_large(wanted) else ()
            begun = ahead.typesetting_begun(wanted, cache.path.parent, layouts)
            wanted = stack.enter_context(begun)
        from qikan.generator import pipeline  # beside the process that has begun

        content = pipeline.open_content(wanted, cache, report)
        plan = pipeline.assemble(wanted, content, cache, report)
        cache.commit()  # what was typeset need not be typeset again
        from qikan.generator import publishing

        site = publishing.publish(wanted, plan, cache, report)
    return plan, request.remarks(plan.archive), site


def _published_state(call: Call, plan: Plan, remarks: list[Message], site: str) -> dict[str, Any]:
    """What the next build has to know of this one, given the digest of the published site."""
    from qikan.cache.records import problem_rows

    return {
        "call": last_build.call_key(call.base_url, call.drafts, call.out),
        "problems": problem_rows(plan.problems),
        "remarks": [remark.to_json() for remark in remarks],
        "site": site,
        "days": plan.days,
        "timezone": plan.config.timezone,
    }


_SHOWING = ("entry.html", "issue.html", "month.html", "subject.html")
"""The layouts that show entries: an edit of any of them needs these, and few need others."""


_MANY = 3_000
"""From so many entries on the build's own process is behind the one that typesets an edit, which
compiles layouts, too."""


def _is_large(wanted: BuildRequest) -> bool:
    return len(wanted.listing.entries) >= _MANY


def _import_rest(layouts: object) -> None:
    """Import what comes after typesetting, for the processes that are forked then."""
    _import_publishing(layouts)
    from qikan.search import block  # noqa: F401


def _import_publishing(_layouts: object) -> None:
    """Import what comes after typesetting in an edit.

    The search index needs more, which is imported by the process that makes a block of it.
    """
    from qikan.generator import publishing  # noqa: F401


def _prepare_edit(layouts: Mapping[str, str]) -> None:
    """Import what comes after typesetting, and compile the layouts that an edit needs."""
    from qikan.pages.render import compile_layouts

    _import_publishing(layouts)
    compile_layouts(layouts, _SHOWING)


def _is_published(call: Call, wanted: BuildRequest, last: Mapping[str, Any]) -> bool:
    """Whether the published site is what a build would make."""
    return (
        last.get("call") == last_build.call_key(call.base_url, call.drafts, call.out)
        and last["code"] == wanted.code
        and last["stamps"] == wanted.listing.stamps
        and not wanted.listing.problems
        and last["site"] == published_digest(call.out)
        and _is_same_day(wanted, last)
    )


def _is_same_day(wanted: BuildRequest, last: Mapping[str, Any]) -> bool:
    """Whether a build makes of the content's dates what the last build made of them."""
    first, until = last["days"]
    today = wanted.day(last["timezone"]).isoformat()
    return bool(first <= today and (not until or today < until))
