"""Which lines open something: a heading, a numbered or bold line, a linked headline, a bullet."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter, defaultdict
from typing import NamedTuple

from qikan.importing.formats.text.headline import is_reference
from qikan.importing.formats.text.line import BLANK, BULLET, HEADING, NOTE, RULE, TEXT, Line
from qikan.importing.formats.text.numbering import numbered
from qikan.importing.reading import labels
from qikan.importing.reading.dates import day
from qikan.importing.reading.frame import is_button, is_section
from qikan.importing.reading.links import arxiv_id
from qikan.importing.reading.urls import addresses, stated_links, without
from qikan.markdown.han import has_han

_BOLD_LINE = re.compile(r"(?:\*\*|__)(?=\S)([^*\n]{1,300}?)(?<=\S)(?:\*\*|__)[\s:：]*")
_BOLD_LEAD = re.compile(
    r"(?:\*\*|__)(?=\S)([^*\n]{2,200}?)(?:\*\*|__)(?!\*)\s*(?=\S)(.*)", re.DOTALL
)
_LINKED = re.compile(
    r"(?:\*\*|__)?\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]*\]){4,300})\]\(\s*<?https?://[^\s()]"
)
_EMOJI = re.compile(
    "([\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff])\ufe0f?\\s*(?=\\S)"
)
_NOTE = re.compile(r"\s{0,3}\[\^(\d{1,4})\]:\s*(\S.*)")
_LONGEST_TITLE = 240
_LONGEST_ITEM = 3000
"""Characters of a line that is a whole item: a bullet, a numbered piece of news."""
_BARE = ("N", "0N", "N-")
"""Styles of numbers that stand in texts of any kind: they count only in a sequence."""
_BRACKET_LEAD = re.compile(r"【([^【】\n]{1,20})】\s*(?=[^\s\[(（:：])")
_BOOK_LINE = re.compile(r"《[^《》\n]{4,300}》\s*(?=[(（\[【]|[A-Za-z]+\s?[:：]|https?:)")
_FEWEST_BOOKS = 2
"""Lines with a title in book title marks and an address, of which one more are a list."""
_SECTION_LENGTH = 20
_LONGEST_REFERENCE = 20_000
"""Characters of a reference, which may have hundreds of authors."""
REFERENCE = "reference"
"""The style of a reference that is a paragraph, in a text of nothing but references."""
DAY = "day"
"""The style of a day alone on a line, over a list."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_APART = (BLANK, RULE, HEADING)
_WEEK_OF = re.compile(r"(?i)week\s+(?:starting|beginning|commencing|ending|of|from)\s+(?:on\s+)?")


class Opening(NamedTuple):
    """How a line opens something: the style, the number or 0, and its words."""

    style: str
    number: int
    text: str


