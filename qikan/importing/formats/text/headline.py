"""The line that opens an item: its title, and what else stands on that line."""

from __future__ import annotations

import functools
import re

from qikan.importing.formats.text import attribution, reference_styles
from qikan.importing.formats.text.beside_title import (
    Headline,
    without_badges,
    without_date,
    without_id,
    without_leading_day,
    without_tag,
)
from qikan.importing.formats.text.line import unescaped
from qikan.importing.formats.text.numbering import without_number
from qikan.importing.reading import labels
from qikan.importing.reading.dates import day
from qikan.importing.reading.links import arxiv_id, doi, link
from qikan.importing.reading.urls import EMPTY_BRACKETS, Address, addresses
from qikan.markdown.foreign import pieces
from qikan.markdown.han import has_han

_NUMBER_IN_LINK = re.compile(
    r"\A(?P<before>\s*\**)\[(?P<words>\d{1,3}\s?[.、．][^\[\]\n]{4,300})\]\((?=https?://)"
)
_WHOLE_LINK = re.compile(r"\**\[[^\[\]\n]+\]\([^()\s]+\)\**")
_COUNTER = re.compile(r"\s*`#\d{1,4}`(?=\s*(?:\[[^\[\]\n]{1,40}\]\([^()\s]+\)\s*)+\Z)")
"""The number of an item as code, behind its title and before its links."""
_EMOJI = re.compile(
    "\\A(?:[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\u20e3?\\s*)+"
)
_BOLD_LEAD = re.compile(
    r"(?P<sign>\*\*|__)(?=\S)(?P<lead>[^\n]{1,400}?)(?<=\S)(?P=sign)(?!\*)(?P<rest>.*)", re.DOTALL
)
_VENUE_LEAD = re.compile(
    r"[(（\[【](?!\[)[*_]{0,2}[^()（）\[\]【】\n]{2,30}[)）\]】]\s*(?=\*\*\S)"
    r"|\*\*[(（\[【][^()（）\[\]【】\n*]{2,30}[)）\]】]\*\*(?!\()[\s:：|-]*(?=\S)"
    r"|[(\[](?:(?:19|20)?\d\d\s[A-Za-z]{3,12}|(?:[A-Z][A-Za-z]{2,11}|arXiv)[\s'’]{0,2}(?:20)?\d\d)[)\]]"
    r"\s+(?:[✅⭐🔥]\ufe0f?\s*)?(?=[\w*])"
)
"""A venue in brackets in front of a title in bold type, or in bold type, or with its year."""
_BOOK_LEAD = re.compile(
    r"(?P<title>《[^《》\n]{4,300}》)\s*(?P<rest>(?:[(（\[【]|[A-Za-z]+\s?[:：]|https?:).*://.*)",
    re.DOTALL,
)
"""A title in book title marks, and what follows it with an address."""
_REST_BEGINS = ":：-—– ,，。.|·"
_LEFT_OVER = " |｜│·,，/、;；-–—:：&"
_FIRST_SENTENCE = re.compile(
    r"[^\n]{4,}?[。！？](?=\S)|[^\n]{8,}?[!?](?=\s*[㐀-鿿])|[^\n]{20,}?\.\s(?=[A-Z])"
)
_NAMED = re.compile(
    r"(?i)\A(?:论文|論文|paper|新闻|新聞|文章|项目|項目)\s*[\d一二三四五六七八九十]*\s*[:：]\s*(?=\S)"
)
_QUOTED = re.compile(r"[\"“]([^\"“”]{4,})(?<![\s.,])[.,]?[\"”][.,]?")
"""A foreign title in quotation marks, with a full stop inside them or behind."""
_SQUARE_TAG = re.compile(r"\[([^\W\d][^\[\]\n]{0,11})\]\s+(?=\**\[[^\[\]\n]{4,300}\]\(https?://)")
"""A subject in square brackets in front of a linked title: ``[研究] [Title](…)``."""
_BADGE_IMAGE = re.compile(
    r"\s*!\[[^\[\]\n]{0,80}\]\(\s*https?://[^()\s]{0,300}(?:shields\.io|badge)[^()\s]{0,500}\)"
    r"|\s*!\[\]\(/[^()\s]{1,300}\)"  # an icon of the site: ![](/assets/new.png)
)
_ARXIV_TAG = re.compile(r"(?i)\A(\**)\[arxiv\s?\d{4,6}\]\s+(?=\S)")
"""A month or day of arXiv in square brackets in front of a title: ``[arXiv2510] …``."""
_TIME_BEHIND = re.compile(r"[/|@·]\s*(?P<day>\d{1,2}月\d{1,2}日\s+)?\d{1,2}:\d\d")
"""The time of an item behind its linked title, with the day where it is another."""
_FILE_BEHIND = re.compile(
    r"\s+\[(?P<name>[^\[\]\n]{1,60}\.(?:pptx?|pdf|docx?|key|ipynb))\]\((?P<url>https?://[^()\s]+)\)\Z",
    re.IGNORECASE,
)
"""A file by its name behind a title: ``[talk.pptx](…)``."""
_LAST_DATE = re.compile(r"\s*[(（\[【]\s*([\d./年月日-]{6,12})\s*[)）\]】]\s*\Z")
_LINKED_INSIDE = re.compile(
    r"\**\[[^\n]{2,300}\]\((?P<address>(?!https?:|#)[^\s\[\]]{1,500})\)\**\s*"
)
"""A title that links to a file of the same site."""
_COLON = re.compile(r"([^：:。！？\n]{4,40})[：:](?!//)\s*(.+)", re.DOTALL)
_LONG_TITLE = 60
_LONGEST_BOLD = 100
"""Characters of a line in bold type that is a title as a whole, and no text."""
_CITED_BEHIND = re.compile(
    r"(?P<title>[^\n]{8,300}?),\s+(?P<authors>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+\s(?:et\.?\sal\.?"
    r"|(?:and|&)\s[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+)),?\s+\(?(?P<year>(?:19|20)\d\d)\)?"
)
"""A title with its first author and its year behind it: ``Title, Brook et al., 2031``."""
_ARXIV_BEHIND = re.compile(
    r"(?i)\s*\b(?:arxiv\s*[:：]\s*|abs/)(?P<id>\d{4}\.\d{4,5})(?:v\d+)?(?!\d)"
)
_DOI_BEHIND = re.compile(r"(?i)(?<!/)\bdoi\s*[:：]?\s*(10\.\d{4,9}/\S+?)[.,;]?(?=\s|\Z)")
_DATE_BEHIND = re.compile(r"(?<=\w)[,，:：\s]\s*\d{2,4}(?:[./-]\d{1,2}){0,2}\Z")
"""The month that a label of a link states: ``[arxiv, 31.05](…)``."""
_IMPLEMENTED = re.compile(r"(?i)(?:pytorch|tensorflow|keras|jax|caffe|paddle)")
"""A label of a link beside a title that says what a program was written with."""
_READING = re.compile(
    r"(?i)[*_]{0,2}(?:required|optional|recommended|suggested|additional|further|background|main"
    r"|必读|必讀|选读|選讀|推荐|推薦|补充|補充|延伸)\s?(?:readings?|papers?|阅读|閱讀|论文|論文)?"
    r"[*_]{0,2}\s*[:：][*_]{0,2}\s*(?!https?://)(?=\S)"
)
"""What a list of readings says of one before its title."""
_MARK = "\ue002"


