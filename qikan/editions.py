"""The editions a site may have, a row each. A new edition is a row here and a column of words.

No other code names editions: it reads these rows.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One edition.

    ``script`` is the tag of the edition whose characters it shares; ``standard`` OpenCC's standard
    that leads to it, ``characters`` that standard's dictionaries of single characters; ``quotes``
    its quotation marks, outer and inner; ``glyphs`` the region whose forms of Han characters it is
    drawn with (in the names of Noto's fonts); ``english`` its script's name in English; ``codes``
    what blogs call its language besides a tag; ``fallback`` the edition whose texts stand in for
    its own where it has none; ``printed`` are characters of the standard and what the region's
    press prints for each; ``is_usual`` whether a site has it by default.
    """

    tag: str
    prefix: str
    script: str
    standard: str
    characters: tuple[str, ...]
    quotes: str
    locale: str
    glyphs: str
    other_tags: tuple[str, ...]
    english: str
    codes: tuple[str, ...] = ()
    fallback: str = ""
    printed: tuple[str, str] = ("", "")
    is_usual: bool = True

    @property
    def field(self) -> str:
        """What a field for this script's texts ends in, such as ``title_zh_hant``."""
        return self.script.lower().replace("-", "_")


ROWS = (
    Row(
        tag="zh-Hans",
        prefix="zh-hans/",
        script="zh-Hans",
        standard="tw2s",
        characters=("TWVariantsRev", "TSCharacters"),
        quotes="“”‘’",
        locale="zh_CN",
        glyphs="SC",
        other_tags=("zh-cn", "zh-sg", "zh-my"),
        english="Simplified",
        codes=("zh-hans-cn", "cn", "hans", "sc", "chs"),
    ),
    Row(
        tag="zh-Hant",
        prefix="zh-hant/",
        script="zh-Hant",
        standard="s2tw",
        characters=("STCharacters", "TWVariants"),
        quotes="「」『』",
        locale="zh_TW",
        glyphs="TC",
        other_tags=("zh-tw",),
        english="Traditional",
        codes=("zh-hant-tw", "tw", "hk", "hant", "tc", "cht"),
    ),
    Row(
        tag="zh-Hant-HK",
        prefix="zh-hk/",
        script="zh-Hant",
        standard="s2hk",
        characters=("STCharacters", "HKVariants"),
        quotes="「」『』",
        locale="zh_HK",
        glyphs="HK",
        other_tags=("zh-hk", "zh-mo"),
        english="Traditional",
        fallback="zh-Hant",
        printed=("羣峯啓牀户説閲悦脱税鋭温蜕藴氲兑麪", "群峰啟床戶說閱悅脫稅銳溫蛻蘊氳兌麵"),
        is_usual=False,
    ),
)
EDITIONS = {row.tag: row for row in ROWS}
"""The rows by tag."""
TAGS = tuple(EDITIONS)
USUAL = tuple(row.tag for row in ROWS if row.is_usual)
"""The default editions of a site; every text of the interface has them."""
LANGS = (*USUAL, "en")
"""What an entry may be written in (BCP 47)."""
BY_ANY_TAG = {
    **{row.tag.lower(): row.tag for row in ROWS},
    **{tag: row.tag for row in ROWS for tag in row.other_tags},
}
"""Editions by every language tag that means them, in lower case."""
SCRIPTS = tuple(row.tag for row in ROWS if row.tag == row.script)
"""The editions whose scripts an entry can be written in; a field for each takes its own texts."""
SCRIPT_BY_CODE = {
    **{tag: EDITIONS[edition].script for tag, edition in BY_ANY_TAG.items()},
    **{code: row.script for row in ROWS for code in row.codes},
}
"""Scripts by every tag and code that sources write for a language, in lower case."""


def with_fallbacks(texts: dict[str, str]) -> dict[str, str]:
    """Texts by tag, those of editions that have none taken from the edition that stands in."""
    return texts | {
        row.tag: texts[row.fallback]
        for row in ROWS
        if row.tag not in texts and row.fallback in texts
    }
