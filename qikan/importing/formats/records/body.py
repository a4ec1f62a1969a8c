"""The text of a record: its parts, each under its word."""

from __future__ import annotations

from collections.abc import Sequence

from qikan.conversion.detect import evidence
from qikan.importing.escaping import as_markdown
from qikan.importing.formats.records.names import PARTS
from qikan.markdown.from_html.web import has_tags, html_to_markdown
from qikan.markdown.han import has_han

_LABELS_HANT = {
    "动机": "動機",
    "结果": "結果",
    "结论": "結論",
    "贡献": "貢獻",
    "推荐理由": "推薦理由",
}


def without_repeated(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts whose text is in no other part."""
    letters = ["".join(filter(str.isalnum, text)) for _, text in parts]
    return [
        part
        for number, part in enumerate(parts)
        if not any(
            letters[number] in other and (letters[number] != other or place < number)
            for place, other in enumerate(letters)
            if place != number
        )
    ]


def as_block(name: str, text: str) -> str:
    """A part of a text as Markdown, with its word before it."""
    if has_tags(text):
        markdown = html_to_markdown(text)
    else:
        markdown = text.strip() if name == "markdown" else as_markdown(text)
    word = label(name, text)
    if not word:
        return markdown
    colon = "：" if has_han(word) else ":"
    return f"**{word}{colon}** {markdown}" if colon == ":" else f"**{word}**{colon}{markdown}"


def label(name: str, text: str) -> str:
    """The word before a part, in the language and script of the part."""
    chinese, english = PARTS[name]
    if not has_han(text):
        return english
    (first, most), (_, least) = evidence(text[:2000]).most_common()
    return _LABELS_HANT.get(chinese, chinese) if first == "zh-Hant" and most > least else chinese
