"""Text of one script -> the other, by OpenCC with the glossary inside it.

OpenCC's character standards (``s2tw``, ``tw2s``) are the base. The glossary's words take part in
segmentation and win over OpenCC's of the same length. What must not be read (names, addresses, the
editor's ``-{…}-``) is taken out before and put back after.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import opencc

from qikan import disk
from qikan.content.glossary import Glossary
from qikan.markdown.parser import IDEOGRAPH
from qikan.model import VARIANTS

_STANDARDS = {"zh-Hant": "s2tw", "zh-Hans": "tw2s"}
"""OpenCC's standard by the script it leads to."""
_FOLDER = Path(opencc.__file__).resolve().parent / "clib" / "share" / "opencc"
"""Where OpenCC keeps its configurations and dictionaries."""

_KEPT_IN_NAMES = {
    "zh-Hant": frozenset("范于余里谷后游种丑朴郁岳涂"),
    "zh-Hans": frozenset("著乾"),
}
"""Characters that keep their form in a name and change it when read as a word."""

_HOLE = "\ue000"
"""Stands for what was taken out; a private-use character, so it ends every word."""

_SURNAMES = "范于余里谷游种丑朴"
_TITLES = (
    "教授|博士|老师|院士|先生|女士|研究员|工程师|导师|同学|团队|等人|一行|课题组|实验室|"
    "表示|认为|指出|提出|说|称|介绍|解释|强调|透露|告诉"
)
_BASE_PATTERN = re.compile(
    r"-\{(?P<markup>[^{}]*+)\}-"
    r"|(?P<address>https?://[^\s“”「」《》（），。；：、]+"
    r"|(?<![A-Za-z0-9.+_-])[A-Za-z0-9.+_-]++@[A-Za-z0-9.-]+)"
    r"|(?:(?<![\u3400-\u9fff])|(?<=[、和与及由跟]))"
    rf"(?P<person>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?={_TITLES})"
    rf"|(?P<hole>{_HOLE})"
)
_MAYBE = re.compile(
    f"[{{:@{_HOLE}{_SURNAMES}](?:(?<=[^{_SURNAMES}])|[\u4e00-\u9fff]{{1,2}}?(?:{_TITLES}))"
)
"""Without a match nothing in a text is guarded, as in most; many times as quick as the search."""


# ---------------------------------------------------------------- OpenCC


