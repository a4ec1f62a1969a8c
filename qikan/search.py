"""The index that the search page reads: entries -> small text files (docs/search.md).

Entries are numbered from the oldest and cut into blocks whose ends follow from the entries'
addresses. A block's part of every file is a function of the block alone; a file is the blocks'
parts one after another. An entry that changes changes one block.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from qikan import searchtext
from qikan.config import Config
from qikan.conversion import simplified
from qikan.model import Archive, Facts, Typeset
from qikan.records import digest, dump
from qikan.searchtext import HAN, JOINT, LETTER, SEPARATOR

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.integer[Any]]
    Flags = npt.NDArray[np.bool_]

FOLDER = "search/index/"
"""Where the index stands in the site; all editions share it."""
TITLES = 8
"""Entries whose titles share a file: a list of a hundred results is spread over the archive."""
_LEAST, _MOST = 512, 2048
"""Entries of a block."""
_LONGEST = 4_000_000
"""Characters of a block after which it ends, so that its making has bounds."""
_SHARDS = {"short": 64, "two": 64, "three": 16, "three-at": 16, "word": 64, "word-at": 64}
"""Thousands of characters of typeset HTML in an archive for one more file of a kind."""

_OFTEN = 3
"""Occurrences in a block from which three characters are spelled with what always follows them."""

_PART, _ENTRY = "\x1d", "\x1c"
"""End of a title, of the authors, of the rest; end of an entry."""


Fetch = Callable[[Facts], Typeset]
"""Gives the whole of an entry whose facts are known."""


class Member(NamedTuple):
    """An entry of the index; ``cited`` are arXiv ids it is about that are no entry's own."""

    entry: Facts
    tags: tuple[str, ...]
    cited: tuple[str, ...]


class Outline(NamedTuple):
    """How an archive is cut: what the parts of every block have in common."""

    members: tuple[Member, ...]
    blocks: tuple[range, ...]
    shards: Mapping[str, int]


class Block(NamedTuple):
    """A block's part of the index: by kind of file, a piece for each of its shards.

    ``orgs`` are each entry's organisations as the editions name them.
    """

    stamp: str
    pieces: Mapping[str, Sequence[str]]
    titles: Mapping[str, Sequence[str]]
    alphabet: str
    orgs: Sequence[Sequence[Mapping[str, str]]]


# ---------------------------------------------------------------- cutting