class Openings:
    """The openings of a text; some are recognised only from the rest of the text."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._emoji: Counter[str] = Counter()
        self._emoji_parts = _emoji_parts(lines)
        self._bold_leads: Counter[str] = Counter()
        self._linked = 0
        self._books = sum(line.kind == TEXT and _is_book_line(line.text) for line in lines)
        self._brackets = sum(line.kind == TEXT and _is_bracket_lead(line.text) for line in lines)
        self._lines_are_notes = _are_notes(lines)
        self._notes = sum(map(self._is_item_note, range(len(lines))))
        self._quoted = _quoted_lists(lines)
        self._cites = _are_references(lines)
        for line in lines:
            if line.kind == TEXT:
                emoji = _EMOJI.match(line.text[:4])
                self._emoji.update([emoji[1]] if emoji else ())
                lead = _BOLD_LEAD.match(line.text[:_LONGEST_TITLE])
                self._bold_leads.update([lead[1].strip(" :：")] if lead else ())
                self._linked += bool(_LINKED.match(line.text))
        self._made = [self._opening(at) for at in range(len(lines))]
        self._drop_lone_numbers()
        self._open_loose_bullets()
        self._open_days()
        self._open_sections()

    def at(self, position: int) -> Opening | None:
        """How the line at a position opens something; None if it does not."""
        return self._made[position]

    def _opening(self, at: int) -> Opening | None:
        line = self._lines[at]
        if at in self._quoted:
            return None
        if line.kind == HEADING:
            numbering = numbered(line.text)
            return Opening("#" * line.level, numbering[1] if numbering else 0, line.text)
        if line.kind == BULLET:
            return None if _says_field(line) else Opening("-", 0, line.text)
        if line.kind == NOTE:
            note = _NOTE.fullmatch(line.raw)
            return Opening("[^]", int(note[1]), note[2]) if note and self._notes > 1 else None
        is_long = len(line.text) > (_LONGEST_REFERENCE if self._cites else _LONGEST_ITEM)
        if line.kind != TEXT or is_long or line.text[:1] in "!{<":
            return None
        if (
            at
            and self._lines[at - 1].kind == HEADING
            and _is_other_title(self._lines[at - 1], line)
        ):
            return None
        if self._cites and not numbered(line.text) and _may_be_reference(line.text):
            return Opening(REFERENCE, 0, line.text)
        return self._text_opening(line)

    def _is_item_note(self, at: int) -> bool:
        """Whether a numbered footnote is an item: it has paragraphs, or the text is footnotes."""
        if self._lines[at].kind != NOTE or not _NOTE.fullmatch(self._lines[at].raw):
            return False
        if self._lines_are_notes:
            return True
        below = [line for line in self._lines[at + 1 : at + 6] if line.kind != BLANK]
        return len(below) > 1 and all(line.indent >= 2 for line in below[:2])

    def _text_opening(self, line: Line) -> Opening | None:
        text = line.text
        stated = labels.field(text)
        if bold := _BOLD_LINE.fullmatch(text):
            return _bold(bold[1]) if not stated or stated[0] == "title" else None
        numbering = numbered(text)
        if numbering and (stated is None or stated[0] == "title"):
            style, number, rest = numbering
            is_title = not is_only_links(rest) or _is_linked_name(rest)
            if is_title and (rest or line.indent < 4):
                return Opening("-" if line.indent >= 2 else style, number, rest)
        if stated or is_only_links(text):
            return None
        lead = _BOLD_LEAD.match(text)
        titled = self._lead(lead, text) if lead else None
        if titled:
            return titled
        if self._brackets > 1 and _is_bracket_lead(text):
            return Opening("【】", 0, text)
        linked = _LINKED.match(text)
        if linked and self._linked > 1 and not labels.is_label(linked["words"]):
            return Opening("[]", 0, text)
        if self._books > _FEWEST_BOOKS and _is_book_line(text):
            return Opening("《》", 0, text)
        emoji = _EMOJI.match(text)
        if emoji and self._emoji[emoji[1]] > 1 and emoji[1] not in self._emoji_parts:
            rest = text[emoji.end() :]
            label = labels.label_of(rest) or rest.strip("[]() ")
            is_item = not labels.is_note(rest) and not labels.is_label(label)
            is_item = is_item and not re.match(r"[\d|+#]|.{0,5}[|｜]", rest)
            return Opening(f"emoji {emoji[1]}", 0, rest) if is_item else None
        return None

    def _lead(self, lead: re.Match[str], text: str) -> Opening | None:
        """A paragraph that begins in bold type: a title, unless it is a label."""
        words = lead[1].strip(" :：")
        if numbering := numbered(words):
            return Opening(f"**{numbering[0]}", numbering[1], text)
        if len(self._bold_leads) < 2:
            return None
        is_name = labels.is_label(words) or labels.is_subheading(words) or len(words) < 5
        if is_name or self._bold_leads[words] > 1:
            return None
        return Opening("**:", 0, text)

    def _drop_lone_numbers(self) -> None:
        """A bare number opens something only where its neighbour does too."""
        numbers: dict[str, set[int]] = defaultdict(set)
        for known in filter(None, self._made):
            numbers[known.style].add(known.number)
        for at, opening in enumerate(self._made):
            if opening and opening.style in _BARE:
                own = numbers[opening.style]
                if opening.number > 60 or not {opening.number - 1, opening.number + 1} & own:
                    self._made[at] = None

    def _open_loose_bullets(self) -> None:
        """Bullets whose text stands below them without indentation are titles, no list."""
        bullets, loose = [], 0
        for at, opening in enumerate(self._made):
            if opening and opening.style == "-" and not self._lines[at].indent:
                bullets.append(at)
                below = self._filled(at + 1)
                is_text = below < len(self._made) and self._made[below] is None
                loose += (
                    is_text
                    and below > at + 1
                    and self._lines[below].kind == TEXT
                    and not (self._lines[below].indent)
                )
        if len(bullets) > 1 and loose * 10 >= 7 * len(bullets):
            for at in bullets:
                self._made[at] = Opening("- loose", 0, self._lines[at].text)

    def _open_days(self) -> None:
        """Days alone on lines between lists of one style are headings of what follows each."""
        days: list[int] = []
        style = ""
        for at, line in enumerate(self._lines):
            opening = self._made[at]
            if line.kind == HEADING:
                style = ""
            elif opening:
                style = opening.style
            elif line.kind == TEXT and (not at or self._lines[at - 1].kind in _APART):
                below = self._filled(at + 1)
                follows = self._made[below] if below < len(self._made) else None
                is_first = not style and not days
                if follows and _is_day(line.text) and (is_first or follows.style == style):
                    days.append(at)
        for at in days if len(days) > 1 else ():
            self._made[at] = Opening(DAY, 0, self._lines[at].text)

    def _open_sections(self) -> None:
        """Short lines alone, right above an opening of another style, are names of sections."""
        for at, line in enumerate(self._lines):
            if line.kind != TEXT or self._made[at] or not 1 < len(line.text) <= _SECTION_LENGTH:
                continue
            below = self._filled(at + 1)
            opening = self._made[below] if below < len(self._made) else None
            before = self._lines[at - 1].kind if at else BLANK
            apart = below > at + 1 and before in _APART
            if opening and opening.style[:1] not in "#-" and apart and _is_name(line.text):
                self._made[at] = Opening("section", 0, line.text)

    def _filled(self, at: int) -> int:
        while at < len(self._lines) and self._lines[at].kind in (BLANK, RULE):
            at += 1
        return at


def _are_notes(lines: list[Line]) -> bool:
    """Whether a text is footnotes below a heading, and no other line calls one."""
    filled = [line for line in lines if line.kind not in (BLANK, RULE, HEADING)]
    notes = [line for line in filled if line.kind == NOTE]
    return len(notes) > 1 and len(notes) == len(filled)


def _are_references(lines: list[Line]) -> bool:
    """Whether most paragraphs of a text are references, each on a line of its own."""
    texts = [line for line in lines if line.kind == TEXT and not numbered(line.text)]
    cited = sum(is_reference(line.text) for line in texts if _YEAR.search(line.text))
    return cited > 1 and 3 * cited >= 2 * len(texts)


def _may_be_reference(text: str) -> bool:
    """Whether a paragraph among references is one, even if its parts are not known."""
    return is_reference(text) or (text[:1].isupper() and bool(_YEAR.search(text)))


def _emoji_parts(lines: list[Line]) -> set[str]:
    """The emoji that lead the fields of records whose titles another one leads (📌 📅 📝 🔗)."""
    leads = [(match[1], line.text[match.end() :]) for line in lines if (match := _lead_of(line))]
    starts = [at for at, (emoji, _) in enumerate(leads) if emoji == leads[0][0]]
    if len(starts) < 2:
        return set()
    records = [leads[start:end] for start, end in itertools.pairwise([*starts, len(leads)])]
    named = [[emoji for emoji, _ in record] for record in records]
    have_fields = all(
        any(is_only_links(rest) or day(rest) for _, rest in record[1:]) for record in records
    )
    once = all(len(set(emoji)) == len(emoji) for emoji in named)
    return set().union(*named) - {leads[0][0]} if have_fields and once else set()


def _lead_of(line: Line) -> re.Match[str] | None:
    return _EMOJI.match(line.text) if line.kind == TEXT else None


def _quoted_lists(lines: list[Line]) -> set[int]:
    """The places of quotations that a text leads to (具体如下：): what they list are no items."""
    quoted: set[int] = set()
    leads = inside = False
    for at, line in enumerate(lines):
        if line.kind == BLANK and not line.quote:
            continue
        inside = bool(line.quote) and (inside or leads)
        if inside:
            quoted.add(at)
        leads = not line.quote and line.kind == TEXT and line.text[-1:] in "：:"
    return quoted


def _is_book_line(text: str) -> bool:
    """Whether a line begins with a title in book title marks and has an address."""
    return "://" in text and bool(_BOOK_LINE.match(text))


def _is_bracket_lead(text: str) -> bool:
    """Whether a line of news begins with its company or subject in brackets (【海鸥】…)."""
    lead = _BRACKET_LEAD.match(text)
    is_name = lead and (labels.field_name(lead[1]) or labels.is_label(lead[1]))
    return bool(lead) and not is_name and not labels.is_subheading(lead[1] if lead else "")


def _is_other_title(heading: Line, line: Line) -> bool:
    """Whether a bold line right below a heading is its title in the other script."""
    bold = _BOLD_LINE.fullmatch(line.text)
    if not bold or is_section(heading.text):
        return False
    return has_han(heading.text) != has_han(bold[1])


def _bold(words: str) -> Opening | None:
    """A line in bold type: a title, unless it is a label or names a part of an item."""
    if numbering := numbered(words):
        return Opening(f"**{numbering[0]}", numbering[1], words)
    if labels.field_name(words) or labels.is_label(words) or labels.is_subheading(words):
        return None
    return Opening("**", 0, words) if len(words) > 1 else None


def _says_field(line: Line) -> bool:
    """Whether a bullet states a field or a labelled link of the item it stands in."""
    return bool(labels.field(line.text)) or is_only_links(line.text)


@functools.lru_cache(2048)
def is_only_links(text: str) -> bool:
    """Whether a text is labelled links and nothing else; a linked headline is none."""
    pieces = list(stated_links(text)) if "/" in text or "www." in text else []
    if not pieces or without(text, pieces):
        return False
    first = next(addresses(text))
    begins = not text[: first.start].strip("*_[(（【 ")
    name = first.anchor
    is_name = labels.is_label(name) or "://" in name or len(name) < 4 or bool(arxiv_id(name))
    return not (begins and name) or is_name


def _is_linked_name(text: str) -> bool:
    """Whether a text is one link whose words are a short name (豆包, R1), no label or number."""
    link = next(addresses(text), None)
    whole = link is not None and link.start == 0 and link.end == len(text.rstrip())
    name = link.anchor if link and whole else ""
    is_said = len(name) > 1 and not name.isdecimal() and "://" not in name
    return is_said and not labels.is_label(name) and not arxiv_id(name)


def _is_day(text: str) -> bool:
    """Whether a line states a day, or the week of one, and nothing else."""
    bare = _WEEK_OF.sub("", re.sub(r"[*_【】]", "", text).strip(" :：-–—"), count=1)
    return len(text) <= 40 and day(bare) is not None


def _is_name(text: str) -> bool:
    plain = text[-1] not in "。！？!?…；;”」，,.：:" and day(text) is None and "](" not in text
    return plain and not labels.has_label(text) and not is_button(text) and "://" not in text
