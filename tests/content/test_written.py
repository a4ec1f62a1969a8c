"""Fields in the form in which they are written are read as YAML would read them."""

from hypothesis import example, given
from hypothesis import strategies as st
from strategies import TRAPS

from qikan.content.frontmatter import read_yaml_fields
from qikan.content.source import Source
from qikan.content.written import read_written

_SIGNS = st.text("ab1甲 :-'\"[]{},#|>?&*!%@`~=.：，、；“｛", min_size=1, max_size=6)
_WORDS = st.sampled_from(
    ["甲乙", "2024-06", "null", "b/c d", "'a: b'", "'it''s'", "https://a.b/c-d"]
)
_TEXTS = st.one_of(_WORDS, _WORDS, _WORDS, _SIGNS, st.sampled_from(TRAPS))
_LISTS = st.lists(_TEXTS, min_size=1, max_size=3).map(lambda texts: f"[{', '.join(texts)}]")
_NAMES = st.sampled_from(["type", "url", "fields", "甲"])
_PAIRS = st.tuples(_NAMES, st.one_of(_TEXTS, _LISTS)).map(": ".join)
_MAPS = st.lists(_PAIRS, min_size=1, max_size=3).map(lambda pairs: f"{{{', '.join(pairs)}}}")
_VALUES = st.one_of(_TEXTS, _LISTS, _MAPS)
_BULLETS = st.sampled_from(["\n- ", "\n  - ", "\n -  "])
_ITEMS = st.tuples(_BULLETS, st.lists(_VALUES, min_size=1, max_size=3)).map(
    lambda pair: "".join(pair[0] + value for value in pair[1])
)
_KEYS = st.sampled_from(["title", "title_zh", "lang", "topics", "links", "titles", "- a"])
_FIELDS = st.one_of(
    st.tuples(_KEYS, _VALUES).map(": ".join), st.tuples(_KEYS, _ITEMS).map(":".join), _SIGNS
)


def test_an_entry_in_our_own_form_is_read_without_yaml() -> None:
    assert read_written(ENTRY, 2)


@given(st.lists(_FIELDS, min_size=1, max_size=2).map("\n".join))
@example("title: {zh-Hans: 甲}")
@example("title: 甲 #乙")
@example("titles: 甲")
@example("links:\n- {type: code, type: web}")
@example("links:\n- {type: 甲，url：乙}")
@example("links:\n- a\n  - b")
@example("links: {")
def test_both_readers_agree(text: str) -> None:
    fields = read_written(text, 2)
    if fields:
        assert (fields, []) == read_yaml_fields(Source("a.md", text), text, 2)


ENTRY = """\
title: 'Lanterns: A Study'
title_zh: 灯笼：一项研究
lang: zh-Hans
date: 2024-06-21
arxiv: '2406.01230'
authors: [林甲, Ada Chen]
topics: [灯笼, 'C#']
links:
- {type: code, url: https://example.org/code, label: 代码库}
- {type: web, url: 'https://example.org/a?b=c#d'}
sources:
- {name: 每日摘要（六月）、附录, fields: [title, links]}
written_by: {model: 某模型}"""