def outline(archive: Archive) -> Outline:
    """Number the entries from the oldest, cut them into blocks and settle how many files."""
    members = [
        Member(item.entry, item.tags, tuple(arxiv for arxiv, paper in around.about if not paper))
        for item, around in zip(archive.entries, archive.around, strict=True)
    ]
    members.sort(key=_place)
    thousands = sum(member.entry.size for member in members) // 1000
    few = min(thousands // 2, 32)  # a small archive's terms are rarer, and so take more room
    shards = {kind: _power(few + thousands // each) for kind, each in _SHARDS.items()}
    return Outline(tuple(members), tuple(_blocks(members)), shards)


def _place(member: Member) -> tuple[object, ...]:
    year, month, day = member.entry.date
    return year, month, day or 1, day, member.entry.address


def _power(count: int) -> int:
    """The power of two nearest below, at least 1 and at most 4096."""
    return 1 << min(max(count, 1).bit_length() - 1, 12)


def _blocks(members: Sequence[Member]) -> Iterator[range]:
    """Blocks that end where an address says so: a new entry moves the end of its own block only."""
    start = length = 0
    for number, member in enumerate(members, 1):
        length += member.entry.size
        ends = zlib.crc32(member.entry.address.encode()) % _LEAST == 0
        count = number - start
        if (ends and count >= _LEAST) or count >= _MOST or length >= _LONGEST:
            yield range(start, number)
            start, length = number, 0
    if start < len(members):
        yield range(start, len(members))


def mark(config: Config, made: Outline, block: range) -> str:
    """The digest of all that a block's part of the index follows from."""
    members = made.members[block.start : block.stop]
    said = [[m.entry.digest, m.entry.address, m.tags, m.cited] for m in members]
    return digest(dump([config.variants, made.shards, said]))


# ---------------------------------------------------------------- one block


def encode(config: Config, made: Outline, block: range, fetch: Fetch) -> Block:
    """A block's part of the index: a function of its entries and the number of files alone."""
    members = made.members[block.start : block.stop]
    whole = [fetch(member.entry) for member in members]
    texts = [
        "".join(_text(typeset, member, config.variants))
        for typeset, member in zip(whole, members, strict=True)
    ]
    titles = {
        variant: ["".join(chunk) for chunk in _chunks(_title_lines(whole, variant))]
        for variant in config.variants
    }
    said = "".join([*texts, *itertools.chain(*titles.values())])
    stamp = hashlib.sha256(said.encode()).hexdigest()[:6]
    tokens, words = _tokens(texts)
    letters = _letters(tokens)
    pieces: dict[str, Sequence[str]] = {}
    pieces["short"] = _tier(_short(tokens, letters, words), made.shards["short"], stamp)
    pieces["two"] = _tier(_pairs(tokens, letters), made.shards["two"], stamp)
    for kind, terms in (
        ("three", _triples(tokens, letters)),
        ("word", _words(tokens, letters, words)),
    ):
        listed, at = _placed_tier(terms, made.shards[kind], stamp)
        pieces |= {kind: listed, f"{kind}-at": at}
    orgs = [[_said(typeset, org) for org in typeset.entry.orgs] for typeset in whole]
    return Block(stamp, pieces, titles, _text_of(letters.alphabet), orgs)


def _said(typeset: Typeset, name: str) -> Mapping[str, str]:
    """What each edition says for a name."""
    return {variant: made.words.get(name, name) for variant, made in typeset.editions.items()}


def _text(typeset: Typeset, member: Member, variants: Sequence[str]) -> Iterator[str]:
    for variant in variants:
        for part in searchtext.parts(typeset, member.tags, member.cited, variant):
            yield part
            yield _PART
    yield _ENTRY


def _title_lines(entries: Sequence[Typeset], variant: str) -> Iterator[str]:
    """What the list of results shows of an entry: kind (in upper case: in English), id, title."""
    for typeset in entries:
        entry, edition = typeset.entry, typeset.editions[variant]
        kind = entry.kind[0] if edition.title_lang == variant else entry.kind[0].upper()
        title = " ".join(edition.title.split())
        yield f"{kind}\t{entry.id}\t{title}\n"


def _chunks(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    left = iter(lines)
    while chunk := tuple(itertools.islice(left, TITLES)):
        yield chunk


class _Tokens(NamedTuple):
    """A block's Han characters and words, in order: one row of each array a token."""

    value: Ints  # a Han character's code, or minus a word's number minus one
    entry: Ints
    part: Ints  # 0 title, 1 authors, 2 the rest
    place: Ints  # in the entry; what follows without a stop has the next one
    touches: Flags  # the next token follows without a stop


def _tokens(texts: Sequence[str]) -> tuple[_Tokens, list[str]]:
    """The tokens of a block, without stretches that an entry says twice, and its words."""
    import numpy as np

    codes, kinds, entries, parts = _folded(texts)
    is_letter, is_han = kinds == LETTER, kinds == HAN
    first, last = is_letter.copy(), is_letter.copy()
    first[1:] &= ~is_letter[:-1]
    last[:-1] &= ~is_letter[1:]
    start = np.flatnonzero(first | is_han)
    stop = np.flatnonzero(last | is_han) + 1
    if not len(start):
        none = np.zeros(0, dtype=np.int32)
        return _Tokens(none, none, none, none, none.astype(bool)), []
    known: dict[str, int] = {}
    plain = _text_of(np.where(is_letter, codes, ord(" "))).split()
    numbers = [known.setdefault(word, len(known)) for word in plain]
    is_word = is_letter[start]
    value = codes[start]
    value[is_word] = -1 - np.array(numbers, dtype=np.int32)

    entry, part = entries[start], parts[start]
    stops = np.cumsum(kinds <= JOINT, dtype=np.int32)
    blank = stops[stop[:-1] - 1] == stops[start[1:] - 1]
    gap = start[1:] - stop[:-1]
    joined = (gap == 1) & (kinds[stop[:-1]] == JOINT)
    near = np.where(is_word[1:] | is_word[:-1], blank | joined, gap == 0)
    near &= parts[start[1:]] == parts[start[:-1]]
    heads = np.append(0, np.flatnonzero(np.diff(entry)) + 1)
    place = np.append(0, np.cumsum(2 - near, dtype=np.int32))
    place -= np.repeat(place[heads], _lengths(heads, len(place)))
    tokens = _Tokens(value, entry, part % 3, place, np.append(near, False))
    keep = _first_said(tokens)
    value, entry, part, place, touches = tokens
    kept = _Tokens(value[keep], entry[keep], part[keep], place[keep], touches[keep])
    return kept, list(known)


def _folded(texts: Sequence[str]) -> tuple[Ints, Ints, Ints, Ints]:
    """The folded characters of a block, their kinds, and how many entries and parts end before."""
    import numpy as np

    codes = _codes("".join(texts))
    odd = {char for char in _used(codes) if not searchtext.stands_alone(char)}
    said = {char for char in odd if not _is_stop(char)}
    if said:  # NFKC makes something else of them and their neighbours together
        texts = [text if said.isdisjoint(text) else searchtext.fold(text) for text in texts]
        codes = _codes("".join(texts))
    used = _used(codes)
    table = np.zeros(ord(used[-1]) + 1, dtype=np.int32)
    kinds = np.zeros(len(table), dtype=np.int8)
    for char in used:
        folded = char if char in odd else searchtext.fold(char)
        table[ord(char)] = ord(folded[0])
        kinds[ord(char)] = SEPARATOR if char in odd - said else searchtext.kind(folded[0])
    return (
        table[codes],
        kinds[codes],
        np.cumsum(codes == ord(_ENTRY), dtype=np.int32),
        np.cumsum(codes == ord(_PART), dtype=np.int32),
    )


def _used(codes: Ints) -> list[str]:
    """The characters of a text, each once, in order."""
    import numpy as np

    seen = np.zeros(0x110000, dtype=bool)
    seen[codes] = True
    return list(_text_of(np.flatnonzero(seen)))


def _is_stop(char: str) -> bool:
    """Whether all that a character becomes when it is folded are stops."""
    return {searchtext.kind(each) for each in searchtext.fold(char)} <= {SEPARATOR, JOINT}


def _first_said(tokens: _Tokens) -> Flags:
    """Tokens of stretches that their entry does not say before in the same part.

    A stretch has no stop in it. The other edition says most of the first one's again.
    """
    import numpy as np

    heads = np.flatnonzero(np.append(True, ~tokens.touches[:-1]))
    lengths = _lengths(heads, len(tokens.value))
    within = _ranges(np.zeros_like(heads), lengths)
    mixed = _mix((within << 32 | tokens.value.astype(np.uint32)).view(np.uint64))
    digest = np.add.reduceat(mixed, heads)
    where = (tokens.entry[heads] * 3 + tokens.part[heads]).astype(np.uint64)
    order = np.argsort(_mix(digest ^ _mix(where)), kind="stable")
    new = np.zeros(len(heads), dtype=bool)
    new[order] = _changes(_mix(digest ^ _mix(where))[order])
    return np.repeat(new, lengths)


def _mix(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Scatter numbers over 64 bits (splitmix64's finalizer, https://prng.di.unimi.it)."""
    import numpy as np

    mixed = values + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


# ---------------------------------------------------------------- terms


class _Terms(NamedTuple):
    """Occurrences of the terms of one kind, in the tokens' order.

    ``key`` tells terms apart, ``row`` is the token where one begins; ``name`` gives the terms'
    names for sorted keys, and where each of them begins for the first time and ends in ``order``.
    """

    tokens: _Tokens
    key: Ints
    row: Ints
    name: Callable[[Ints, Ints, Ints], Sequence[str]]


class _Letters(NamedTuple):
    """A block's Han characters as numbers from 1; 0 is no Han character."""

    alphabet: Ints
    number: Ints  # of each token, and three more zeros
    run: Ints  # how many Han characters stand together from each token on, at most 6


def _letters(tokens: _Tokens) -> _Letters:
    import numpy as np

    han = np.maximum(tokens.value, 0)
    alphabet = _codes("".join(_used(han[han > 0])))
    number = np.zeros(len(han) + 6, dtype=np.int64)
    number[: len(han)][han > 0] = np.searchsorted(alphabet, han[han > 0]) + 1
    run = (number > 0).astype(np.int8)
    for _ in range(5):
        goes_on = np.zeros(len(run), dtype=bool)
        goes_on[: len(han)] = tokens.touches & (number[: len(han)] > 0)
        longer = np.append(run[1:], np.int8(0))
        run = np.where(goes_on & (longer > 0), longer + np.int8(1), (number > 0).astype(np.int8))
    return _Letters(alphabet, number, run)


def _spelled(letters: _Letters, columns: Sequence[Ints]) -> list[str]:
    """The texts that rows of numbered characters spell, without the zeros."""
    import numpy as np

    table = np.append(0, letters.alphabet)
    rows = np.stack([*(table[column] for column in columns), np.full_like(columns[0], 9)], axis=1)
    return _text_of(rows.ravel()).replace("\0", "").split("\t")[:-1]


def _pairs(tokens: _Tokens, letters: _Letters) -> _Terms:
    """Every two Han characters that stand together."""
    import numpy as np

    size, number = len(letters.alphabet) + 1, letters.number
    row = np.flatnonzero(letters.run >= 2)

    def name(keys: Ints, first: Ints, count: Ints) -> list[str]:
        return _spelled(letters, (keys // size, keys % size))

    return _Terms(tokens, number[row] * size + number[row + 1], row, name)


def _triples(tokens: _Tokens, letters: _Letters) -> _Terms:
    """Every three Han characters that stand together, spelled with what always follows them."""
    import numpy as np

    size, number = len(letters.alphabet) + 1, letters.number
    row = np.flatnonzero(letters.run >= 3)
    key = (number[row] * size + number[row + 1]) * size + number[row + 2]

    def name(keys: Ints, rows: Ints, starts: Ints) -> list[str]:
        columns = [keys // (size * size), keys // size % size, keys % size]
        often = _lengths(starts, len(rows)) >= _OFTEN
        for further in (3, 4, 5):
            letter = np.where(letters.run[rows] > further, number[rows + further], 0)
            least = np.minimum.reduceat(letter, starts)
            often &= least == np.maximum.reduceat(letter, starts)
            columns.append(np.where(often, least, 0))
            often &= least > 0
        return _spelled(letters, columns)

    return _Terms(tokens, key, row, name)


def _words(tokens: _Tokens, letters: _Letters, words: Sequence[str]) -> _Terms:
    """Every word, and every one or two Han characters that touch one: for mixed phrases."""
    import numpy as np

    size, number = len(letters.alphabet) + 1, letters.number
    is_word = tokens.value < 0
    after, before, ends = (np.zeros(len(number), dtype=bool) for _ in range(3))
    after[1 : len(is_word)] = (tokens.touches & is_word)[:-1]
    before[: len(is_word) - 1] = tokens.touches[:-1] & is_word[1:]
    ends[:-1] = before[1:]
    one = np.flatnonzero((letters.run >= 1) & (after | before))
    two = np.flatnonzero((letters.run >= 2) & (after | ends))
    base = size * size
    row = np.concatenate((np.flatnonzero(is_word), one, two))
    key = np.concatenate(
        (base - 1 - tokens.value[is_word], number[one], number[two] * size + number[two + 1])
    )
    order = np.argsort(row, kind="stable")

    def name(keys: Ints, rows: Ints, starts: Ints) -> list[str]:
        han = keys[keys < base]
        return [
            *_spelled(letters, (han // size, han % size)),
            *(words[key] for key in (keys[len(han) :] - base).tolist()),
        ]

    return _Terms(tokens, key[order], row[order], name)


def _short(tokens: _Tokens, letters: _Letters, words: Sequence[str]) -> _Terms:
    """Single Han characters, and the first and the first two letters of words."""
    import numpy as np

    base = len(letters.alphabet) + 1
    known: dict[str, int] = {}
    heads = [
        np.array([known.setdefault(word[:n], len(known) + base) for word in words], dtype=np.int64)
        for n in (1, 2)
    ]
    names = list(known)
    word_rows, han_rows = np.flatnonzero(tokens.value < 0), np.flatnonzero(letters.run >= 1)
    number = -1 - tokens.value[word_rows]
    row = np.concatenate((han_rows, word_rows, word_rows))
    key = np.concatenate((letters.number[han_rows], heads[0][number], heads[1][number]))

    def name(keys: Ints, rows: Ints, starts: Ints) -> list[str]:
        han = keys[keys < base]
        return [
            *_spelled(letters, (han,)),
            *(names[key] for key in (keys[len(han) :] - base).tolist()),
        ]

    return _Terms(tokens, key, row, name)


# ---------------------------------------------------------------- pieces


class _Postings(NamedTuple):
    """Terms by shard, and the entries that have them: one row of each array an entry of a term."""

    names: list[str]
    sizes: Ints  # entries of each term
    term: Ints
    entry: Ints
    marks: tuple[Flags, Flags]  # in the title; as an author's
    terms_cut: Ints  # where each shard's terms begin, and the end
    cut: Ints  # where each shard's entries begin, and the end


def _tier(terms: _Terms, shards: int, stamp: str) -> list[str]:
    """The pieces of each shard for terms whose places are not kept."""
    import numpy as np

    if not len(terms.key):
        return [f"{stamp}\n\0\0"] * shards
    tokens, row = terms.tokens, terms.row
    bits = int(tokens.entry[-1]).bit_length()
    packed = (terms.key << (bits + 2)) | (tokens.entry[row] << 2) | tokens.part[row]
    packed = np.sort(packed)
    packed = packed[_changes(packed)]
    pair, part = packed >> 2, packed & 3
    posting = np.flatnonzero(_changes(pair))
    pair = pair[posting]
    first = np.flatnonzero(_changes(pair >> bits))
    marks = [np.bitwise_or.reduceat(1 << part, posting) >> mark & 1 for mark in (0, 1)]
    names = terms.name(pair[first] >> bits, row[:0], row[:0])
    entry = pair & ((1 << bits) - 1)
    return _pieces(_by_shard(names, first, entry, marks, shards)[0], stamp)


def _placed_tier(terms: _Terms, shards: int, stamp: str) -> tuple[list[str], list[str]]:
    """The pieces of each shard for terms: which entries, and which places."""
    import numpy as np

    if not len(terms.key):
        return [f"{stamp}\n\0\0"] * shards, [stamp] * shards
    order = _sorting(terms.key)
    key, row = terms.key[order], terms.row[order]
    entry = terms.tokens.entry[row]
    new = _changes(key)
    posting = np.flatnonzero(new | _changes(entry))
    first = np.flatnonzero(new[posting])
    part = 1 << terms.tokens.part[row]
    marks = [np.bitwise_or.reduceat(part, posting) >> mark & 1 for mark in (0, 1)]
    starts = posting[first]
    names = terms.name(key[starts], row, starts)
    postings, moved = _by_shard(names, first, entry[posting], marks, shards)
    count = _lengths(posting, len(row))[moved]
    place = terms.tokens.place[row[_ranges(posting[moved], count)]]
    return _pieces(postings, stamp), _places(place, count, postings.cut, stamp)


def _by_shard(
    names: Sequence[str], first: Ints, entry: Ints, marks: Sequence[Ints], shards: int
) -> tuple[_Postings, Ints]:
    """Terms in the order of their shards, and where each row came from."""
    import numpy as np

    home = _homes(names, shards)
    moved = np.argsort(home, kind="stable")
    count = _lengths(first, len(entry))[moved]
    rows = _ranges(first[moved], count)
    cut = np.searchsorted(home[moved], np.arange(shards + 1))
    postings = _Postings(
        names=[names[n] for n in moved.tolist()],
        sizes=count,
        term=np.repeat(np.arange(len(names)), count),
        entry=entry[rows],
        marks=(marks[0][rows] > 0, marks[1][rows] > 0),
        terms_cut=cut,
        cut=np.append(0, np.cumsum(count))[cut],
    )
    return postings, rows


def _pieces(found: _Postings, stamp: str) -> list[str]:
    """For each shard: names, how many entries each has, the entries, those that are marked."""
    counts, entries = _chars(found.sizes), _chars(_deltas(found.entry, found.term))
    marked = [_marked(found, marks) for marks in found.marks]
    return [
        f"{stamp}{names}\n{counts[a:b]}{entries[p:q]}{titles}{authors}"
        for (a, b), (p, q), titles, authors in zip(
            _spans(found.terms_cut), _spans(found.cut), *marked, strict=True
        )
        for names in ["\t".join(found.names[a:b])]
    ]


def _marked(found: _Postings, marks: Flags) -> list[str]:
    """For each shard: how many terms have marked entries, which, how many each, and these."""
    import numpy as np

    term, entry = found.term[marks], found.entry[marks]
    first = np.flatnonzero(_changes(term))
    some = term[first]
    cut = np.searchsorted(some, found.terms_cut)
    shard = np.repeat(np.arange(len(cut) - 1), np.diff(cut))
    which = _chars(_deltas(some - found.terms_cut[shard], shard))
    counts = _chars(_lengths(first, len(term)))
    entries = _chars(_deltas(entry, term))
    sizes = _chars(np.diff(cut))
    return [
        f"{size}{which[a:b]}{counts[a:b]}{entries[p:q]}"
        for size, (a, b), (p, q) in zip(
            sizes, _spans(cut), _spans(np.append(first, len(term))[cut]), strict=True
        )
    ]


def _places(place: Ints, count: Ints, cut: Ints, stamp: str) -> list[str]:
    """For each shard: how often each entry has its term, then the places."""
    import numpy as np

    said = _chars(_deltas(place, np.repeat(np.arange(len(count)), count), 0))
    counts = _chars(count)
    spans = zip(_spans(cut), _spans(np.append(0, np.cumsum(count))[cut]), strict=True)
    return [f"{stamp}{counts[a:b]}{said[p:q]}" for (a, b), (p, q) in spans]


def _homes(names: Sequence[str], shards: int) -> Ints:
    """The file of each term, from its first three characters (terms.js has the same function)."""
    import numpy as np

    heads = _codes("".join(name[:3].ljust(3, "\0") for name in names)).astype(np.uint32)
    mixed = np.zeros(len(names), dtype=np.uint32)
    for char in heads.reshape(-1, 3).T:
        next_ = (mixed ^ char) * np.uint32(0x9E3779B1)
        mixed = np.where(char > 0, next_ ^ (next_ >> np.uint32(15)), mixed)
    return mixed & np.uint32(shards - 1)


def _sorting(key: Ints) -> Ints:
    """The order that sorts keys and leaves equal ones as they are."""
    import numpy as np

    bits = len(key).bit_length()
    if int(key.max()).bit_length() + bits > 63:
        return np.argsort(key, kind="stable")
    packed = np.sort((key << bits) | np.arange(len(key)))
    return packed & ((1 << bits) - 1)


def _spans(cuts: Ints) -> list[tuple[int, int]]:
    """Neighbouring numbers: where each part begins and ends."""
    return list(itertools.pairwise(cuts.tolist()))


def _changes(values: npt.NDArray[Any]) -> Flags:
    """Where a value differs from the one before it."""
    import numpy as np

    changed = np.ones(len(values), dtype=bool)
    changed[1:] = values[1:] != values[:-1]
    return changed


def _lengths(starts: Ints, end: int) -> Ints:
    """How far it is from each start to the next, of the last to the end."""
    import numpy as np

    return np.diff(np.append(starts, end))


def _ranges(starts: Ints, lengths: Ints) -> Ints:
    """The numbers of several ranges, one after another."""
    import numpy as np

    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(int(lengths.sum()))


def _deltas(values: Ints, group: Ints, first: int = -1) -> Ints:
    """Differences from the value before; of the first of a group, from ``first``."""
    import numpy as np

    before = np.empty_like(values)
    before[1:] = values[:-1]
    before[_changes(group)] = first
    return values - before


def _codes(text: str) -> Ints:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le"), dtype="<i4")


def _text_of(codes: Ints) -> str:
    return codes.astype("<i4").tobytes().decode("utf-32-le")


def _chars(numbers: Ints) -> str:
    """Numbers as characters, past the surrogates: UTF-8 writes the small ones in a byte."""
    import numpy as np

    return _text_of(np.where(numbers < 0xD800, numbers, numbers + 0x800))


# ---------------------------------------------------------------- files


def files(
    config: Config, archive: Archive, made: Outline, blocks: Sequence[Block]
) -> Iterator[tuple[str, bytes]]:
    """The index: path inside the site, and content."""
    for kind, count in made.shards.items():
        for shard in range(count):
            text = "".join(block.pieces[kind][shard] for block in blocks)
            yield f"{FOLDER}{kind}/{shard}.txt", text.encode()
    for number, block in enumerate(blocks):
        for variant, chunks in block.titles.items():
            for chunk, text in enumerate(chunks):
                said = f"{block.stamp}{text}"
                yield f"{FOLDER}titles/{variant}/{number}-{chunk}.txt", said.encode()
    stamp = hashlib.sha256("".join(block.stamp for block in blocks).encode()).hexdigest()[:6]
    numbers = {member.entry.address: n for n, member in enumerate(made.members)}
    topics = {
        topic.slug: sorted(numbers[item.entry.address] for item in archive.by_topic[topic.slug])
        for topic in config.topics
        if topic.slug in archive.by_topic
    }
    for slug, entries in topics.items():
        yield f"{FOLDER}topic/{slug}.txt", f"{stamp}{_list(entries)}".encode()
    facets = _facets(made, blocks, topics)
    yield f"{FOLDER}facets.txt", f"{stamp}{facets}".encode()
    main = {"stamp": stamp} | _main(config, made, blocks, topics)
    said = json.dumps(main, ensure_ascii=False, separators=(",", ":"))
    yield f"{FOLDER}index.json", f"{said}\n".encode()


def _list(entries: Sequence[int]) -> str:
    """Numbers of entries, each as its distance from the one before."""
    pairs = itertools.pairwise(itertools.chain([-1], entries))
    return "".join(chr(d if (d := b - a) < 0xD800 else d + 0x800) for a, b in pairs)


def _main(
    config: Config, made: Outline, blocks: Sequence[Block], topics: Mapping[str, Sequence[int]]
) -> dict[str, Any]:
    """What the search page reads first."""
    known = {topic.slug: topic for topic in config.topics}
    names = [
        name for slug in topics for name in (*known[slug].names.values(), *known[slug].aliases)
    ]
    alphabet = set(searchtext.fold("".join(names))).union(*(block.alphabet for block in blocks))
    pairs = [(char, to) for char, to in simplified().items() if to in alphabet]
    return {
        "blocks": [
            [len(part), block.stamp] for part, block in zip(made.blocks, blocks, strict=True)
        ],
        "shards": dict(made.shards),
        "titles": TITLES,
        "days": _days(made.members),
        "topics": [[slug, known[slug].names, list(known[slug].aliases)] for slug in topics],
        "fold": ["".join(char for char, _ in pairs), "".join(to for _, to in pairs)],
    }


def _days(members: Sequence[Member]) -> list[int]:
    """The days on which entries were added: distance from the day before, and how many.

    Days are counted in halves: a month of which no day is known is the first half of its 1st.
    """
    found: list[int] = []
    before = 0
    for date, group in itertools.groupby(members, key=lambda member: member.entry.date):
        half = (date.first.toordinal() - 719163) * 2 + (1 if date.day else 0)
        found += [half - before, sum(1 for _ in group)]
        before = half
    return found


def _facets(made: Outline, blocks: Sequence[Block], topics: Mapping[str, Sequence[int]]) -> str:
    """The lists of entries by which results can be narrowed, under a line that names them."""
    orgs: dict[str, Mapping[str, str]] = {}
    members: defaultdict[str, dict[int, None]] = defaultdict(dict)
    every = itertools.chain.from_iterable(block.orgs for block in blocks)
    for number, names in enumerate(every):
        for org in names:
            key = searchtext.fold(next(iter(org.values())))
            members[key][number] = None
            orgs.setdefault(key, org)
    news = [n for n, member in enumerate(made.members) if member.entry.kind == "news"]
    named = sorted(orgs)
    head = {
        "news": len(news),
        "topics": [[slug, len(listed)] for slug, listed in topics.items()],
        "orgs": [[orgs[key], len(members[key])] for key in named],
    }
    lists = [news, *topics.values(), *(list(members[key]) for key in named)]
    said = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return f"{said}\n{''.join(map(_list, lists))}"