@dataclass(frozen=True)
class Converter:
    """Converts runs of text with a glossary; ``quotes`` changes “” and 「」 too.

    An engine costs a tenth of a second to make, and cannot be pickled: one is made a process.
    """

    glossary: Glossary
    quotes: bool = True
    _engines: dict[str, opencc.OpenCC] = field(default_factory=dict, compare=False, repr=False)

    def __reduce__(self) -> tuple[type[Converter], tuple[Glossary, bool]]:
        return Converter, (self.glossary, self.quotes)

    def engine(self, to: str) -> opencc.OpenCC:
        """OpenCC with the glossary, leading to a script."""
        if to not in self._engines:
            config = json.dumps(_config(to, self._words(to)), ensure_ascii=False)
            self._engines[to] = disk.lend(config.encode(), opencc.OpenCC)
        return self._engines[to]

    def warm_up(self) -> None:
        """Make all engines now: workers forked afterwards share them."""
        for to in VARIANTS:
            self.engine(to)

    def _words(self, to: str) -> Mapping[str, str]:
        names = {name: convert_name(name, to) for name in self._names(to)}
        return {**names, **self.glossary.towards[to]}

    def _names(self, to: str) -> Iterable[str]:
        if to == "zh-Hant":
            return self.glossary.names
        return (convert_name(name, "zh-Hant") for name in self.glossary.names)

    def convert(
        self, runs: Sequence[Sequence[str]], to: str, guards: Sequence[Guard] = ()
    ) -> Iterator[Sequence[str] | None]:
        """Convert runs, each given in pieces, to a script in one call; as many pieces come back.

        ``guards`` has one guard a run (none: the common one). A run whose pieces cannot be told
        apart after conversion comes back as None: show it unconverted.
        """
        held = [
            _take_out(run, to, guard)
            for run, guard in zip(runs, guards or itertools.repeat(_COMMON), strict=False)
        ]
        lines = ["".join(run) for run, _ in held]
        for (run, spans), source, said in zip(held, lines, self._lines(lines, to), strict=True):
            pieces = self._cut(run, source, said, to)
            yield _put_back(pieces, spans) if pieces and spans else pieces

    def text(self, text: str, to: str, guard: Guard | None = None) -> str:
        """Convert one text."""
        pieces = next(self.convert([(text,)], to, [guard or _COMMON]))
        return pieces[0] if pieces else text

    def _lines(self, lines: Sequence[str], to: str) -> list[str]:
        """Convert lines that hold Han text, all in one call: a call costs more than a line."""
        parts = "\n".join(lines).split("\n")
        wanted = list(filter(IDEOGRAPH.search, dict.fromkeys(parts)))
        said = self.engine(to).convert("\n".join(wanted)).split("\n") if wanted else []
        done = dict(zip(wanted, said, strict=True))
        quoted = _quote if self.quotes else _as_it_is
        return [
            quoted(
                done.get(line) or "\n".join([done.get(part, part) for part in line.split("\n")]),
                to,
            )
            for line in lines
        ]

    def _cut(self, pieces: Sequence[str], source: str, said: str, to: str) -> Sequence[str] | None:
        """Cut a converted run where its pieces met; None if they met inside a word that changed."""
        if len(pieces) == 1:
            return (said,)
        ends = list(itertools.accumulate(map(len, pieces)))
        if len(said) != len(source):
            heads = [source[:end] for end in ends[:-1]]
            heads_said = [*self._lines(heads, to), said]
            if not all(said.startswith(head) for head in heads_said):
                return None
            ends = [len(head) for head in heads_said]
        return [said[start:end] for start, end in itertools.pairwise([0, *ends])]


def _config(to: str, words: Mapping[str, str]) -> dict[str, Any]:
    """OpenCC's standard with absolute paths and our words first, as one of its configurations.

    By absolute path: a plain name would take a file of that name from the working directory.
    """
    name = f"{_STANDARDS[to]}.json"
    config: dict[str, Any] = json.loads(disk.read(_FOLDER, name))
    _make_absolute(config, _FOLDER)
    if words:
        ours = {"type": "inline", "entries": dict(words)}
        first = config["conversion_chain"][0]["dict"]["dicts"]
        segmentation = config["segmentation"]
        segmentation["dict"] = _union(ours, segmentation["dict"])
        first[0] = _union(ours, first[0])
    return config


def _union(*dicts: Mapping[str, Any]) -> dict[str, Any]:
    """The longest word of several dictionaries wins; of equally long ones the first's."""
    return {"type": "group", "match_policy": "union", "dicts": list(dicts)}


def _make_absolute(node: Any, folder: Path) -> None:
    if isinstance(node, dict):
        if isinstance(node.get("file"), str):
            node["file"] = str(folder / node["file"])
        for value in node.values():
            _make_absolute(value, folder)
    elif isinstance(node, list):
        for value in node:
            _make_absolute(value, folder)


@functools.cache
def _phrase_engine(to: str) -> opencc.OpenCC:
    return opencc.OpenCC(str(_FOLDER / f"{_STANDARDS[to]}p.json"))


def phrase_standard(text: str, to: str) -> str:
    """What OpenCC's phrase standard makes of a text: for comparison only."""
    return str(_phrase_engine(to).convert(text))


@functools.cache
def _character_engine(to: str) -> opencc.OpenCC:
    """The standard for single characters, made at once: its phrases cost a tenth of a second."""
    config = _config(to, {})
    if to == "zh-Hant":
        dicts = [
            {"type": "ocd2", "file": str(_FOLDER / f"{name}.ocd2")}
            for name in ("STCharacters", "TWVariants")
        ]
        config["segmentation"]["dict"] = dicts[0]
        config["conversion_chain"] = [{"dict": step} for step in dicts]
    return disk.lend(json.dumps(config).encode(), opencc.OpenCC)


