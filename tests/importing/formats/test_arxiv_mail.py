"""Announcements of arXiv by e-mail; the texts are in tests/cases/arxivmail."""

from __future__ import annotations

import import_cases
import pytest

from qikan.content.source import Source
from qikan.importing.formats.registry import recognise
from qikan.importing.formats.text import arxiv_mail
from qikan.importing.item import ImportOptions


@pytest.mark.parametrize("name", import_cases.names("arxivmail"))
def test_an_announcement_gives_the_papers_its_case_names(name: str) -> None:
    source = Source("mail.txt", import_cases.text("arxivmail", name))
    assert recognise(source) == "arxivmail"
    result = arxiv_mail.read(source, ImportOptions())
    assert result.account.adds_up
    assert list(map(import_cases.shown, result.items)) == import_cases.expected("arxivmail", name)


def test_the_mails_own_text_is_reported() -> None:
    source = Source("mail.txt", import_cases.text("arxivmail", "a-day"))
    problems = [
        (problem.line, problem.severity)
        for problem in arxiv_mail.read(source, ImportOptions()).problems
    ]
    assert problems == [(1, "warning")]
