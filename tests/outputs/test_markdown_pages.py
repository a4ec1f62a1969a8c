"""The Markdown twins of pages, and llms.txt."""

import re

from make import assemble, config, day, entry, issue, output_context, plan, topic, typeset_all

from qikan.content.site import Config, Licence
from qikan.generator.registry import FORMATS
from qikan.model.entry import Correction, Link, Provenance
from qikan.model.page import Page
from qikan.pages.spec import TWINS

RAG = topic("rag", "检索增强", "檢索增強", "RAG")
ENTRIES = [
    entry(
        1,
        title="On *Stars*",
        title_zh="论星号",
        topics=("rag", "标签"),
        authors=("陈丽", "Ada Chen"),
        links=(Link("code", "https://example.org/code?a=(b)"),),
        sources=(Provenance("某周报", "https://example.net/1"),),
        corrections=(Correction(day("2024-07-02"), "改正了发展的数字"),),
        written_by="某模型",
        body="第一段见[另一条](/papers/2406.00002/)。\n\n- 要点",
    ),
    entry(2, "2024-05-02", topics=("rag",)),
    entry(3, kind="news", status="withdrawn", withdrawn="作者撤稿"),
]


def twins(**settings: object) -> dict[str, str]:
    """The Markdown files of a site by path."""
    site = config(
        topics=(RAG,),
        outputs=frozenset(["markdown"]),
        licence=Licence("CC BY 4.0", "https://example.org/by/"),
        **settings,
    )
    return {page.path: text(site, page) for page in pages(site) if page.path.endswith("md")}


def pages(site: Config) -> list[Page]:
    return plan(site, assemble(site, typeset_all(ENTRIES, site), [issue("2024-W25")]))


def text(site: Config, page: Page) -> str:
    return FORMATS[page.format](output_context(site), page).decode()


def test_every_page_of_text_has_a_twin_in_every_edition() -> None:
    site = config(topics=(RAG,), outputs=frozenset(["markdown"]))
    html = {page.path for page in pages(site) if page.layout and page.kind in TWINS}
    assert {path.removesuffix(".md") for path in twins()} == html
    assert "zh-hant/papers/2406.00001/index.html" in html


def test_a_site_that_does_not_ask_has_none() -> None:
    site = config(outputs=frozenset())
    assert not [page for page in pages(site) if page.format == "markdown"]


def test_an_entrys_twin_says_what_its_page_says() -> None:
    assert twins()["zh-hant/papers/2406.00001/index.html.md"] == (
        "# 論星號\n\n"
        "<https://example.org/repo/zh-hant/papers/2406.00001/>\n\n"
        "- On \\*Stars\\*\n"
        "- 作者：陳麗、Ada Chen\n"
        "- 收錄：2024 年 6 月 21 日\n"
        "- [arXiv:2406.00001](<https://arxiv.org/abs/2406.00001>)\n"
        "- [程式碼](<https://example.org/code?a=(b)>)\n"
        "- 期別：[第 1 期](https://example.org/repo/zh-hant/issues/2024-W25/)\n"
        "- 主題：[檢索增強](https://example.org/repo/zh-hant/topics/rag/)、標籤\n"
        "- 來源：[某週報](<https://example.net/1>)\n"
        "- 摘要撰寫：某模型\n\n"
        "第一段見[另一條](https://example.org/repo/zh-hant/papers/2406.00002/)。\n\n"
        "- 要點\n\n"
        "## 本站更正\n\n"
        "- 2024 年 7 月 2 日 改正了發展的數字\n\n"
        "## 相關條目\n\n"
        "- [第 2 篇](https://example.org/repo/zh-hant/papers/2406.00002/) (2024 年 5 月 2 日)\n\n"
        "---\n\n"
        "[CC BY 4.0](https://example.org/by/)\n"
    )


def test_a_withdrawn_entrys_twin_says_why() -> None:
    assert "撤回原因：作者撤稿" in twins()["news/news-3/index.html.md"]


def test_twins_of_lists_lead_to_every_entry() -> None:
    files_by_path = twins()
    for path in ("index", "topics/rag/index", "archive/2024/06/index", "issues/2024-W25/index"):
        assert "https://example.org/repo/papers/2406.00001/" in files_by_path[f"{path}.html.md"], (
            path
        )
    assert "https://example.org/repo/topics/rag/" in files_by_path["topics/index.html.md"]
    assert "https://example.org/repo/archive/2024/05/" in files_by_path["archive/index.html.md"]


def test_the_twin_of_the_trends_has_the_numbers_of_the_charts() -> None:
    site = config(topics=(RAG,), outputs=frozenset(["markdown", "trends"]))
    entries = [*ENTRIES, entry(4, "2024-07-02", topics=("rag",))]
    planned = plan(site, assemble(site, typeset_all(entries, site), []))
    page = next(page for page in planned if page.path == "zh-hant/trends/index.html.md")
    twin = text(site, page)
    assert "| 主題 | 2024-05 | 2024-06 | 2024-07 |\n|---|---|---|---|\n" in twin
    assert "[檢索增強](https://example.org/repo/zh-hant/topics/rag/) | 1 | 1 | 1 |" in twin


def test_llms_txt_lists_issues_and_topics() -> None:
    for outputs, ending in ((["markdown"], "index.html.md"), ([], "")):
        site = config(topics=(RAG,), outputs=frozenset(outputs))
        page = next(page for page in pages(site) if page.path == "zh-hant/llms.txt")
        page_text = text(site, page)
        assert page_text.startswith("# 試刊\n\n> 測試用的期刊。\n")
        assert re.findall(r"\((https://[^)]*/repo/zh-hant/[^)]*)\)", page_text) == [
            f"https://example.org/repo/zh-hant/issues/2024-W25/{ending}",
            f"https://example.org/repo/zh-hant/issues/2024-W18/{ending}",
            f"https://example.org/repo/zh-hant/topics/rag/{ending}",
            "https://example.org/repo/zh-hant/feeds/",
        ]
