"""An entry or issue typeset in every script.

The text in its own script is shown untouched; the other edition's is converted run by run, many
entries in one call. A draft holds the convertible texts of a file, and its runs in order.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qikan.content.glossary_file import parse_rule
from qikan.content.schema import CONVERTED, ORGANISATIONS, PERSONS, texts
from qikan.content.site import Config
from qikan.conversion.characters import convert_name
from qikan.conversion.converter import Converter
from qikan.conversion.converter import Document as RunsOfDocument
from qikan.conversion.detect import is_written_in
from qikan.conversion.phrases import phrases_html
from qikan.conversion.protected import NO_GUARD, Guard, guard, own_script
from qikan.editions import EDITIONS, LANGS, USUAL
from qikan.markdown import render as rendering
from qikan.markdown.addresses import decode
from qikan.markdown.han import IDEOGRAPH
from qikan.markdown.headings import copy_names
from qikan.markdown.parser import Document, parse
from qikan.markdown.plain_maths import plain_title, title_html
from qikan.markdown.plain_text import lead_of
from qikan.markdown.runs import replace_texts, split_runs
from qikan.markdown.runs import texts as texts_of
from qikan.model.entry import Edition, Entry, Target, Typeset, Written
from qikan.model.issue import IssueFile, TypesetIssue
from qikan.pages.addresses import entry_address, has_editions, issue_address

_File = Entry | IssueFile
_Run = tuple[str, ...]
_HEADINGS = ("anchor", "bad-fragment")
"""The kinds of targets that are about a text's own headings."""


def typeset_entries(
    config: Config, converter: Converter, entries: Sequence[Entry]
) -> list[Typeset]:
    """Typeset entries in every variant of the site."""
    drafts = [_entry_draft(config, entry) for entry in entries]
    typeset = _typeset(config, converter, drafts)
    return [Typeset(entry, *rest) for entry, rest in zip(entries, typeset, strict=True)]


def typeset_issues(
    config: Config, converter: Converter, files: Sequence[IssueFile]
) -> list[TypesetIssue]:
    """Typeset the titles and introductions of written issues in every variant of the site."""
    drafts = [_issue_draft(config, file) for file in files]
    typeset = _typeset(config, converter, drafts)
    return [TypesetIssue(file, *rest) for file, rest in zip(files, typeset, strict=True)]


def convert_markdown(converter: Converter, text: str, to: str) -> str:
    """Convert Markdown text to a script, leaving code, formulas, addresses and marks as they are.

    A text that shows by its characters that it is in that script already comes back unchanged.
    """
    runs = split_runs(text)
    texts = [[piece for piece, is_text in run if is_text] for run in runs]
    converted = converter.convert_unmarked(texts, to)
    parts = []
    for run, own, pieces in zip(runs, texts, converted, strict=True):
        left = iter(pieces or own)
        parts += [next(left) if is_text else piece for piece, is_text in run]
    return "".join(parts)


# ---------------------------------------------------------------- entries and issues


class _Draft(NamedTuple):
    """A parsed file with its texts in every script.

    ``foreign`` is a title without Han characters; ``words`` are the texts beside the titles and
    the Markdown, ``names`` those of them that are never read as words.
    """

    file: _File
    document: Document
    beside: str
    title: str
    foreign: str = ""
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def runs(self) -> list[tuple[str, ...]]:
        """What is converted, in the order in which ``_edition`` is given it."""
        return [*((text,) for text in (*self.words, self.title)), *texts_of(self.document)]


def _entry_draft(config: Config, entry: Entry) -> _Draft:
    is_foreign = not IDEOGRAPH.search(entry.title)
    words = [
        text
        for field in CONVERTED
        for text in texts(entry, field)
        if field.name != "topics" or not _is_of_other_script(text, entry.lang)
    ]
    return _Draft(
        entry,
        parse(entry.body, entry.where.body_line, config.base_url),
        config.path(config.variants[0], entry_address(entry)),
        title=entry.title_zh or ("" if is_foreign else entry.title),
        foreign=entry.title_en or (entry.title if is_foreign else ""),
        words=tuple(dict.fromkeys(words)),
        names=tuple(name for field in (*PERSONS, *ORGANISATIONS) for name in texts(entry, field)),
    )


def _names_in(converter: Converter, file: _File, variant: str) -> dict[str, str]:
    """The names of an entry that hold Han characters, as they are written in a variant."""
    if isinstance(file, IssueFile):
        return {}
    persons, organisations = (
        [name for field in fields for name in texts(file, field) if IDEOGRAPH.search(name)]
        for fields in (PERSONS, ORGANISATIONS)
    )
    organisation = converter.engine(variant).organisation
    return {
        **{name: convert_name(name, variant) for name in persons},
        **{name: organisation(name) for name in organisations},
    }


@functools.lru_cache(4096)
def _is_of_other_script(text: str, lang: str) -> bool:
    """Whether a text shows by its characters that it is not in the entry's own script."""
    return any(is_written_in(text, other) for other in USUAL if other != lang)


def _issue_draft(config: Config, issue: IssueFile) -> _Draft:
    document = parse(issue.body, issue.where.body_line, config.base_url)
    beside = config.path(config.variants[0], issue_address(issue))
    return _Draft(issue, document, beside, issue.title)


