"""What the conversion did, for an editor to look over: ``check --conversion``."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qikan.content.site import Config
from qikan.conversion.characters import convert_phrases
from qikan.conversion.converter import Converter
from qikan.markdown.parser import parse
from qikan.markdown.words import plain_text
from qikan.model import Typeset
from qikan.pages.addresses import entry_address, html_file

AMBIGUOUS = {
    "zh-Hant": "后里发干了面只系复制准历尽量并台布回周表出冲松卷签采舍志汇蒙须征托占范于余游谷丑朴",
    "zh-Hans": "著乾瞭藉覆徵麼於隻繫係",
}
"""Characters with several readings, by the script they are converted to."""
_EXAMPLES = 3


def review(
    config: Config,
    converter: Converter,
    entries: Sequence[Typeset],
    published: Callable[[str], str],
) -> Iterator[str]:
    """Lines of the report: rules used, ambiguous characters, unknown words, changes.

    ``published`` gives the text of a file of the site that is published now, or ''.
    """
    pairs = [
        (variant, typeset, text, converter.text(text, variant))
        for variant in config.variants
        for typeset in entries
        if typeset.entry.lang in config.variants and typeset.entry.lang != variant
        for text in _texts(typeset)
    ]
    for variant in config.variants:
        found = [(t, text, said) for v, t, text, said in pairs if v == variant]
        yield f"# towards {variant}: {len(found)} texts"
        yield from _rules(converter.glossary.towards[variant], found)
        yield from _ambiguous(AMBIGUOUS[variant], found)
        yield from _unknown(variant, found)
        yield from _changed(config, variant, entries, published)


def _texts(typeset: Typeset) -> list[str]:
    entry = typeset.entry
    body = plain_text(parse(entry.body))
    return [text for text in (entry.title_zh or entry.title, body) if text]


_Found = Iterable[tuple[Typeset, str, str]]


def _rules(words: Mapping[str, str], found: _Found) -> Iterator[str]:
    used: Counter[str] = Counter()
    longest = max(map(len, words), default=0)
    for _, text, _ in found:
        place = 0
        while place < len(text):
            for length in range(min(longest, len(text) - place), 0, -1):
                word = text[place : place + length]
                if word in words:
                    used[word] += 1
                    place += length - 1
                    break
            place += 1
    yield "## glossary rules used"
    for word, count in sorted(used.items(), key=lambda item: (-item[1], item[0])):
        if words[word] != word:
            yield f"{count:6}  {word} -> {words[word]}"


def _ambiguous(characters: str, found: _Found) -> Iterator[str]:
    met: dict[tuple[str, str], list[str]] = defaultdict(list)
    for typeset, text, said in found:
        for start, end in _aligned(text, said):
            char = text[start]
            if char in characters:
                context = text[max(start - 5, 0) : start + 6].replace("\n", " ")
                met[char, said[end]].append(f"{context} ({typeset.entry.where.path})")
    yield "## ambiguous characters met"
    for (char, reading), places in sorted(met.items()):
        examples = "; ".join(places[:_EXAMPLES])
        yield f"{len(places):6}  {char} -> {reading}  {examples}"


def _aligned(text: str, said: str) -> Iterator[tuple[int, int]]:
    """Places of characters in a text and in its conversion, where they can be told."""
    if len(text) == len(said):
        yield from ((place, place) for place in range(len(text)))
        return
    matcher = difflib.SequenceMatcher(None, text, said, autojunk=False)
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal" or a_end - a == b_end - b:
            yield from zip(range(a, a_end), range(b, b_end), strict=True)


def _unknown(variant: str, found: _Found) -> Iterator[str]:
    """Words that OpenCC's phrase standard changes and the glossary leaves as they are."""
    left: Counter[tuple[str, str]] = Counter()
    for _, text, said in found:
        theirs = convert_phrases(text, variant)
        matcher = difflib.SequenceMatcher(None, said, theirs, autojunk=False)
        for tag, a, a_end, b, b_end in matcher.get_opcodes():
            if tag != "equal" and a_end > a:
                around = said[max(a - 1, 0) : a_end + 1], theirs[max(b - 1, 0) : b_end + 1]
                left[around] += 1
    yield "## where OpenCC's phrase standard says something else"
    for (ours, theirs), count in sorted(left.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:6}  {ours} / {theirs}"


def _changed(
    config: Config, variant: str, entries: Iterable[Typeset], published: Callable[[str], str]
) -> Iterator[str]:
    yield "## conversions that differ from the published site"
    for typeset in entries:
        entry = typeset.entry
        pages = {
            v: published(config.prefix(v) + html_file(entry_address(entry)))
            for v in (entry.lang, variant)
            if v in config.variants
        }
        if entry.lang == variant or not all(pages.values()) or len(pages) < 2:
            continue
        same_source = typeset.editions[entry.lang].html in pages[entry.lang]
        if same_source and typeset.editions[variant].html not in pages[variant]:
            yield f"        {entry.where.path}"
