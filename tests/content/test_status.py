"""An entry's status is changed in its file, and nothing else is."""

from __future__ import annotations

import pytest

from qikan.content import entry as entryfile
from qikan.content.source import Source
from qikan.content.status import published_text, withdrawn_text

FIELDS = "title: 'A: b'\nlang: en\nid: a\n"
DRAFT = f"---\n{FIELDS}status: draft\ndate: 2024-05-01\n---\nstatus: draft\n\ndate: none\n"
YAML = "lang: en\ndate: 2024-05-01\ntitle: A\nstatus: published\nsummary: |\n  date: x\n"


def test_a_published_draft_loses_one_line() -> None:
    text = published_text(Source("content/entries/a.md", DRAFT))
    assert text == DRAFT.replace("status: draft\n", "", 1)


@pytest.mark.parametrize(
    "text",
    [
        DRAFT.replace("status: draft\n", "", 1),
        DRAFT.replace("status: draft", "? status\n: draft", 1),
        DRAFT.replace("title", "titel"),
        "no entry",
    ],
)
def test_what_is_no_draft_or_is_written_otherwise_is_left(text: str) -> None:
    assert published_text(Source("content/entries/a.md", text)) is None


@pytest.mark.parametrize(
    ("path", "text"), [("content/entries/a.md", DRAFT), ("content/entries/a.yaml", YAML)]
)
@pytest.mark.parametrize("reason", ["重复", 'it\'s: # ["odd"]', "- x", "---"])
def test_a_withdrawal_states_its_reason_and_leaves_the_rest(
    path: str, text: str, reason: str
) -> None:
    before, _ = entryfile.parse(Source(path, text))
    changed = withdrawn_text(Source(path, text), reason)
    assert changed
    after, problems = entryfile.parse(Source(path, changed))
    assert before
    assert after
    assert not problems
    assert (after.status, after.withdrawn) == ("withdrawn", reason)
    assert (after.body, after.title) == (before.body, before.title)
    assert withdrawn_text(Source(path, changed), "again") is None
