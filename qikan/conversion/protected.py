"""What is not read as words: names, addresses, paths, Japanese, the editor's ``-{…}-``.

Before conversion each becomes one private-use character, and afterwards it is put back. Characters
that nobody sees (U+200B and its kind) are taken out from between Han characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qikan.conversion.characters import is_japanese
from qikan.conversion.detect import evidence_of
from qikan.editions import BY_ANY_TAG, USUAL, with_fallbacks
from qikan.patterns import pattern

PLACEHOLDER = "\ue000"
"""Stands for what was taken out; a private-use character, so it ends every word."""

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_STOP = r"\s“”「」《》（），。；：、！？"
_PATTERN = pattern(
    r"-\{(?P<markup>[^{}]*+)\}-"
    rf"|(?P<address>https?://(?:[^{_STOP}{_HAN}]|(?<![A-Za-z0-9])[{_HAN}])+"  # as bare_links does
    r"|(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]++@[A-Za-z0-9.-]+"
    rf"|(?<![A-Za-z0-9])[A-Za-z]:\\[^{_STOP}]*"
    rf"|(?<![\w\\])\\\\[\w.$-]+\\[^{_STOP}]*"
    rf"|(?<![\w/.])(?:~|\.\.?)?/[\w.+-]+(?:/[^/{_STOP}]+)+)"
    rf"|(?P<file>(?<![^{_STOP}])\w+_\w+\.[A-Za-z][A-Za-z0-9]{{1,4}}(?![A-Za-z0-9])"
    r"|(?<![\w/.])[\w+-]++(?:/[\w.+-]+)+\.[A-Za-z][A-Za-z0-9]{0,7}(?![A-Za-z0-9]))"
    rf"|(?<![{_HAN}{_KANA}])(?P<japanese>[{_HAN}]*+[{_KANA}][{_HAN}{_KANA}]*+)"
    rf"|(?P<placeholder>{PLACEHOLDER})"
)
_TEXT_AFTER = pattern(
    rf"(?<=[\w-])\.[A-Za-z][A-Za-z0-9]{{0,7}}(?=[{_HAN}])|(?<=[A-Za-z0-9])(?=[,;][{_HAN}])"
    r"|(?<=/)(?=(?:查看|了解|[进進]行|即可|[获獲]取|[获獲]得|以及|可以|或者|然[后後]|之[后後]|的|[中里裡上下內内]的"
    r"|[里裡]面|目[录錄]|文件[夹夾]|[页頁]面|[网網]站)[^/]*$)"
    r"|(?<=[A-Za-z0-9_-])(?=(?:目[录錄]|文件[夹夾]|[资資]料[夹夾]|路[径徑]|然[后後]|之[后後]|即可|[这這][个個])[^\\/]*$)"
    r"|(?<=[^\\/])(?=(?:[里裡下中]的|[里裡下]面)[^\\/]*$)|(?<=.)(?=-\{)"
)
"""Where an address or path ends that text follows without a space: /src/app.js是入口."""
_TEXT_BEFORE = pattern(
    rf".*[{_HAN}](?=[A-Za-z]{{2}})"
    rf"|[^/]*[{_HAN}](?=/(?:bin|boot|data|dev|etc|home|lib|media|mnt|opt|proc|root|run|srv|sys|tmp"
    r"|usr|var|Users)/)"
)
"""Text that a file's name or path follows without a space: 运行train_model.py, 读取/etc/a.conf."""
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_MAYBE = pattern(rf"-\{{|[@\\{_KANA}{PLACEHOLDER}{_UNSEEN}]|/[^/\s]*[/.]|_\w+\.[A-Za-z]")
"""Without a match nothing in a text is protected or invisible, as in most; many times as quick as
the search.
"""

_ANY_KANA = pattern(f"[{_KANA}]")
_WITH_KANA = pattern(f"[{_HAN}]*+[{_KANA}][{_HAN}{_KANA}]*+")
_INVISIBLE = pattern(f"(?<=[{_HAN}])[{_UNSEEN}]+|[{_UNSEEN}]+(?=[{_HAN}])")
_MAYBE_INVISIBLE = pattern(f"[{_UNSEEN}]")


@dataclass(frozen=True, slots=True)
class Guard:
    """Words of one entry that must not be read, and what is written for them."""

    written: Mapping[str, str] = field(default_factory=dict)


NO_GUARD = Guard()


class Span(NamedTuple):
    """What was taken out of a text, and what is put in its place."""

    source: str
    written: str


def guard(names: Mapping[str, str], words: Mapping[str, str]) -> Guard:
    """A guard for an entry with names of its own and conversions of its own."""
    written = {name: written for name, written in names.items() if len(name) > 1} | dict(words)
    return Guard(written) if written else NO_GUARD


def without_invisible(text: str) -> str:
    """The text without invisible characters beside its Han characters."""
    return _INVISIBLE.sub("", text) if _MAYBE_INVISIBLE.search(text) else text


def has_nothing_protected(text: str, guard: Guard) -> bool:
    """Whether certainly nothing is taken out of a text."""
    return not _MAYBE.search(text) and not any(word in text for word in guard.written)