def parse(
    text: str,
    *,
    markdown: bool,
    is_heading: bool = False,
    has_colon: bool = False,
    is_bold: bool = False,
) -> Headline:
    """Read the line of a title; a bullet or a numbered line may hold a whole item.

    ``has_colon``: the title ends at the first colon, as its neighbours' do. ``is_bold``: the whole
    line is in bold type.
    """
    headline = Headline()
    text = _without_counters(text, heading=is_heading)
    text = _without_file(without_badges(_ARXIV_TAG.sub(r"\1", text), headline), headline)
    text = text if is_heading else without_date(text, headline)
    text = without_leading_day(text, headline)
    named = labels.field(text)
    is_named = bool(named and named[0] in ("title", "title_zh") and named[1])
    text = text if is_heading else _READING.sub("", text, count=1)
    if (tag := _SQUARE_TAG.match(text)) and not labels.is_label(tag[1]):
        headline.topics.append(tag[1])
        text = text[tag.end() :]
    lead, rest = (text, "") if is_heading or is_named else _lead(text, headline)
    if not rest and not (is_heading or is_named):
        lead, rest = _without_authors(lead, headline)
        headline.is_reference = bool(headline.authors)
    if has_colon and not rest and (parts := _COLON.match(lead)):
        lead, rest = parts[1], parts[2]
    if not rest and not is_heading and (ended := _sentence_before_links(lead)):
        lead, rest = lead[:ended], lead[ended:]
    stated = labels.field(lead)
    if stated and stated[0] in ("title", "title_zh") and stated[1]:
        lead = stated[1]
    lead = _NAMED.sub("", _EMOJI.sub("", lead.strip()).strip(), count=1)
    _note_inside(lead, headline)
    words = _without_links(without_badges(without_tag(lead, headline), headline), headline)
    is_link = headline.is_linked and bool(_WHOLE_LINK.fullmatch(lead.strip()))
    is_set_off = len(text) <= _LONGEST_BOLD and (is_bold or headline.is_bold)
    is_whole = is_heading or is_link or is_set_off
    words, rest = (words, rest) if rest or is_whole else _first_sentence(words)
    words, rest = _without_citation(_without_days(words, headline), rest, headline)
    words = _without_attribution(words, headline)
    headline.title = _without_quotes(plain(words, markdown=markdown))
    headline.rest = _without_time(rest.strip(), headline)
    return headline