def _typeset(
    config: Config, converter: Converter, drafts: Sequence[_Draft]
) -> Iterator[tuple[dict[str, Edition], tuple[Target, ...], tuple[str, ...]]]:
    runs = [draft.runs() for draft in drafts]
    editions: list[dict[str, Edition]] = [{} for _ in drafts]
    unconverted: list[list[str]] = [[] for _ in drafts]
    for lang, variant in itertools.product(LANGS, config.variants):
        group = [n for n, draft in enumerate(drafts) if draft.file.lang == lang]
        files = [(drafts[n].file, runs[n]) for n in group]
        converted = _converted(converter, files, lang, variant)
        for n, of_file in zip(group, converted, strict=True):
            texts = []
            for run, pieces in zip(runs[n], of_file, strict=True):
                texts.append(_own([run], variant)[0] if pieces is None else pieces)
                if pieces is None:
                    unconverted[n].append("".join(run))
            editions[n][variant] = _edition(config, converter, drafts[n], variant, texts)
    for draft, by_variant, lost in zip(drafts, editions, unconverted, strict=True):
        yield by_variant, (*draft.document.targets, *_own_targets(config, draft.file)), tuple(lost)


def _own_targets(config: Config, file: _File) -> Iterator[Target]:
    """The targets of links and images in summaries written by hand for the other script.

    Links to its own headings are left out: these get the names of the entry's own headings.
    """
    if isinstance(file, IssueFile):
        return
    for variant in config.variants:
        if body := file.written_in(variant).body:
            field, _ = file.where.fields.get(f"summary_{EDITIONS[variant].field}", (1, 1))
            document = parse(body, field + ("\n" in body), config.base_url)
            yield from (target for target in document.targets if target.kind not in _HEADINGS)


def _converted(
    converter: Converter,
    files: Sequence[tuple[_File, Sequence[_Run]]],
    lang: str,
    variant: str,
) -> Iterator[Sequence[Sequence[str] | None]]:
    """The runs of each file of a language in a variant; None for one that cannot be converted."""
    if lang == "en":
        return (runs for _, runs in files)
    if lang == variant:
        return (_own(runs, variant) for _, runs in files)
    if lang == EDITIONS[variant].script:
        return _by_way_of_the_other_script(converter, files, lang, variant)
    documents = [RunsOfDocument(runs, guard_of(converter, file, variant)) for file, runs in files]
    return converter.convert(documents, variant)


def _by_way_of_the_other_script(
    converter: Converter,
    files: Sequence[tuple[_File, Sequence[_Run]]],
    lang: str,
    variant: str,
) -> Iterator[Sequence[Sequence[str] | None]]:
    """Convert from one edition of a script to another: words are known from the other script."""
    between = next(tag for tag in USUAL if tag != lang)
    documents = [RunsOfDocument(runs, guard_of(converter, file, between)) for file, runs in files]
    for (file, runs), there in zip(files, converter.convert(documents, between), strict=True):
        pieces_of_runs = [
            run if pieces is None else pieces for run, pieces in zip(runs, there, strict=True)
        ]
        names = {
            name_there: name for name, name_there in _names_in(converter, file, between).items()
        }
        document = RunsOfDocument(pieces_of_runs, Guard(names) if names else NO_GUARD)
        back = next(converter.convert([document], variant))
        yield [None if t is None else b for t, b in zip(there, back, strict=True)]


def _own(runs: Sequence[_Run], variant: str) -> Sequence[Sequence[str]]:
    """Runs in their own script: only the editor's markup is read, which few texts have."""
    text = "".join(itertools.chain.from_iterable(runs))
    if own_script(text, variant) == text:
        return runs
    return [[own_script(piece, variant) for piece in run] for run in runs]


def guard_of(converter: Converter, file: _File, variant: str) -> Guard:
    """The names and conversions of a file of its own, towards a variant.

    A name that becomes Latin is left to the conversion of the text, which sets its spaces.
    """
    if isinstance(file, IssueFile):
        return NO_GUARD
    names = _names_in(converter, file, variant).items()
    guarded = {name: written for name, written in names if IDEOGRAPH.search(written)}
    rules = (parse_rule(rule) or {} for rule in file.conversion)
    words = dict(pair for rule in rules for pair in rule.get(variant, {}).items())
    return guard(guarded, words)


def _edition(
    config: Config,
    converter: Converter,
    draft: _Draft,
    variant: str,
    converted: Sequence[Sequence[str]],
) -> Edition:
    file, document, count = draft.file, draft.document, len(draft.words)
    words = {text: pieces[0] for text, pieces in zip(draft.words, converted, strict=False)}
    words |= dict(zip(draft.names, draft.names, strict=True))
    if file.lang not in (EDITIONS[variant].script, "en"):
        words |= _names_in(converter, file, variant)
    written = file.written_in(variant) if isinstance(file, Entry) else Written()
    if written.body:  # the editor's own text replaces conversion
        document = parse(written.body, file.where.body_line, config.base_url)
        copy_names(document.tokens, draft.document.tokens)
    else:
        replace_texts(document, converted[count + 1 :])
    title = written.title or converted[count][0]
    phrases = functools.partial(phrases_html, converter.segmenter)
    headline, original = title or draft.foreign, draft.foreign if title else ""
    return Edition(
        title=plain_title(headline),
        title_lang=variant if title else "en",
        original=plain_title(original),
        lead=lead_of(document),
        html=rendering.render(document, functools.partial(_link, config, variant), draft.beside),
        words={text: converted for text, converted in words.items() if text != converted},
        title_html=title_html(headline, phrases) if title else title_html(headline),
        original_html=title_html(original),
    )


def _link(config: Config, variant: str, address: str) -> str:
    """A link from an edition to an address inside the site, which stands encoded."""
    if has_editions(config, decode(address)):
        return config.path(variant, address)
    return config.base_path + address
