"""What the columns of a table are: by their headers in the usual wordings, else by their cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from qikan.importing.formats.table import cells
from qikan.importing.formats.table.gfm import Table
from qikan.importing.reading import dates
from qikan.importing.reading.links import arxiv_id
from qikan.importing.reading.people import are_people, is_person
from qikan.markdown.foreign import pieces
from qikan.markdown.han import has_han

Defined = dict[str, Any]
"""Link definitions of the text, of ``markdown.references``."""

_STRONG = {
    "number": r"^(#|no\.?|num(ber)?|idx|index|rank|[序編编][號号]|排名)$",
    "doi": r"^doi$",
    "arxiv": r"^arxiv([ -]?(id|no|number))?$",
    "title_zh": r"(中文|chinese).*([标標題题名]|title)|([标標題题名]|title).*(中文|chinese)"
    r"|[译譯]名",
    "topics": r"主[题題]|[类類][别別型]|分[类類]|[标標][签籤]|[领領]域|方向|[关關][键鍵][词詞字]"
    r"|\b(topics?|categor(y|ies)|tags?|fields?|areas?|keywords?|tasks?|domains?|subjects?)\b",
    "summary": r"摘要|概要|[简簡]介|[说說]明|描述|[内內]容|概述|[要重][点點]|[总總][结結]|介[绍紹]"
    r"|一句[话話]|[导導][读讀]"
    r"|\b(summar(y|ies)|abstracts?|descriptions?|tl;?dr|overview|highlights?|intro(duction)?)\b",
    "date": r"^(?!.*(更新|updated?\b|accessed|[会會][议議]|期刊|venue|conf|journal))"
    r".*(日期|[时時][间間]|[发發][布佈]日|[发發]表[于於日]|年份|年月|月份"
    r"|\b(date|published|submitted|released|month|time|year|day)\b(?! in))",
    "authors": r"^(?!.*(title|[标標][题題]|[题題]目)).*(作者|\bauthors?\b)",
    "orgs": r"[机機][构構]|[单單]位|[组組][织織]|公司"
    r"|\b(affiliations?|institut\w*|organi[sz]ations?|orgs?|compan(y|ies)|labs?)\b",
    "title": r"[标標][题題]|[题題]目|[题題]名|篇名|[论論]文名|\btitle\b",
    "links": r"[链鏈連连][接结結]|[网網]址|地址|原文|代[码碼]|程式[码碼]|[开開]源|[项項]目|[专專]案"
    r"|主[页頁]|\b(links?|urls?|pdfs?|code|github|repo(sitory)?|project|website|homepage|demo)\b",
}
"""What a header's words say the column is; the first that fits wins."""
_WEAK = {
    "title": r"[论論]文|文章|研究|新[闻聞]|\b(papers?|articles?|news|publications?)\b",
    "date": r"更新|\bupdated?\b",
    "summary": r"[笔筆][记記]|心得|看法|[备備][注註]|[评評][价價论論语語]|[点點][评評]|亮[点點]"
    r"|[贡貢][献獻]|[价價]值|[论論观觀][点點]|[创創]新|[发發][现現]"
    r"|\b(notes?|comments?|remarks?|key (ideas?|points?|takeaways?)|contributions?|details?)\b",
}
"""The same for words that say it only where no other column is it."""
_WEAKEST = {
    "title": r"名[称稱]|作品|模型|方法|\b(names?|works?|models?|methods?|posts?|projects?|tools?)\b"
}
_MANY = frozenset({"topics", "links"})
"""Roles that several columns may have."""
_SURE_TITLE = re.compile(r"[标標][题題]|[题題]目|[论論]文|篇名|\b(title|papers?)\b")
_WIDEST = 100
"""Columns of a table that can be one of papers."""
_LONGEST_TOPIC = 44
"""Characters of a subject; what is longer is a sentence about the row."""
_LONG_CELL, _CLAUSE = 30, 10
"""Characters of a cell of Chinese clauses, and of its clauses on the average."""
_URL = re.compile(r"https?://\S+")
_LINK = re.compile(r"\]\(\s*<?https?://|<a\s|\bhttps?://")


def name(header: str) -> str:
    """A header as its reader sees it."""
    words = "".join(piece.text for piece in pieces(header.strip(), {}) if not piece.image)
    return " ".join(words.split())


def roles(table: Table, defined: Defined) -> list[str] | None:
    """What each column is, ``""`` where nobody knows; None if the rows are no papers or news.

    Roles: title, title_zh, date, summary, topics, links, authors, orgs, arxiv, doi, number.
    """
    if len(table.header) > _WIDEST:
        return None
    if table.headless:
        return _by_cells(table, defined)
    names = [unicodedata.normalize("NFKC", name(cell)).lower() for cell in table.header]
    by_column = _by_header(names)
    while "title" in by_column and _is_all_labels(table, by_column.index("title"), defined):
        names[by_column.index("title")] = "link"
        by_column = _by_header(names)
    for at, role in enumerate(by_column):
        if role in ("", "summary") and _is_all_links(table, at, defined):
            by_column[at] = "links"
        elif role == "topics" and _is_prose(table, at):
            by_column[at] = "" if "summary" in by_column else "summary"
        elif not role and "date" not in by_column and _is_all_dates(table, at):
            by_column[at] = "date"
    if "title" not in by_column:
        at = (
            by_column.index("title_zh")
            if "title_zh" in by_column
            else _linked_column(table, by_column, names)
        )
        if at < 0:
            return None
        by_column[at] = "title"
    return by_column if _are_items(table, by_column, names[by_column.index("title")]) else None