@functools.lru_cache(8192)
def _convert_char(char: str, to: str) -> str:
    return str(_character_engine(to).convert(char))


@functools.lru_cache(8192)
def convert_name(name: str, to: str) -> str:
    """A name in the other script: its characters change one by one and are not read as words."""
    return "".join(
        char if char in _KEPT_IN_NAMES[to] or not IDEOGRAPH.match(char) else _convert_char(char, to)
        for char in name
    )


def fold_script(text: str) -> str:
    """The text in Simplified characters, one for one: how words are compared across scripts."""
    return "".join(_convert_char(char, "zh-Hans") for char in text)


def simplified() -> Mapping[str, str]:
    """OpenCC's ``t2s`` by character: every Han character that it changes."""
    planes = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32400))
    chars = [chr(code) for plane in planes for code in plane]
    said = _t2s().convert("\n".join(chars)).split("\n")
    return {char: to for char, to in zip(chars, said, strict=True) if char != to}


def simplify(char: str) -> str:
    """What OpenCC's ``t2s`` makes of one character."""
    return char if char.isascii() else str(_t2s().convert(char))


@functools.cache
def _t2s() -> opencc.OpenCC:
    return opencc.OpenCC(str(_FOLDER / "t2s.json"))


# ---------------------------------------------------------------- what is not read


@dataclass(frozen=True, slots=True)
class Guard:
    """Words of one entry that must not be read, and what is said for them in the other script."""

    said: Mapping[str, str] = field(default_factory=dict)


_COMMON = Guard()


def guard(names: Iterable[str], words: Mapping[str, str], to: str) -> Guard:
    """A guard for an entry with names of its own and conversions of its own."""
    said = {name: convert_name(name, to) for name in names if len(name) > 1} | dict(words)
    return Guard(said) if said else _COMMON


def _take_out(run: Sequence[str], to: str, guard: Guard) -> tuple[Sequence[str], list[str]]:
    """The run with holes, and what goes into them."""
    spans: list[str] = []

    text = "".join(run)
    own = [word for word in guard.said if word in text]
    if not own and not _MAYBE.search(text):
        return run, spans
    left = []
    for piece in run:
        end, kept = 0, ""
        for match in _guarded(piece, own):
            kind, found = match.lastgroup, match[0]
            if kind == "person" and to != "zh-Hant":
                continue
            if kind == "markup":
                spans.append(choose(match["markup"], to))
            elif kind == "person":
                spans.append(convert_name(found, to))
            else:
                spans.append(guard.said[found] if kind == "own" else found)
            kept += piece[end : match.start()] + _HOLE
            end = match.end()
        left.append(kept + piece[end:])
    return left, spans


def _guarded(text: str, own: Sequence[str]) -> Iterator[re.Match[str]]:
    """What is guarded everywhere and an entry's own words; at one place the former, or the longest.

    By a pattern each: one pattern of both takes longer to compile than to typeset the entry.
    """
    longest_first = "|".join(map(re.escape, sorted(own, key=len, reverse=True)))
    patterns = [_BASE_PATTERN, re.compile(f"(?P<own>{longest_first})")] if own else [_BASE_PATTERN]
    end = 0
    while found := [match for pattern in patterns if (match := pattern.search(text, end))]:
        match = min(found, key=re.Match.start)
        yield match
        end = match.end()


def _put_back(pieces: Sequence[str], spans: Sequence[str]) -> tuple[str, ...]:
    left = iter(spans)
    return tuple([re.sub(_HOLE, lambda _: next(left), piece) for piece in pieces])


_TAGS = {
    "zh-hans": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-hant": "zh-Hant",
    "zh-tw": "zh-Hant",
}


