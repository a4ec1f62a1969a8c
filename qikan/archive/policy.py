"""What ``check`` asks of one entry beyond its format: the site's own rules, as warnings.

The rules are settings of site.yaml (``checks``), none of which is on by default; that ``lang`` and
the text agree is asked of every entry.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qikan.content.schema import TITLE_FIELDS
from qikan.content.site import Checks, Config
from qikan.conversion.detect import evidence, evidence_of
from qikan.editions import USUAL
from qikan.markdown.han import IDEOGRAPH, has_han
from qikan.markdown.maths import find_formulas
from qikan.markdown.tex import mathml
from qikan.markdown.tex_faults import formula_message
from qikan.model.archive import Facts, Locate
from qikan.model.entry import Entry
from qikan.model.issue import IssueFile, TypesetIssue
from qikan.model.problem import Problem
from qikan.patterns import pattern
from qikan.problems.message import Message, message

_LATIN = pattern("[A-Za-z]{2,}")
_NOT_PROSE = pattern(r"```.*?```|`[^`]*`|\$[^$]*\$|-\{[^{}]*\}-|https?://[^\s)]+", re.DOTALL)
_HALF_WIDTH = pattern(r"[\u4e00-\u9fff][,:;?!]|[,:;?!][\u4e00-\u9fff]")
_FULL = dict(zip(",:;?!", "，：；？！", strict=True))
_SAMPLE = 300
"""Characters of a text that show its script."""
_CLEAR = 3
"""Characters of the other script that make a text's script certain beside some of its own."""
_ALONE = 2
"""As many are enough where none is of its own."""


def advice(entry: Entry, checks: Checks) -> list[Problem]:
    """What an entry lacks by the site's rules; nothing for drafts and withdrawn entries."""
    if entry.status != "published":
        return []
    return [
        *_language(entry, entry.title_zh or entry.title),
        *_formulas(entry),
        *_required(entry, checks.require),
        *_summary(entry, checks),
        *(_punctuation(entry) if checks.punctuation else ()),
    ]


def issue_advice(issue: IssueFile) -> list[Problem]:
    """Whether the language of an issue and its text agree."""
    return list(_language(issue, issue.title))


def _language(file: Entry | IssueFile, title: str) -> Iterator[Problem]:
    text = f"{title}\n{_NOT_PROSE.sub(' ', file.body[:_SAMPLE])}"
    if file.lang == "en":
        if len(IDEOGRAPH.findall(text)) > len(_LATIN.findall(text)):
            yield _contradicted(file, "chinese", " / ".join(USUAL))
        return
    if not has_han(text) and len(_LATIN.findall(file.body)) > 10:
        yield _contradicted(file, "english", "en")
        return
    other = next(variant for variant in USUAL if variant != file.lang)
    if other not in map(evidence_of, set(text)):  # as in nearly all, and sooner than to count
        return
    shown = evidence(text)
    own = shown[file.lang]
    if shown[other] >= (_CLEAR if own else _ALONE) and shown[other] > 2 * own:
        yield _contradicted(file, other, other)


def _contradicted(file: Entry | IssueFile, script: str, right: str) -> Problem:
    script_name = message(f"script-{script}")
    fault = message("lang-against-text", lang=file.lang, script=script_name, right=right)
    return file.where.problem("lang", fault)


def _formulas(entry: Entry) -> Iterator[Problem]:
    """Formulas of titles that cannot be set."""
    for name in TITLE_FIELDS:
        title = getattr(entry, name)
        if "$" not in title and "\\" not in title:
            continue
        for at, formula in find_formulas(title):
            if mathml(formula.tex, "inline") is None:
                placed = entry.where.problem(name, formula_message(formula.tex))
                yield replace(placed, col=placed.col + at)


