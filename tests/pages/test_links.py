"""Links are checked as a web server answers them, in every edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from make import all_entries, assemble, config, entry, plan, typeset

from qikan.markdown.render import embed
from qikan.model.entry import Entry
from qikan.pages import assets, links

STATIC = (
    "img/a.png",
    "img/图.png",
    "img/a b.png",
    "files/a.pdf",
    "demo/index.html",
    "%E7%94%B2.png",
)


def problems_of(
    body: str, *others: Entry, static: Sequence[str] = STATIC, **fields: Any
) -> list[str]:
    """The problems of an entry's text, by line; the site's own files are ``static``."""
    files = [f"content/static/{name}" for name in static]
    site = replace(config(), static_pages=assets.static_pages(files))
    archive = assemble(
        site, [typeset(one, site) for one in (entry(1, body=body, **fields), *others)]
    )
    pointers = links.pointers(all_entries(archive), ())
    copied = assets.assets(site, pointers, files, ())
    paths = [page.path for page in plan(site, archive)] + [asset.path for asset in copied]
    problems = links.check_links(site, paths, pointers, ["content/entries/2024/图.png"])
    return [
        str(problem).removeprefix("content/entries/2024/2406.00001.md:") for problem in problems
    ]


def hrefs(body: str, variant: str) -> str:
    files = [f"content/static/{name}" for name in STATIC]
    site = replace(config(), static_pages=assets.static_pages(files))
    return typeset(entry(1, body=body), site).editions[variant].html


@pytest.mark.parametrize(
    "body",
    [
        "![图](/img/a.png) [文档](/files/a.pdf) [演示](/demo/)",
        "![图](/img/图.png) ![图](/img/%E5%9B%BE.png)",
        "![图](</img/a b.png>) ![图](/img/a%20b.png)",
        "![图](图.png) ![图](%E5%9B%BE.png)",
        "[甲](/papers/2406.00001/#方法)\n\n## 方法",
        "[甲](/zh-hant/papers/2406.00001/)",
        "[顶](#top) [甲](/papers/2406.00001/#related)",
    ],
)
def test_what_a_server_finds_is_right(body: str) -> None:
    assert problems_of(body) == []


def test_links_of_a_summary_by_hand_are_looked_at_too() -> None:
    by_hand = "另寫，見[乙](/papers/none/)與[丙](#沒有)。\n\n![圖](沒有.png)\n\n## 方法"
    reported = problems_of("甲\n\n## 方法", lang="zh-Hans", summary_zh_hant=by_hand)
    assert [problem.partition(": ")[0] for problem in reported] == ["2:1", "4:1"]
    assert "/papers/none/" in reported[0]
    assert "沒有.png" in reported[1]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[x](/Papers/2406.00001/)", "8:1: the link /Papers/2406.00001/ leads nowhere"),
        ("[x](/Papers/2406.00001/)", "write /papers/2406.00001/"),
        ("一\n\n![图](/img/A.png)", "10:1: the link /img/A.png leads nowhere"),
        ("![图](/img/A.png)", "write /img/a.png"),
        ("![图](/%E7%94%B2.png)", "a server looks for 甲.png, so rename the file %E7%94%B2.png"),
        ("![图](/img/不在.png)", "/img/不在.png leads nowhere"),
        ("![图](圖.png)", "there is no file content/entries/2024/圖.png"),
        ("[甲](#方法)", "8:1: #方法 leads to no heading of this text"),
        (
            "[甲](/papers/2406.00002/#没有)",
            "8:1: the link /papers/2406.00002/#没有 leads to no heading",
        ),
        (f"[甲]({config().base_path}papers/2406.00002)", "so write /papers/2406.00002/"),
        ("[甲](/papers/2406.00002/#A-B)", "write /papers/2406.00002/#a-b"),
        ("[甲](相对/)", "`相对/` cannot be linked to"),
        ("![](/img/a.png)", "8:1: warning: the image /img/a.png has no text"),
        (r"$\ours$", r"8:1: warning: the formula `\ours` cannot be set"),
        ("甲\n\n$$\n\\ours\n$$", r"11:1: warning: the formula `\ours` cannot be set"),
        ("甲\n乙[[丙]]", "9:1: warning: `[[丙]]` is a wiki link"),
        ("甲[^1]", "8:1: warning: `[^1]` is a footnote without its text"),
        ("甲\n\n[^1]: 乙", "10:1: warning: the footnote [^1] is not shown"),
        ("%%私下%%甲", "8:1: warning: `%%私下%%` is a private comment"),
    ],
)
def test_what_it_does_not_find_is_reported_as_it_was_typed(body: str, message: str) -> None:
    problems = problems_of(body, entry(2, body="## A b"))
    assert any(message in line for line in problems), problems
    assert not any("%E6" in line for line in problems)


def test_a_page_has_an_edition_and_a_file_has_none() -> None:
    body = "[页](/topics/) [源](/feed.xml) [文](/files/a.pdf) [演](/demo/) [首](/)"
    html = hrefs(body, "zh-Hant")
    base = config().base_path
    for address in ("zh-hant/topics/", "zh-hant/feed.xml", "files/a.pdf", "demo/", "zh-hant/"):
        assert f'href="{base}{address}"' in html


def test_ids_are_the_same_in_both_editions() -> None:
    body = "## 软件与数据\n\n[见](#软件与数据)"
    one, other = (hrefs(body, variant) for variant in ("zh-Hans", "zh-Hant"))
    assert 'id="软件与数据"' in one
    assert 'id="软件与数据"' in other
    assert ">軟" in other


def test_ids_stand_once_on_a_page_of_many_entries() -> None:
    html = hrefs("## 方法\n\n[见](#方法)", "zh-Hans")
    inside = embed(html, "/papers/1/")
    assert " id=" not in inside
    assert 'href="/papers/1/#%E6%96%B9%E6%B3%95"' in inside


def test_a_draft_may_have_links_and_images_to_mend() -> None:
    body = "[甲](/nothing/)\n\n[乙](../b/)\n\n![丙](c.png)"
    site = config()
    draft = entry(1, body=body, status="draft")
    archive = assemble(site, [typeset(draft, site)])
    points = links.pointers(all_entries(archive), ())
    paths = [page.path for page in plan(site, archive)]
    problems = links.check_links(site, paths, points, (), {draft.where.path})
    assert {problem.severity for problem in problems} == {"warning"}
    assert {problem.line for problem in problems} >= {8, 10, 12}


def test_a_page_without_its_slash_is_reported_with_it() -> None:
    (told,) = problems_of("[甲](/papers/2406.00001)")
    assert "/papers/2406.00001/" in told