def choose(markup: str, variant: str) -> str:
    """What MediaWiki's ``-{…}-`` says in a script: ``-{原样}-``, ``-{zh-hans:甲; zh-hant:乙}-``."""
    said = {}
    for part in markup.split(";"):
        tag, colon, text = part.partition(":")
        if colon and tag.strip().lower() in _TAGS:
            said[_TAGS[tag.strip().lower()]] = text.strip()
    if not said:
        return markup
    return said.get(variant) or next(iter(said.values()))


def own_script(text: str, variant: str) -> str:
    """The text in its own script: only the editor's markup is read."""
    if "-{" not in text:
        return text
    return re.sub(r"-\{([^{}]*+)\}-", lambda match: choose(match[1], variant), text)


# ---------------------------------------------------------------- quotation marks

_QUOTES = {"zh-Hant": dict(zip("“”‘’", "「」『』", strict=True))}
_QUOTES["zh-Hans"] = {new: old for old, new in _QUOTES["zh-Hant"].items()}
_QUOTE = {to: re.compile(f"[{''.join(marks)}]") for to, marks in _QUOTES.items()}
_BESIDE_HAN = re.compile("[\u2e80-\u9fff\uff00-\uffef\ue000]")


def _as_it_is(text: str, to: str) -> str:
    return text


def _quote(text: str, to: str) -> str:
    """Quotation marks as the script's readers expect them; those of quoted Latin text stay."""
    if not _QUOTE[to].search(text):
        return text
    marks = _QUOTES[to]
    chars = list(text)
    for opening, closing in ("“”", "‘’") if to == "zh-Hant" else ("「」", "『』"):
        for start, end in _pairs(text, opening, closing):
            if to == "zh-Hans" or _is_chinese(text, start, end):
                for place in (start, end):
                    if 0 <= place < len(chars):
                        chars[place] = marks[chars[place]]
    return "".join(chars)


def _pairs(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Places of quotation marks that belong together; -1 or the length where one is missing."""
    start = -1
    for match in re.finditer(f"[{opening}{closing}]", text):
        place = match.start()
        if match[0] == opening:
            if start >= 0:
                yield start, len(text)
            start = place
        elif not _is_apostrophe(text, place):
            yield start, place
            start = -1
    if start >= 0:
        yield start, len(text)


def _is_apostrophe(text: str, place: int) -> bool:
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return text[place] == "’" and len(around) == 2 and around.isascii() and around.isalnum()


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Whether a quotation holds Han text or stands beside it."""
    before = text[start - 1 : start] if start > 0 else ""
    return bool(_BESIDE_HAN.search(before + text[max(start, 0) + 1 : end + 2]))


# ---------------------------------------------------------------- which script is it?


_SHARED = frozenset(
    "㐹万丑丰于云亘仆价伙余佣党准几凶划占厂厘台叶吁吃后咨咸唇夸尸岩岳帘干广征愿挂据斗朴杠杰极柜涂涌淀"
    "游熏皂确种筑胜腊腌膻苹范荐虫蚝蜡蝎跖辟适郁采里雇"
)
"""Simplified characters that are good Traditional too, by OpenCC's list of readings."""


def is_written_in(text: str, variant: str) -> bool:
    """Whether a text shows by its characters that it is already in a script.

    Characters that both scripts use say nothing; a text of such characters alone is in neither.
    """
    shown = evidence(text)
    return 2 * shown[variant] > shown.total()


def evidence(text: str) -> Counter[str]:
    """How many characters of a text stand in one script only, by script."""
    shown = Counter({"zh-Hans": 0, "zh-Hant": 0})
    for char, times in Counter(_BASE_PATTERN.sub("", text)).items():
        if script := _script(char):
            shown[script] += times
    return shown


@functools.lru_cache(8192)
def _script(char: str) -> str:
    """The one script a character stands in; empty if it stands in both or is no Han character."""
    if not IDEOGRAPH.match(char) or char in _SHARED:
        return ""
    to_hans = _convert_char(char, "zh-Hans") != char
    to_hant = _convert_char(char, "zh-Hant") != char
    if to_hans == to_hant:
        return ""
    return "zh-Hant" if to_hans else "zh-Hans"