def _without_quotes(words: str) -> str:
    """A title without the signs around it: a colon, a full stop, quotation marks, 《》."""
    title = words.strip().strip("：:").rstrip("；;。").strip()
    if (quoted := _QUOTED.fullmatch(title)) and not has_han(title):
        title = quoted[1]
    is_book = title.startswith("《") and title.find("》") == len(title) - 1
    return title[1:-1] if is_book else title


def _without_inner_number(opened: re.Match[str]) -> str:
    """The beginning of a link without the number of its item inside it (``[1.标题](…)``)."""
    return f"{opened['before']}[{without_number(opened['words'])}]("


def _without_counters(text: str, *, heading: bool) -> str:
    """A line without the number of its item, wherever it stands, and without badges that count."""
    text = _NUMBER_IN_LINK.sub(_without_inner_number, text)
    return _bare(_COUNTER.sub("", _BADGE_IMAGE.sub("", text)), heading=heading)


def _without_days(words: str, headline: Headline) -> str:
    """A title without the days in front of it and behind it, and without its id."""
    words = without_leading_day(without_date(words, headline), headline)
    if dated := _LAST_DATE.search(words):
        headline.published = day(dated[1])
        words = words[: dated.start()] if headline.published else words
    return without_id(words, headline)


def _without_citation(words: str, rest: str, headline: Headline) -> tuple[str, str]:
    cited = None if headline.authors else _CITED_BEHIND.fullmatch(words.strip())
    if not cited:
        return words, rest
    headline.authors = cited["authors"]
    return cited["title"], rest or f"{cited['year']}."


def _without_attribution(words: str, headline: Headline) -> str:
    """A title without the names, the id and the source behind it, which are noted."""
    if headline.authors or not (stated := attribution.behind(words)):
        return words
    title, headline.fields = stated
    headline.authors = headline.fields.pop("authors", "")
    headline.arxiv = headline.arxiv or headline.fields.pop("arxiv", "")
    return title


def is_reference(text: str) -> bool:
    """Whether a line states a work as bibliographies do: its authors, its title, its venue."""
    return reference_styles.reference(_bare(text, heading=False)) is not None


def without_emoji(text: str) -> str:
    """A text without the emoji in front of it."""
    return _EMOJI.sub("", text.strip()).strip()


@functools.lru_cache(2048)
def plain(text: str, *, markdown: bool) -> str:
    """A text as its reader sees it, without the signs of Markdown."""
    if not markdown:
        return " ".join(text.split())
    words = "".join(piece.text for piece in pieces(text, {}) if not piece.image)
    return " ".join(words.split())


def _bare(text: str, *, heading: bool) -> str:
    """A line without its number and the emoji in front of it, inside bold type too."""
    text = _EMOJI.sub("", text.strip()).strip()
    bold = _BOLD_LEAD.fullmatch(text)
    if bold and "**" not in bold["lead"]:
        inner = without_number(_EMOJI.sub("", bold["lead"].strip()).strip(), heading=heading)
        if not inner:  # the number alone is in bold type
            return str(bold["rest"]).strip()
        return f"{bold['sign']}{inner}{bold['sign']}{bold['rest']}"
    return _EMOJI.sub("", without_number(text, heading=heading)).strip()


def _without_file(text: str, headline: Headline) -> str:
    """A title without the link to a file behind it that has the file's name."""
    file = _FILE_BEHIND.search(text)
    if not file or "](" in text[: file.start()]:
        return text
    headline.links.append(link(file["url"], file["name"]))
    return text[: file.start()]


def _without_time(rest: str, headline: Headline) -> str:
    """What follows a linked title, without the time and the day that it is from."""
    timed = _TIME_BEHIND.fullmatch(rest) if headline.is_linked else None
    if not timed:
        return rest
    headline.partial = (timed["day"] or "").strip()
    return ""