def _by_cells(table: Table, defined: Defined) -> list[str] | None:
    """What the columns of rows without a header are: a day, the title, authors, links, a text.

    None where no column has days, or none is left for the title.
    """
    by_column = [""] * len(table.header)
    for at in range(len(by_column)):
        typed = [cell for cell in _column(table, at) if not cells.NOTHING.fullmatch(cell)]
        if "date" not in by_column and typed and all(map(dates.day, map(name, typed))):
            by_column[at] = "date"
        elif not typed or _is_all_links(table, at, defined):
            by_column[at] = "links"
        elif "title" not in by_column:
            by_column[at] = "title"
        elif "authors" not in by_column and all(map(_names_people, typed)):
            by_column[at] = "authors"
        elif "summary" not in by_column:
            by_column[at] = "summary"
    return by_column if {"date", "title"} <= set(by_column) else None


def _names_people(typed: str) -> bool:
    names, more = cells.people(typed)
    return more or are_people(typed) or (len(names) == 1 and is_person(names[0]))


def _by_header(names: Sequence[str]) -> list[str]:
    by_column = [""] * len(names)
    for patterns in (_STRONG, _WEAK, _WEAKEST):
        for at, words in enumerate(names):
            role = _first(patterns, words)
            if role and not by_column[at] and (role in _MANY or role not in by_column):
                by_column[at] = role
    return by_column


def _first(patterns: Mapping[str, str], words: str) -> str:
    return next((role for role, pattern in patterns.items() if re.search(pattern, words)), "")


def _column(table: Table, at: int) -> list[str]:
    typed = (row.cells[at].strip() for row in table.rows if len(row.cells) == len(table.header))
    return [cell for cell in typed if cell]


def _is_all_labels(table: Table, at: int, defined: Defined) -> bool:
    """Whether a column has ``[PDF](…)`` or an address in every row, where titles would differ."""
    column = [pieces(cell, defined) for cell in _column(table, at)]
    return any(piece.url or _URL.match(piece.text) for cell in column for piece in cell) and all(
        cells.is_label(words) or _URL.fullmatch(words.strip()) or arxiv_id(words)
        for words in map(cells.words, column)
    )


def _is_all_links(table: Table, at: int, defined: Defined) -> bool:
    """Whether a column's cells are links and nothing else."""
    typed = [cell for cell in _column(table, at) if not cells.NOTHING.fullmatch(cell)]
    if not any(sign in cell for cell in typed for sign in ("](", "][", "http", "<a")):
        return False
    shown = [piece for cell in typed for piece in pieces(cell, defined)]
    rest = [_URL.sub("", piece.text) for piece in shown if not (piece.url or piece.image)]
    linked = any(piece.url or _URL.search(piece.text) for piece in shown)
    return linked and not any(re.search(r"[^\W_]{3}", text) for text in rest)


def _is_prose(table: Table, at: int) -> bool:
    """Whether most cells of a column are sentences, which no list of subjects is."""
    typed = _column(table, at)
    return 2 * sum(map(_is_sentence, typed)) > len(typed)


def _is_sentence(cell: str) -> bool:
    parts = cells.topics(pieces(cell, {}), slashes=True)
    average = sum(map(len, parts)) / max(1, len(parts))
    clauses = has_han(cell) and len(cell) > _LONG_CELL and average >= _CLAUSE
    return clauses or any(len(part) > _LONGEST_TOPIC for part in parts)


def _is_all_dates(table: Table, at: int) -> bool:
    """Whether a column's cells are dates, with their year."""
    typed = [name(cell) for cell in _column(table, at) if not cells.NOTHING.fullmatch(cell)]
    return bool(typed) and all(map(dates.day, typed))


def _linked_column(table: Table, by_column: Sequence[str], names: Sequence[str]) -> int:
    """The column whose cells are mostly links, where another one dates or describes the rows."""
    descriptive = {"date", "summary", "topics"} & set(by_column)
    for at, role in enumerate(by_column):
        typed = _column(table, at)
        linked = 2 * sum(map(bool, map(_LINK.search, typed))) > len(typed)
        if linked and role in ("", "links") and (descriptive or _SURE_TITLE.search(names[at])):
            return at
    return -1


def _are_items(table: Table, by_column: Sequence[str], title: str) -> bool:
    """Whether titles stand beside a date, a text or a link, and lead out of the file."""
    sure = _SURE_TITLE.search(title)
    descriptive = {"date", "summary", "topics"} & set(by_column)
    typed = [cell for row in table.rows for cell in row.cells]
    if any(map(_LINK.search, typed)):
        return bool(sure or descriptive)
    if {"arxiv", "doi"} & set(by_column):
        return True
    if any("](#" in cell for cell in typed):  # a table of contents
        return False
    return len(descriptive) > 1 or bool(sure and (descriptive or "authors" in by_column))
