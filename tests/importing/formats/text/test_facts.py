"""What lines below a title hold."""

from __future__ import annotations

import pytest

from qikan.importing.formats.text.facts import Facts, note_line
from qikan.importing.formats.text.line import BLANK, TEXT, Line


def noted(text: str, kind: str = TEXT) -> Facts:
    facts = Facts()
    note_line(facts, Line(1, kind, text, text))
    return facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("风筝学会转弯", Facts(prose=6)),
        ("作者：何恺明", Facts(fields={"authors"})),
        ("**作者**", Facts(fields={"authors"}, prose=6)),
        ("摘要：风筝转弯", Facts(fields={"body"}, prose=4)),
        ("2031-05-06", Facts()),
        ("arXiv:3105.01234", Facts(ids={"3105.01234"}, fields={"arxiv"})),
        ("https://arxiv.org/abs/3105.01234", Facts(links=1, ids={"3105.01234"})),
        ("看 https://arxiv.org/abs/3105.01234 说", Facts(links=1, prose=36)),
        ("", Facts()),
    ],
)
def test_what_a_line_holds(text: str, facts: Facts) -> None:
    assert noted(text) == facts


def test_a_blank_line_holds_nothing_and_facts_add_up() -> None:
    assert noted("风筝", BLANK) == Facts()
    both = noted("风筝")
    both.add(noted("作者：何恺明"))
    assert both == Facts(fields={"authors"}, prose=2)
