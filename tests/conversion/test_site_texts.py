"""Texts of the site that were given once for all editions."""

from __future__ import annotations

from pathlib import Path

from make import config

from qikan.content.glossary_file import glossary_texts, read_glossaries
from qikan.content.site import MenuItem
from qikan.conversion.converter import Converter
from qikan.conversion.site_texts import given_once, with_editions, write_for_editions
from qikan.model.subjects import Contributor

ROOT = Path(__file__).parents[2]


def once(text: str) -> dict[str, str]:
    return dict.fromkeys(("", "zh-Hans", "zh-Hant"), text)


def test_a_text_that_is_given_once_is_converted_for_the_other_edition() -> None:
    both = Contributor("organisation", "cedar", {"zh-Hans": "云杉", "zh-Hant": "雲杉社"})
    site = config(
        title=once("智能软件周报"),
        description=once("軟體與資料"),
        menu=(MenuItem("topics/", once("程序"), (1, 1)),),
        organisations=(
            Contributor("organisation", "nvidia", {"": "英伟达"}),
            Contributor("organisation", "stanford", {"": "史丹佛大學"}),
            both,
        ),
        people=(Contributor("person", "gao-liang", {"": "高亮云"}),),
    )
    converter = Converter(read_glossaries(glossary_texts(ROOT, ROOT / "tests"), []))
    done = with_editions(site, write_for_editions(converter, site))
    assert not any(given_once(done).values())
    assert done.title == {"zh-Hans": "智能软件周报", "zh-Hant": "智慧軟體週報"}
    assert done.description == {"zh-Hans": "软件与数据", "zh-Hant": "軟體與資料"}
    assert done.menu[0].name["zh-Hant"] == "程式"
    assert [one.names for one in done.organisations] == [
        {"zh-Hans": "英伟达", "zh-Hant": "輝達"},
        {"zh-Hans": "斯坦福大学", "zh-Hant": "史丹佛大學"},
        both.names,
    ]
    assert done.people[0].names == {"zh-Hans": "高亮云", "zh-Hant": "高亮雲"}


def test_texts_that_are_given_for_each_edition_stay() -> None:
    titles = {"zh-Hans": "软件", "zh-Hant": "軟件"}
    site = config(title=titles, description=titles)
    converter = Converter(lambda: 1 / 0)  # type: ignore[arg-type, return-value]
    done = with_editions(site, write_for_editions(converter, site))
    assert (done.title, done.description) == (titles, titles)
