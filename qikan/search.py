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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from qikan import searchtext
from qikan.config import Config
from qikan.conversion import simplified
from qikan.model import Archive, Placed
from qikan.searchtext import HAN, JOINT, LETTER, SEPARATOR, SPACE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
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

_PART, _ENTRY = "\x1d", "\x1c"
"""End of a title, of the authors, of the rest; end of an entry."""


@dataclass(frozen=True, slots=True)
class Outline:
    """How an archive is cut: what the parts of every block have in common."""

    entries: tuple[Placed, ...]
    blocks: tuple[range, ...]
    shards: Mapping[str, int]


class Block(NamedTuple):
    """A block's part of the index: by kind of file, a piece for each of its shards."""

    stamp: str
    pieces: Mapping[str, Sequence[str]]
    titles: Mapping[str, Sequence[str]]
    alphabet: str


# ---------------------------------------------------------------- cutting


def outline(config: Config, archive: Archive) -> Outline:
    """Number the entries from the oldest, cut them into blocks and settle how many files."""
    entries = sorted(archive.entries, key=_place)
    sizes = [sum(len(e.html) for e in item.typeset.editions.values()) for item in entries]
    thousands = sum(sizes) // 1000
    few = min(thousands // 8, 16)  # a small archive's terms are rarer, and so take more room
    shards = {kind: _power(few + thousands // each) for kind, each in _SHARDS.items()}
    return Outline(tuple(entries), tuple(_blocks(entries, sizes)), shards)


def _place(item: Placed) -> tuple[object, ...]:
    entry = item.typeset.entry
    return entry.date.first, entry.date.day, entry.address


def _power(count: int) -> int:
    """The power of two nearest below, at least 1 and at most 4096."""
    return 1 << min(max(count, 1).bit_length() - 1, 12)


def _blocks(entries: Sequence[Placed], sizes: Sequence[int]) -> Iterator[range]:
    """Blocks that end where an address says so: a new entry moves the end of its own block only."""
    start = length = 0
    for number, (item, size) in enumerate(zip(entries, sizes, strict=True), 1):
        length += size
        ends = zlib.crc32(item.typeset.entry.address.encode()) % _LEAST == 0
        count = number - start
        if (ends and count >= _LEAST) or count >= _MOST or length >= _LONGEST:
            yield range(start, number)
            start, length = number, 0
    if start < len(entries):
        yield range(start, len(entries))


# ---------------------------------------------------------------- one block


def encode(config: Config, made: Outline, block: range) -> Block:
    """A block's part of the index: a function of its entries and the number of files alone."""
    import numpy as np  # late: only a new index needs it

    entries = made.entries[block.start : block.stop]
    texts = ["".join(_text(item, config.variants)) for item in entries]
    titles = {
        variant: ["".join(chunk) for chunk in _chunks(_title_lines(entries, variant))]
        for variant in config.variants
    }
    said = "".join([*texts, *itertools.chain(*titles.values())])
    stamp = hashlib.sha256(said.encode()).hexdigest()[:6]
    tokens, words = _tokens(texts)
    pieces: dict[str, Sequence[str]] = {}
    grams = _Grams(tokens)
    pieces["two"], _ = _tier(grams.pairs(), made.shards["two"], stamp)
    pieces["three"], pieces["three-at"] = _tier(grams.triples(), made.shards["three"], stamp)
    vocabulary = _Vocabulary(tokens, words)
    pieces["word"], pieces["word-at"] = _tier(vocabulary.words(), made.shards["word"], stamp)
    pieces["short"], _ = _tier(vocabulary.prefixes(grams), made.shards["short"], stamp)
    return Block(stamp, pieces, titles, "".join(map(chr, np.unique(grams.alphabet).tolist())))


def _text(item: Placed, variants: Sequence[str]) -> Iterator[str]:
    for variant in variants:
        for part in searchtext.parts(item, variant):
            yield part
            yield _PART
    yield _ENTRY


def _title_lines(entries: Sequence[Placed], variant: str) -> Iterator[str]:
    """What the list of results shows of an entry: kind (in upper case: in English), id, title."""
    for item in entries:
        entry, edition = item.typeset.entry, item.typeset.editions[variant]
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
    """The tokens of a block, without texts that an entry says twice, and its words."""
    import numpy as np

    folded, kinds, ends, parts = _folded(texts)
    is_letter = kinds == LETTER
    shifted = np.concatenate(([False], is_letter, [False]))
    first, last = is_letter & ~shifted[:-2], is_letter & ~shifted[2:]
    start = np.flatnonzero(first | (kinds == HAN))
    stop = np.flatnonzero(last | (kinds == HAN)) + 1
    vocabulary: dict[str, int] = {}
    plain = _text_of(np.where(is_letter, folded, ord(" ")))
    numbers = [vocabulary.setdefault(word, len(vocabulary)) for word in plain.split(" ") if word]
    value = folded[start].astype(np.int64)
    is_word = kinds[start] == LETTER
    value[is_word] = -1 - np.array(numbers, dtype=np.int64)

    entry = np.searchsorted(ends, start)
    part = np.searchsorted(parts, start)
    gap = start[1:] - stop[:-1]
    stops = np.cumsum((kinds != SPACE) & (kinds != LETTER) & (kinds != HAN))
    blank = stops[stop[:-1] - 1] == stops[start[1:] - 1]
    joined = (gap == 1) & (kinds[np.minimum(stop[:-1], len(kinds) - 1)] == JOINT)
    near = np.where(is_word[1:] | is_word[:-1], blank | joined, gap == 0)
    near &= (entry[1:] == entry[:-1]) & (part[1:] == part[:-1])
    touches = np.concatenate((near, [False]))[: len(start)]

    place = np.concatenate(([0], np.cumsum(2 - near)))[: len(start)].astype(np.int64)
    heads = np.concatenate(([True], entry[1:] != entry[:-1]))[: len(start)]
    place -= np.repeat(place[heads], np.diff(np.append(np.flatnonzero(heads), len(start))))
    tokens = _Tokens(value, entry, part % 3, place, touches)
    keep = _first_said(tokens)
    return _Tokens(*(column[keep] for column in tokens)), list(vocabulary)


def _folded(texts: Sequence[str]) -> tuple[Ints, Ints, Ints, Ints]:
    """The folded characters of a block and their kinds; where entries and parts end."""
    import numpy as np

    codes = _codes("".join(texts))
    used = np.flatnonzero(np.bincount(codes))
    odd = {chr(code) for code in used.tolist() if not searchtext.stands_alone(chr(code))}
    letters = {char for char in odd if not _is_stop(char)}
    if letters:
        texts = [searchtext.fold(text) if letters & set(text) else text for text in texts]
        codes = _codes("".join(texts))
        used = np.flatnonzero(np.bincount(codes))
    table = np.zeros(used[-1] + 1, dtype=np.int64)
    kinds = np.zeros(used[-1] + 1, dtype=np.int64)
    for code in used.tolist():
        char = searchtext.fold(chr(code))
        table[code] = ord(char) if len(char) == 1 else code
        kinds[code] = SEPARATOR if chr(code) in odd - letters else searchtext.kind(chr(table[code]))
    return (
        table[codes],
        kinds[codes],
        np.flatnonzero(codes == ord(_ENTRY)),
        np.flatnonzero(codes == ord(_PART)),
    )


def _is_stop(char: str) -> bool:
    """Whether all that a character becomes when it is folded are stops."""
    return {searchtext.kind(each) for each in searchtext.fold(char)} <= {SEPARATOR, JOINT}


def _first_said(tokens: _Tokens) -> Flags:
    """Tokens of stretches that their entry does not say before in the same part.

    A stretch has no stop in it. The other edition says most of the first one's again.
    """
    import numpy as np

    if not len(tokens.value):
        return tokens.touches
    heads = np.flatnonzero(np.concatenate(([True], ~tokens.touches[:-1])))
    lengths = np.diff(np.append(heads, len(tokens.value)))
    within = np.arange(len(tokens.value)) - np.repeat(heads, lengths)
    mixed = _mix(tokens.value.astype(np.uint64) ^ (within.astype(np.uint64) << np.uint64(32)))
    digest = np.add.reduceat(mixed, heads)
    where = (tokens.entry[heads] * 3 + tokens.part[heads]).astype(np.uint64)
    _, first = np.unique(_mix(digest ^ _mix(where)), return_index=True)
    new = np.zeros(len(heads), dtype=bool)
    new[first] = True
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
    """Occurrences of the terms of one kind, in the tokens' order, and the terms' names."""

    key: Ints
    entry: Ints
    part: Ints
    place: Ints
    names: Callable[[Ints], Sequence[str]]


class _Grams:
    """Two and three Han characters that stand beside each other."""

    def __init__(self, tokens: _Tokens) -> None:
        import numpy as np

        self.tokens = tokens
        self.is_han = tokens.value >= 0
        self.alphabet = np.unique(tokens.value[self.is_han])
        self.size = len(self.alphabet) + 1
        self.letter = np.searchsorted(self.alphabet, tokens.value)
        self.pair = np.zeros(len(self.is_han), dtype=bool)
        self.pair[:-1] = tokens.touches[:-1] & self.is_han[:-1] & self.is_han[1:]
        self.triple = np.zeros(len(self.is_han), dtype=bool)
        self.triple[:-1] = self.pair[:-1] & self.pair[1:]

    def pairs(self) -> _Terms:
        """Every two neighbours."""
        return self._terms(self.pair, 2)

    def triples(self) -> _Terms:
        """Every three neighbours."""
        return self._terms(self.triple, 3)

    def _terms(self, which: Flags, length: int) -> _Terms:
        import numpy as np

        start = np.flatnonzero(which)
        key = np.zeros(len(start), dtype=np.int64)
        for offset in range(length):
            key = key * self.size + self.letter[start + offset]

        def names(keys: Ints) -> list[str]:
            columns = [keys // self.size ** (length - 1 - n) % self.size for n in range(length)]
            text = _text_of(self.alphabet[np.stack(columns, axis=1)].ravel())
            return [text[n : n + length] for n in range(0, len(text), length)]

        rows = self.tokens
        return _Terms(key, rows.entry[start], rows.part[start], rows.place[start], names)


class _Vocabulary:
    """Words; with them the one or two Han characters that touch a word, for mixed phrases."""

    def __init__(self, tokens: _Tokens, words: Sequence[str]) -> None:
        self.tokens, self.list = tokens, words

    def words(self) -> _Terms:
        """Every word, and every one or two Han characters that touch one."""
        import numpy as np

        tokens = self.tokens
        is_word = tokens.value < 0
        after, before = np.zeros_like(is_word), np.zeros_like(is_word)
        after[1:] = tokens.touches[:-1] & is_word[:-1] & ~is_word[1:]
        before[:-1] = tokens.touches[:-1] & ~is_word[:-1] & is_word[1:]
        one = np.flatnonzero(after | before)
        han_pair = np.zeros_like(is_word)
        han_pair[:-1] = tokens.touches[:-1] & ~is_word[:-1] & ~is_word[1:]
        ends = np.zeros_like(is_word)
        ends[:-1] = before[1:]
        two = np.flatnonzero(han_pair & (after | ends))
        names = list(self.list)
        known = {name: number for number, name in enumerate(names)}

        def number(text: str) -> int:
            if text not in known:
                known[text] = len(names)
                names.append(text)
            return known[text]

        ones, twos = (
            _text_of(tokens.value[one]),
            zip(_text_of(tokens.value[two]), _text_of(tokens.value[two + 1]), strict=True),
        )
        row = np.concatenate((np.flatnonzero(is_word), one, two))
        key = np.concatenate(
            (
                -1 - tokens.value[is_word],
                np.array([number(char) for char in ones], dtype=np.int64),
                np.array([number(a + b) for a, b in twos], dtype=np.int64),
            )
        )
        return self._sorted(key, row, names)

    def prefixes(self, grams: _Grams) -> _Terms:
        """The first and the first two letters of words, and single Han characters."""
        import numpy as np

        tokens = self.tokens
        names: dict[str, int] = {}
        first, second = (
            np.array(
                [names.setdefault(word[:length], len(names)) for word in self.list],
                dtype=np.int64,
            )
            for length in (1, 2)
        )
        words = np.flatnonzero(tokens.value < 0)
        chars = np.flatnonzero(grams.is_han)
        letters = np.array(
            [names.setdefault(chr(c), len(names)) for c in grams.alphabet.tolist()],
            dtype=np.int64,
        )
        number = -1 - tokens.value[words]
        row = np.concatenate((words, words, chars))
        key = np.concatenate((first[number], second[number], letters[grams.letter[chars]]))
        return self._sorted(key, row, list(names))

    def _sorted(self, key: Ints, row: Ints, names: Sequence[str]) -> _Terms:
        """Terms numbered in the order of their names; occurrences in the tokens' order."""
        import numpy as np

        order = sorted(range(len(names)), key=names.__getitem__)
        rank = np.empty(len(names), dtype=np.int64)
        rank[order] = np.arange(len(names))
        by_row = np.argsort(row, kind="stable")
        row, key = row[by_row], rank[key[by_row]]
        tokens = self.tokens

        def say(keys: Ints) -> list[str]:
            return [names[order[key]] for key in keys.tolist()]

        return _Terms(key, tokens.entry[row], tokens.part[row], tokens.place[row], say)


# ---------------------------------------------------------------- pieces


def _tier(terms: _Terms, shards: int, stamp: str) -> tuple[list[str], list[str]]:
    """The pieces of each shard for terms of one kind: which entries, and which places."""
    import numpy as np

    if not len(terms.key):
        return [f"{stamp}\n\0\0"] * shards, [stamp] * shards
    order = _sorting(terms.key)
    key, entry, part = terms.key[order], terms.entry[order], terms.part[order]
    new_key = _changes(key)
    posting = np.flatnonzero(new_key | _changes(entry))
    first = np.flatnonzero(new_key[posting])
    names = terms.names(key[posting[first]])

    home = np.array([shard_of(name, shards) for name in names], dtype=np.int64)
    moved = np.argsort(home, kind="stable")
    names = [names[n] for n in moved.tolist()]
    df = _lengths(first, len(posting))[moved]
    at = _ranges(first[moved], df)
    count = _lengths(posting, len(key))[at]
    term = np.repeat(np.arange(len(names)), df)
    entries = entry[posting][at]
    cuts = np.searchsorted(home[moved], np.arange(shards + 1))
    post_cuts = np.append(0, np.cumsum(df))[cuts]

    df_said, said = _chars(df), _chars(_deltas(entries, term))
    marked = [
        _marked(term, entries, np.logical_or.reduceat(part == which, posting)[at], cuts)
        for which in (0, 1)
    ]
    pieces = [
        "".join(
            (
                stamp,
                "\t".join(names[a:b]),
                "\n",
                df_said[a:b],
                said[p:q],
                marked[0][shard],
                marked[1][shard],
            )
        )
        for shard, ((a, b), (p, q)) in enumerate(
            zip(
                itertools.pairwise(cuts.tolist()),
                itertools.pairwise(post_cuts.tolist()),
                strict=True,
            )
        )
    ]
    return pieces, _places(terms.place[order], posting[at], count, post_cuts, stamp)


def _places(place: Ints, posting: Ints, count: Ints, cuts: Ints, stamp: str) -> list[str]:
    """For each shard: how often each entry has its term, then the places."""
    import numpy as np

    rows = _ranges(posting, count)
    said = _chars(_deltas(place[rows], np.repeat(np.arange(len(count)), count), 0))
    counts = _chars(count)
    ends = np.append(0, np.cumsum(count))[cuts].tolist()
    bounds = zip(
        itertools.pairwise(cuts.tolist()),
        itertools.pairwise(ends),
        strict=True,
    )
    return [f"{stamp}{counts[a:b]}{said[p:q]}" for (a, b), (p, q) in bounds]


def _marked(term: Ints, entries: Ints, marks: Flags, cuts: Ints) -> list[str]:
    """For each shard: the terms that marked entries have, and these entries."""
    import numpy as np

    term, entries = term[marks], entries[marks]
    first = np.flatnonzero(_changes(term))
    some = term[first]
    df = _lengths(first, len(term))
    bounds = np.searchsorted(some, cuts)
    posts = np.append(first, len(term))[bounds].tolist()
    which = np.searchsorted(cuts, some, side="right")
    steps, df_said = _chars(_deltas(some - cuts[which - 1], which)), _chars(df)
    said = _chars(_deltas(entries, term))
    return [
        f"{_chars(np.array([b - a]))}{steps[a:b]}{df_said[a:b]}{said[p:q]}"
        for (a, b), (p, q) in zip(
            itertools.pairwise(bounds.tolist()), itertools.pairwise(posts), strict=True
        )
    ]


def shard_of(name: str, shards: int) -> int:
    """The file a term stands in: by its first three characters (layouts/static/search/terms.js)."""
    mixed = 0
    for char in name[:3]:
        mixed = ((mixed ^ ord(char)) * 0x9E3779B1) & 0xFFFFFFFF
        mixed ^= mixed >> 15
    return mixed & (shards - 1)


def _sorting(key: Ints) -> Ints:
    """The order that sorts keys and leaves equal ones as they are."""
    import numpy as np

    bits = len(key).bit_length()
    if int(key.max()).bit_length() + bits > 63:
        return np.argsort(key, kind="stable")
    packed = (key << bits) | np.arange(len(key))
    packed.sort()
    return packed & ((1 << bits) - 1)


def _changes(values: Ints) -> Flags:
    """Where a value differs from the one before it."""
    import numpy as np

    changed = np.ones(len(values), dtype=bool)
    changed[1:] = values[1:] != values[:-1]
    return changed


def _lengths(starts: Ints, end: int) -> Ints:
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

    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.int64)


def _text_of(codes: Ints) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le")


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
    numbers = {item.typeset.entry.address: n for n, item in enumerate(made.entries)}
    topics = {
        topic.slug: sorted(numbers[i.typeset.entry.address] for i in archive.by_topic[topic.slug])
        for topic in config.topics
        if topic.slug in archive.by_topic
    }
    for slug, entries in topics.items():
        yield f"{FOLDER}topic/{slug}.txt", f"{stamp}{_list(entries)}".encode()
    facets = _facets(config, made.entries, topics)
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
    names = [name for slug in topics for name in (*known[slug].names.values(), *known[slug].aliases)]
    alphabet = set(searchtext.fold("".join(names))).union(*(block.alphabet for block in blocks))
    pairs = [(char, to) for char, to in simplified().items() if to in alphabet]
    return {
        "blocks": [
            [len(part), block.stamp] for part, block in zip(made.blocks, blocks, strict=True)
        ],
        "shards": dict(made.shards),
        "titles": TITLES,
        "days": _days(made.entries),
        "topics": [[slug, known[slug].names, list(known[slug].aliases)] for slug in topics],
        "fold": ["".join(char for char, _ in pairs), "".join(to for _, to in pairs)],
    }


def _days(entries: Sequence[Placed]) -> list[int]:
    """The days on which entries were added: distance from the day before, and how many.

    Days are counted in halves: a month of which no day is known is the first half of its 1st.
    """
    found: list[int] = []
    before = 0
    for date, group in itertools.groupby(entries, key=lambda item: item.typeset.entry.date):
        half = (date.first.toordinal() - 719163) * 2 + (1 if date.day else 0)
        found += [half - before, sum(1 for _ in group)]
        before = half
    return found


def _facets(config: Config, entries: Sequence[Placed], topics: Mapping[str, Sequence[int]]) -> str:
    """The lists of entries by which results can be narrowed, under a line that names them."""
    orgs: defaultdict[str, dict[str, str]] = defaultdict(dict)
    members: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for number, item in enumerate(entries):
        for org in item.typeset.entry.orgs:
            key = searchtext.fold(org)
            members[key][number] = None
            for variant in config.variants:
                said = item.typeset.editions[variant].words.get(org, org)
                orgs[key].setdefault(variant, said)
    news = [n for n, item in enumerate(entries) if item.typeset.entry.kind == "news"]
    named = sorted(orgs)
    head = {
        "news": len(news),
        "topics": [[slug, len(listed)] for slug, listed in topics.items()],
        "orgs": [[orgs[key], len(members[key])] for key in named],
    }
    lists = [news, *topics.values(), *(list(members[key]) for key in named)]
    said = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return f"{said}\n{''.join(map(_list, lists))}"