def _required(entry: Entry, names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        if not getattr(entry, "body" if name == "summary" else name):
            yield entry.where.problem(name, message("required-by-site", name=name))


def _summary(entry: Entry, checks: Checks) -> Iterator[Problem]:
    if not entry.body or not (checks.summary_min or checks.summary_max):
        return
    prose = _NOT_PROSE.sub(" ", entry.body)
    count = len(IDEOGRAPH.findall(prose)) if entry.lang != "en" else len(prose.split())
    unit = message("words" if entry.lang == "en" else "han")
    fault = None
    if count < checks.summary_min:
        fault = message("summary-short", count=count, unit=unit, limit=checks.summary_min)
    elif checks.summary_max and count > checks.summary_max:
        fault = message("summary-long", count=count, unit=unit, limit=checks.summary_max)
    if fault:
        yield Problem(entry.where.path, entry.where.body_line, 1, fault)


def _punctuation(entry: Entry) -> Iterator[Problem]:
    """The first half-width punctuation beside a Han character in the title and in the summary."""
    if entry.lang == "en":
        return
    for name in ("title", "title_zh"):
        if match := _HALF_WIDTH.search(getattr(entry, name)):
            yield entry.where.problem(name, _half_width(match[0]))
    body = entry.body
    for at, full in half_widths(body):
        line = entry.where.body_line + body.count("\n", 0, at)
        col = at - (body.rfind("\n", 0, at) + 1) + 1
        yield Problem(entry.where.path, line, col, message("half-width", sign=body[at], full=full))
        return


def half_widths(text: str) -> Iterator[tuple[int, str]]:
    """Where half-width punctuation stands beside a Chinese character of Markdown, and what belongs
    there.
    """
    plain = _NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    at = 0
    while match := _HALF_WIDTH.search(plain, at):
        at = match.start() + (not match[0][0].isascii())
        yield at, _FULL[plain[at]]
        at += 1


def _half_width(text: str) -> Message:
    sign = next(char for char in text if char.isascii())
    return message("half-width", sign=sign, full=_FULL[sign])


# ---------------------------------------------------------------- dates to come


def is_ahead(entry: Facts | IssueFile, today: datetime.date) -> bool:
    """Whether an entry or issue is dated after a day."""
    return entry.date.first > today


def without_waiting(
    issues: Iterable[TypesetIssue], entries: Iterable[Facts], drafts: Iterable[Facts]
) -> list[TypesetIssue]:
    """The issues but those that wait for drafts: their ``order`` names drafts only, and none of the
    ``entries`` that are built belongs to them.
    """
    waiting, needed = {entry.id for entry in drafts}, {entry.issue for entry in entries}

    def waits(file: IssueFile) -> bool:
        return bool(file.order) and waiting.issuperset(file.order) and file.id not in needed

    return [issue for issue in issues if not waits(issue.file)]


def appeared(
    config: Config,
    entries: Iterable[Facts],
    issues: Sequence[TypesetIssue],
    today: datetime.date,
) -> tuple[list[Facts], list[TypesetIssue]]:
    """The entries and issues of a day: all of them, or none that is held back until its own.

    An issue appears with the first of its entries.
    """
    if not config.hold_future:
        return list(entries), list(issues)
    shown = [entry for entry in entries if not is_ahead(entry, today)]
    needed = {entry.issue for entry in shown}
    return shown, [i for i in issues if i.file.id in needed or not is_ahead(i.file, today)]


def ahead(
    config: Config,
    entries: Iterable[Facts],
    issues: Sequence[TypesetIssue],
    today: datetime.date,
    locate: Locate,
) -> Iterator[Problem]:
    """A date in the future is reported."""
    cure = message("appears-then" if config.hold_future else "correct-date")
    dated = [(locate(entry), entry.date) for entry in entries if is_ahead(entry, today)]
    dated += [(i.where, i.file.date) for i in issues if is_ahead(i.file, today)]
    for where, day in dated:
        yield where.problem("date", message("future-date", day=day, today=today, cure=cure))


def next_day(entries: Iterable[Facts], issues: Iterable[TypesetIssue], today: datetime.date) -> str:
    """The first day after today on which a build of the same files makes something else, or ''."""
    days = [*(entry.date.first for entry in entries), *(issue.file.date.first for issue in issues)]
    return min((day.isoformat() for day in days if day > today), default="")
