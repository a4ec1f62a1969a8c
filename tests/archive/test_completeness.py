"""The warnings that ``check`` gives beyond a build, for one entry and across entries."""

from __future__ import annotations

import pytest

from qikan.archive.completeness import check_completeness
from qikan.content.entry import parse
from qikan.content.site_file import read_config
from qikan.content.source import Source
from qikan.conversion.folding import fold
from qikan.model.archive import Archive
from qikan.model.entry import Entry

SITE = "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"
BODY = "灯笼沿着河岸一盏一盏亮起来，过桥的人都抬头看。"


def entry(name: str, *, title: str = "河岸的灯笼", fields: str = "", body: str = BODY) -> Entry:
    front = f"title: {title}\nlang: zh-Hans\ndate: 2024-05-06\ntopics: [灯笼]\n{fields}"
    text = f"---\n{front}---\n{body}\n"
    parsed, problems = parse(Source(f"content/entries/{name}.md", text))
    assert parsed
    assert not problems
    return parsed


def problems_of(
    *entries: Entry, site: str = "", topics: str = ""
) -> list[tuple[str, str, int, int]]:
    lists = Source("content/topics.yaml", topics)
    config, problems = read_config(Source("content/site.yaml", SITE + site), lists)
    assert not problems
    archive = Archive((), (), (), (), {}, {}, {})
    problems = check_completeness(config, archive, entries, lists, fold)
    return sorted(
        (problem.id, problem.path.rpartition("/")[2], problem.line, problem.col)
        for problem in problems
    )


def test_titles_that_are_nearly_the_same_are_reported_in_either_script() -> None:
    first = entry("a", title="过桥的人为什么都要抬头看灯笼")
    second = entry("b", title="過橋的人為什麼都要抬頭看燈籠？")
    other = entry("c", title="河里的船为什么不点灯")
    assert problems_of(first, second, other) == [("near-duplicate", "b.md", 2, 8)]


def test_two_texts_of_one_paper_are_not_reported_twice() -> None:
    paper = "arxiv: 2405.00001\nauthors: [Ana Brook]\n"
    assert problems_of(entry("a", fields=paper), entry("b", fields=paper + "id: other\n")) == []


def test_a_term_in_two_ways_is_reported_where_the_rare_one_begins() -> None:
    usual = [
        entry(f"e{n}", title=f"第{n * 111}夜的故事", body=f"智能体过桥。{BODY}") for n in (1, 2)
    ]
    rare = entry("r", title="一个人的夜路", body=f"{BODY}\n\n有个代理提着灯笼。")
    assert problems_of(*usual, rare) == [("term-in-two-ways", "r.md", 9, 3)]
    host = entry("r", title="一个人的夜路", body=f"代理服务器。{BODY}")
    assert problems_of(*usual, host) == []


@pytest.mark.parametrize(
    ("added", "places"),
    [
        ("", []),
        ("提灯也亮了。", [(7, len(BODY) + 1)]),
        ("\n小灯笼旁边有提灯。", [(8, 7)]),
        ("大提灯不是提灯。", [(7, len(BODY) + 6)]),
    ],
)
def test_the_sites_own_terms_are_kept(added: str, places: list[tuple[int, int]]) -> None:
    site = "terms: [提灯 > 灯笼, 提灯 > 大提灯]\n" if "大" in added else "terms: [提灯 > 灯笼]\n"
    problems = problems_of(entry("a", title="夜路", body=BODY + added), site=site)
    assert [row[2:] for row in problems][-1:] == places