def _note_inside(lead: str, headline: Headline) -> None:
    """Note that a title leads to a file of the same site, which is no link of an entry."""
    if inside := _LINKED_INSIDE.match(lead):
        headline.inside = inside["address"]
        headline.is_linked = inside.end() == len(lead)


def _lead(text: str, headline: Headline) -> tuple[str, str]:
    """The title in bold type or linked at the beginning of a line, and what follows it."""
    if venue := _VENUE_LEAD.match(text):
        headline.venue = venue[0].strip(" :：|-")
        text = text[venue.end() :]
    bold = _BOLD_LEAD.match(text)
    if bold and not labels.is_label(bold["lead"].strip(" :：")):
        headline.is_bold = True
        rest = bold["rest"].lstrip(_REST_BEGINS)
        return bold["lead"].strip(" :：").strip(), rest
    if book := _BOOK_LEAD.fullmatch(text):
        return book["title"], book["rest"]
    first = next(addresses(text), None)
    if first is None or first.start > 2 or not first.anchor or labels.is_label(first.anchor):
        return text, ""
    rest = text[first.end :]
    if re.match(r"\s*[（(][^()（）\[\]]{1,20}[)）]", rest):  # （英文）
        bracket = rest.index(")") if ")" in rest[:24] else rest.index("）")
        return text[: first.end] + rest[: bracket + 1], rest[bracket + 1 :].lstrip(_REST_BEGINS)
    if re.match(r"\s*[:：\-–—。,，.|·\s]|\Z", rest):
        return text[: first.end], rest.lstrip(_REST_BEGINS)
    return text, ""


def _without_authors(text: str, headline: Headline) -> tuple[str, str]:
    """The title of a reference, whose authors are noted, and what follows; else the whole text."""
    stated = reference_styles.reference(text)
    if stated is None:
        return text, ""
    headline.authors = stated.authors
    _note_ids(stated.rest, headline)
    if stated.url:
        headline.links.append(link(stated.url))
    return stated.title, stated.rest


def _note_ids(text: str, headline: Headline) -> None:
    """Note the arXiv id or the DOI that stands behind the title of a reference."""
    if stated := _ARXIV_BEHIND.search(text):
        headline.arxiv = arxiv_id(stated["id"])
    if number := _DOI_BEHIND.search(text):
        headline.fields["doi"] = doi(number[1])


def _without_links(text: str, headline: Headline) -> str:
    """The words of a title: a linked title is its words, labelled links beside it are taken out."""
    kept, at, beside = "", 0, False
    for address in addresses(text):
        before = text[at : address.start]
        at = address.end
        label = address.anchor
        if not label and (named := labels.label_at_the_end(before)):
            before, label = before[: named.start], named.text
        kept += before
        if address.anchor and not _is_beside(address):
            kept += address.anchor
            headline.links.append(link(address.url))
            headline.is_linked = True
        else:
            shown = "" if "://" in label else label.strip("[]【】 ")
            headline.links.append(link(address.url, shown))
            kept, beside = kept + _MARK, True
    kept += text[at:]
    if not beside:
        return kept
    parts = [
        part.strip(_LEFT_OVER) for part in EMPTY_BRACKETS.sub("", _brackets(kept)).split(_MARK)
    ]
    return " ".join(filter(None, parts))


def _brackets(text: str) -> str:
    """A text without brackets around links alone."""
    return re.sub(rf"[(（\[【]\s*({_MARK}[\s|,，/、·&{_MARK}]*)[)）\]】]", r"\1", text)


def _is_beside(address: Address) -> bool:
    """Whether a link beside a title names what it leads to, or is a sign or an id."""
    words = address.anchor.strip("[]【】()（） *_`")
    sign = not re.search(r"\w", words)
    named = _DATE_BEHIND.sub("", words)
    return (
        sign
        or labels.is_label(named)
        or bool(_IMPLEMENTED.fullmatch(named))
        or bool(arxiv_id(words))
        or "://" in words
    )


def _sentence_before_links(text: str) -> int:
    """Where the first sentence of a line ends, if every link stands behind it; else 0."""
    ended = _FIRST_SENTENCE.match(text)
    first = next(addresses(text), None)
    return ended.end() if ended and first and first.start >= ended.end() else 0


def _first_sentence(text: str) -> tuple[str, str]:
    """A long line of news: its first sentence is the title."""
    text = unescaped(text).strip()
    ended = _FIRST_SENTENCE.match(text)
    if ended:
        return ended[0].strip(), text[ended.end() :]
    head, colon, tail = text.partition("：")
    if len(text) > _LONG_TITLE and colon and 4 <= len(head) <= 40:
        return head, tail
    return text, ""
