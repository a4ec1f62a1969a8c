"""The row of an entry's addresses."""

from typing import Any

import pytest
from make import entry

from qikan.model.entry import LINK_TYPES, Link
from qikan.pages.entry_links import ROW, entry_links


def row(**fields: Any) -> list[tuple[str, str]]:
    return [(link.type, link.url) for link in entry_links(entry(1, **fields))]


def test_the_paper_and_its_pdf_follow_from_the_arxiv_id() -> None:
    assert row(arxiv="2404.07965") == [
        ("paper", "https://arxiv.org/abs/2404.07965"),
        ("pdf", "https://arxiv.org/pdf/2404.07965"),
    ]


def test_a_stated_address_stands_in_place_of_the_one_that_follows() -> None:
    stated = (
        Link("code", "https://github.com/a/b"),
        Link("paper", "https://arxiv.org/pdf/2404.07965", "论文链接"),
    )
    links = entry_links(entry(1, arxiv="2404.07965", links=stated))
    assert [(link.type, link.label, link.stated) for link in links] == [
        ("paper", "", False),
        ("pdf", "论文链接", True),
        ("code", "", True),
    ]


@pytest.mark.parametrize(
    ("url", "pdf"),
    [
        (
            "https://aclanthology.org/2024.acl-long.1/",
            "https://aclanthology.org/2024.acl-long.1.pdf",
        ),
        ("https://openreview.net/forum?id=aB_1-c", "https://openreview.net/pdf?id=aB_1-c"),
        ("https://arxiv.org/abs/cs/0112017", "https://arxiv.org/pdf/cs/0112017"),
        ("https://example.org/paper", None),
        ("https://example.org/paper.pdf", "https://example.org/paper.pdf"),
    ],
)
def test_a_pdf_is_added_only_where_its_address_is_certain(url: str, pdf: str | None) -> None:
    links = row(kind="news", arxiv="", links=(Link("paper", url),))
    assert [address for kind, address in links if kind == "pdf"] == ([pdf] if pdf else [])


def test_html_is_shown_where_it_is_stated_only() -> None:
    url = "https://arxiv.org/html/2404.07965"
    assert ("html", url) in row(links=(Link("web", url),))
    assert "html" not in [kind for kind, _ in row()]


def test_every_type_of_link_has_a_place() -> None:
    assert set(LINK_TYPES) <= set(ROW)
