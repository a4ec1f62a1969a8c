"""Entries for property tests (Hypothesis)."""

import datetime
import re
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from make import lines, parse_entry, table

from qikan.content import entry as entryfile
from qikan.content.invisible import INVISIBLE
from qikan.content.source import FORBIDDEN
from qikan.editions import LANGS
from qikan.model.entry import KINDS, LINK_TYPES, Correction, Day, Entry, Link, Provenance
from qikan.model.problem import Where

TRAPS = [row[0] for row in table("as-typed.txt")] + [
    "C# 与 #话题",
    "a: b",
    "- a",
    "? a",
    "# a",
    "'",
    '"',
    '"a" b',
    "'a' b",
    "{a}",
    "[a",
    "a]",
    "a, b",
    "*a",
    "&a",
    "!a",
    "|",
    ">",
    "---",
    "...",
    "--- a",
    "%",
    "@",
    "`",
    "\\",
    "<<",
    "2024-99-99",
    "甲\t乙",
    "甲\u00a0乙",
    "👩‍🔬",
]
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
LINE = st.one_of(
    st.sampled_from(TRAPS),
    st.text(st.one_of(st.sampled_from("甲乙a1 :#'\"-,{}[]\\"), CHARACTERS), max_size=30)
    .map(str.strip)
    .filter(lambda text: text and not FORBIDDEN.search(text) and not INVISIBLE.search(text)),
)
LINES = st.lists(LINE, max_size=3, unique=True).map(tuple)
BODY = (
    st.lists(st.one_of(LINE, st.sampled_from(["", "  ", "---", "    code", "- a"])), max_size=6)
    .map("\n".join)
    .map(lambda text: re.sub(r"\A(\s*\n)+", "", text).strip("\n") if text.strip() else "")
)
IDS = st.from_regex(r"[a-z][a-z0-9._-]{0,20}[a-z]", fullmatch=True)
DAYS = st.one_of(
    st.dates(datetime.date(1000, 1, 1), max_value=datetime.date(9998, 12, 31)).map(
        lambda date: Day(date.year, date.month, date.day)
    ),
    st.builds(Day, st.integers(1000, 9998), st.integers(1, 12), st.just(0)),
)
URLS = st.one_of(
    st.sampled_from(["https://example.org/a?b=c#d,e", "http://例子.example/论文#'甲'"]),
    st.from_regex(
        r"https://[a-z]{1,9}\.example/[A-Za-z0-9/?&=#%,:;'()*!~@+._-]{0,20}", fullmatch=True
    ),
)
ARXIV = st.builds(
    "{:02}{:02}.{:05}".format, st.integers(15, 30), st.integers(1, 12), st.integers(0, 99_999)
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    kind = draw(st.sampled_from(KINDS))
    arxiv = draw(st.one_of(st.just(""), ARXIV)) if kind == "paper" else ""
    status = draw(st.sampled_from(["published", "draft", "withdrawn"]))
    stem = draw(IDS)
    fields: dict[str, Any] = {
        "id": draw(st.sampled_from([arxiv or stem, stem, "another"])),
        "kind": kind,
        "lang": draw(st.sampled_from(LANGS)),
        "title": draw(LINE),
        "title_zh": draw(st.one_of(st.just(""), LINE)),
        "title_en": draw(st.one_of(st.just(""), LINE)),
        "title_zh_hans": draw(st.one_of(st.just(""), LINE)),
        "title_zh_hant": draw(st.one_of(st.just(""), LINE)),
        "conversion": draw(st.sampled_from([(), ("软件 = 軟體", "甲 > 乙 丙")])),
        "summary_zh_hans": draw(st.sampled_from(["", "一段。", "一段。\n\n# 二\n\n- 三: 四"])),
        "summary_zh_hant": draw(BODY),
        "date": draw(DAYS),
        "published": draw(st.one_of(st.none(), DAYS)),
        "arxiv": arxiv,
        "doi": draw(st.sampled_from(["", "10.1234/a.b-c(1)"])),
        "authors": draw(LINES),
        "orgs": draw(LINES),
        "topics": draw(LINES),
        "links": tuple(
            draw(
                st.lists(
                    st.builds(
                        Link, st.sampled_from(LINK_TYPES), URLS, st.one_of(st.just(""), LINE)
                    ),
                    max_size=3,
                )
            )
        ),
        "issue": draw(st.sampled_from(["", "2024-06-21", "2024-W25", "2024-06"])),
        "about": tuple(draw(st.lists(ARXIV, max_size=2))),
        "sources": tuple(
            draw(
                st.lists(
                    st.builds(Provenance, LINE, st.one_of(st.just(""), URLS), LINES), max_size=2
                )
            )
        ),
        "source_notes": draw(LINES),
        "corrections": tuple(draw(st.lists(st.builds(Correction, DAYS, LINE), max_size=2))),
        "written_by": draw(st.one_of(st.just(""), LINE)),
        "checked_by": draw(st.one_of(st.just(""), LINE)),
        "status": status,
        "withdrawn": draw(LINE) if status == "withdrawn" else "",
        "aliases": tuple(draw(st.lists(st.sampled_from(["old", "old/address"]), max_size=2))),
        "body": draw(BODY),
        "where": Where(f"content/entries/{stem}.md"),
    }
    return Entry(**fields)


def reparsed(entry: Entry) -> Entry:
    """An entry after formatting and parsing."""
    path = Path(entry.where.path).with_suffix(".md").as_posix()
    return parse_entry(entryfile.format(entry), path)


HOSTILE = st.lists(
    st.one_of(
        st.sampled_from([line.replace("⏎", "\n") for line in lines("hostile-markdown.txt")]),
        st.sampled_from(
            ["]]>", "<![CDATA[", "&", "&amp;", "&#60;", "<?xml ?>", "<!DOCTYPE a>", "\r"]
        ),
        st.text(st.characters(codec="utf-8"), max_size=5).filter(
            lambda text: not FORBIDDEN.search(text)
        ),
    ),
    max_size=12,
).map("".join)
"""Text with the markup of Markdown, XML or entities."""
