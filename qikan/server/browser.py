"""The messages to the preview's script in the browser: about its page, and about each status."""

from __future__ import annotations

import html
import json
import urllib.parse
from collections import Counter
from collections.abc import Mapping
from typing import Any

from qikan.model.page import Page
from qikan.model.problem import Problem
from qikan.server import panel
from qikan.server.editor_links import EditorLinks
from qikan.server.preview import Status

OWN = "/__qikan__/"
"""The path of the preview's own files: no address of a site begins so."""


_LANGUAGE = "zh"
"""Of messages in the panel, as of its buttons."""
_MOST_SHOWN = 200
"""The number of problems sent to a page: a new import may have thousands."""


def page_context(page: Page | None, version: str, token: str, links: EditorLinks) -> dict[str, str]:
    """What the script knows of its page; ``token`` is empty where it may not write."""
    context = {"version": version, "token": token}
    if page is None:
        return context
    source, facts, topic = panel.source_of(page)
    edit = links.link(source) if source else ""
    context |= {"page": page.path, "source": source, "topic": topic, "edit": edit}
    if facts:
        context |= {"status": facts.status, "digest": facts.digest}
    return context


def with_script(data: bytes, context: Mapping[str, str]) -> bytes:
    """A page with the script that shows mistakes and loads the page again after a change."""
    attribute = html.escape(json.dumps(context, ensure_ascii=False))
    tag = f'<script src="{OWN}client.js" data-context="{attribute}" defer></script>'.encode()
    before, end, after = data.rpartition(b"</body>")
    return before + tag + end + after if end else data + tag


def event(status: Status, links: EditorLinks, query: str) -> str:
    """A status for the script, as JSON in one line.

    ``query`` names the source and the topic of the script's page, whose problems come first.
    """
    stated = dict(urllib.parse.parse_qsl(query))
    source = panel.PageSource(stated.get("source", ""), None, stated.get("topic", ""))
    ranked = sorted(
        status.problems, key=lambda one: (one.severity != "error", not source.is_about(one))
    )
    shown, others = ranked[:_MOST_SHOWN], ranked[_MOST_SHOWN:]
    value: Mapping[str, Any] = {
        "version": status.version,
        "failure": status.failure.text(_LANGUAGE) if status.failure else "",
        "drafts": {variant: list(paths) for variant, paths in status.drafts.items()},
        "problems": [_problem(one, links) | {"own": source.is_about(one)} for one in shown],
        "more": dict(Counter(one.severity for one in others)),
    }
    return json.dumps(value, ensure_ascii=False)


def _problem(problem: Problem, links: EditorLinks) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "place": f"{problem.path}:{problem.line}:{problem.col}",
        "edit": links.link(problem.path, problem.line, problem.col),
        "text": problem.wording(_LANGUAGE),
        "id": problem.id,
        "severity": problem.severity,
        "caret": problem.caret() if problem.excerpt else "",
    }