def take_out(run: Sequence[str], to: str, guard: Guard) -> tuple[Sequence[str], list[Span]]:
    """The run with placeholders, and what they stand for."""
    spans: list[Span] = []
    text = "".join(run)
    own = [word for word in guard.written if word in text]
    if not own and not _MAYBE.search(text):
        return run, spans
    patterns = _patterns(own)
    pieces = []
    for piece in run:
        end, text = 0, ""
        while match := _first_match(patterns, piece, end):
            start, stop, written = _protect(match, to, guard)
            if start < stop:
                spans.append(Span(piece[start:stop], written))
                text += piece[end:start] + PLACEHOLDER
                end = stop
            else:
                text += piece[end : match.end()]
                end = match.end()
        pieces.append(text + piece[end:])
    return pieces, spans


def put_back(pieces: Sequence[str], spans: Sequence[Span]) -> tuple[str, ...]:
    """The pieces with what their placeholders stand for."""
    remaining = iter(spans)
    return tuple(
        [re.sub(PLACEHOLDER, lambda _: next(remaining).written, piece) for piece in pieces]
    )


def _protect(match: re.Match[str], to: str, guard: Guard) -> tuple[int, int, str]:
    """From where to where a match is protected, and what is written for it."""
    kind, text, (start, stop) = match.lastgroup, match[0], match.span()
    if kind == "markup":
        return start, stop, choose(match["markup"], to)
    if kind == "own":
        return start, stop, guard.written[text]
    if kind == "japanese":
        lead, japanese, trail = _japanese(text)
        return start + lead, stop - trail, japanese
    if kind == "file" and (before := _TEXT_BEFORE.match(text)):
        return start + before.end(), stop, text[before.end() :]
    end = _TEXT_AFTER.search(text)
    return (start, start + end.end(), text[: end.end()]) if end else (start, stop, text)


def without_japanese(text: str) -> str:
    """The text without its Japanese, which shows no script of Chinese."""
    return _WITH_KANA.sub(_around_japanese, text) if _ANY_KANA.search(text) else text


def _around_japanese(match: re.Match[str]) -> str:
    before, japanese, _ = _japanese(match[0])
    return match[0][:before] + match[0][before + len(japanese) :]


_CHINESE_ONLY = frozenset("这這们們说說么麼吗嗎呢吧您你她它很啊")


def _japanese(text: str) -> tuple[int, str, int]:
    """The Japanese in a run of Han and kana, and how much Chinese stands before and after it."""
    kana = [place for place, char in enumerate(text) if re.match(f"[{_KANA}]", char)]
    start, stop = kana[0], kana[-1] + 1
    while start > 0 and not _is_chinese(text[start - 1]):
        start -= 1
    while stop < len(text) and not _is_chinese(text[stop]):
        stop += 1
    return start, text[start:stop], len(text) - stop


def _is_chinese(char: str) -> bool:
    """Whether a Han character is one that Japanese does not write."""
    if char in _CHINESE_ONLY:
        return True
    return evidence_of(char) == USUAL[0] and not is_japanese(char)


def _patterns(own: Sequence[str]) -> list[re.Pattern[str]]:
    """What is protected everywhere and an entry's own words, of these the longest.

    By a pattern each: one pattern of both takes longer to compile than to typeset the entry.
    """
    longest_first = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))
    return [_PATTERN, re.compile(f"(?P<own>{longest_first})")] if own else [_PATTERN]


def _first_match(
    patterns: Sequence[re.Pattern[str]], text: str, start: int
) -> re.Match[str] | None:
    """The first of all matches from a place on; at one place that of the first pattern."""
    matches = [match for one in patterns if (match := one.search(text, start))]
    return min(matches, key=re.Match.start, default=None)


# ---------------------------------------------------------------- the editor's markup


_TAGS = re.compile(
    rf"(?:^|[;；])\s*({'|'.join(sorted(BY_ANY_TAG, key=len, reverse=True))})\s*[:：]", re.IGNORECASE
)
"""What begins a text of ``-{…}-``, with the signs of either width."""


def choose(markup: str, variant: str) -> str:
    """MediaWiki's ``-{…}-`` in a script: ``-{原样}-``, ``-{zh-hans:甲; zh-hant:乙}-``.

    A text may hold a semicolon: only one before a tag ends it.
    """
    tags = list(_TAGS.finditer(markup))
    ends = [*(tag.start() for tag in tags), len(markup)][1:]
    stated = {
        BY_ANY_TAG[tag[1].lower()]: markup[tag.end() : end].strip(" \n;；")
        for tag, end in zip(tags, ends, strict=True)
    }
    if not stated:
        return markup
    return with_fallbacks(stated).get(variant) or next(iter(stated.values()))


def own_script(text: str, variant: str) -> str:
    """The text in its own script: only the editor's markup is read."""
    text = without_invisible(text)
    if "-{" not in text:
        return text
    return re.sub(r"-\{([^{}]*+)\}-", lambda match: choose(match[1], variant), text)
