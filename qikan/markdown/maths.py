"""Where a formula begins and ends: the rule for dollars, stated in docs/reference/markdown.md.

``formula_at`` is the whole rule for formulas in a line: Markdown, titles and the conversion of
Markdown source all ask it. Formulas in blocks are rules of the parser. Everything that is not a
formula stays text, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from qikan.markdown.han import HAN, IDEOGRAPH
from qikan.patterns import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

MATHS = frozenset(["math_inline", "math_block"])
"""The types of tokens that hold a formula."""
LONGEST = 8_000
"""Characters a formula may have."""


class Formula(NamedTuple):
    """TeX between two marks; ``stop`` is the position behind the closing mark."""

    tex: str
    stop: int


_ENVIRONMENT = pattern(
    r"\\begin\{((?:equation|displaymath|math|align|alignat|flalign|gather|multline|eqnarray|array"
    r"|[dr]?cases|[bBpvV]?(?:small)?matrix|split|aligned|gathered|subequations)\*?)\}"
)
_CLOSING = {
    "$": pattern(r"(?:[^$\\`]|\\.)*?(?P<close>\$)", re.DOTALL),
    "$$": pattern(r"(?:[^$\\`]|\\.)*?(?P<close>\$\$)", re.DOTALL),
    "$`": pattern(r"[^`]*?(?P<close>`\$)", re.DOTALL),
    r"\(": pattern(r"(?:[^\\`]|\\[^()])*?(?P<close>\\\))", re.DOTALL),
    r"\[": pattern(r"(?:[^\\`]|\\[^\[\]])*?(?P<close>\\\])", re.DOTALL),
    r"\\(": pattern(r"(?:[^\\`]|\\(?!\\[()]))*?(?P<close>\\\\\))", re.DOTALL),
    r"\\[": pattern(r"(?:[^\\`]|\\(?!\\[\[\]]))*?(?P<close>\\\\\])", re.DOTALL),
}
_BLANK_LINE = pattern(r"\n[ \t]*\n")
_IN_TEXT = pattern(r"\\(?:text[a-z]*|mbox|hbox|mathrm|operatorname\*?|tag\*?)\s*\{[^{}]*\}")
_SIGN = pattern(r"\\[A-Za-z,;!:|{}\\]|[\^_=]")
"""What only TeX has: a command, a superscript, a subscript, an equals sign."""
_SYMBOLS = pattern(r"(?:(?<![A-Za-z])[A-Za-z](?![A-Za-z])|[\d\s+*/<>|.,!'()\[\]-]|\\?%)*")
_LETTER_WITH_SCRIPTS = pattern(r"\s*[A-Za-z]'*(?:[_^](?:\{[^{}\s]*\}|[A-Za-z0-9*+]))*\s*")
_SENTENCE = pattern("[，。；：？！、“”《》【】]")
_AMOUNT = pattern(r"\d[\d.,]*")
_PRICE = pattern(r"\d[\d.,]*[ ]?(?:[kKmMbBtT]|mn|bn|[万亿萬億千百])?\+?(?:/[A-Za-z]+)?\W*")
_OPEN_END = pattern(r"[-+*/,:;=(<>|.&–—~]\s*\Z")
_RELATION = pattern(r"[<>+-]")
_PROSE = pattern(r"\b[A-Za-z]{2,}\s+(?:[A-Za-z]+\s+)*[A-Za-z]{2,}\b")


def formula_at(text: str, start: int, end: int) -> Formula | None:
    """The formula that begins at a position of a paragraph's text, if one does.

    A position is one of ``$``, ``\\(``, ``\\[`` or ``\\begin{``; no backslash before it takes it
    away. The backslashes of brackets may be doubled: posts for MathJax have them so.
    """
    if text.startswith(r"\b", start):
        return _environment_at(text, start, end)
    delimiter = text[start : start + (3 if text.startswith("\\\\", start) else 2)]
    if delimiter not in _CLOSING:
        delimiter = text[start]
    inside = start + len(delimiter)
    match = _CLOSING[delimiter].match(text, inside, min(end, inside + LONGEST))
    if not match:
        return None
    tex, stop = text[inside : match.start("close")], match.end()
    if not tex.strip() or _BLANK_LINE.search(tex):
        return None
    following = text[stop] if stop < end else ""
    preceding = text[start - 1] if start else ""
    if delimiter == "$":
        fits = _is_inline(tex, preceding, following)
    elif delimiter[0] == "\\":
        fits = bool(_SIGN.search(tex) or re.fullmatch(r"\s*[A-Za-z]'*\s*", tex)) and _fits(tex)
        fits = bool(re.search(r"\w", tex)) and (fits or (delimiter[-1] == "(" and _is_symbols(tex)))
    else:
        fits = delimiter == "$`" or _fits(tex)
    return Formula(_undoubled(tex.strip()), stop) if fits else None


_BACKSLASHES = pattern(r"\\+")
_DOUBLED = pattern(
    r"\\\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|theta|lambda|mu|pi|sigma|tau|phi|omega|[dt]?frac"
    r"|sqrt|sum|prod|int|text|math[a-z]+|operatorname|left|begin|leq?|geq?|times|cdot|sim|approx|infty"
    r"|log|exp|max|min|in|to|hat|tilde|bar|ell|partial|nabla|quad)(?![A-Za-z])"
)


def _undoubled(tex: str) -> str:
    """TeX whose backslashes were all doubled on their way (in JSON) with single ones."""
    if "\\\\" not in tex or not _DOUBLED.search(tex):
        return tex
    is_doubled = all(len(run) % 2 == 0 for run in _BACKSLASHES.findall(tex))
    return tex.replace("\\\\", "\\") if is_doubled else tex


def _environment_at(text: str, start: int, end: int) -> Formula | None:
    """An environment for formulas that begins at a position."""
    opening = _ENVIRONMENT.match(text, start, end)
    if not opening:
        return None
    closing = rf"\end{{{opening[1]}}}"
    at = text.find(closing, opening.end(), min(end, start + LONGEST))
    tex = text[start : at + len(closing)]
    if at < 0 or not text[opening.end() : at].strip() or _BLANK_LINE.search(tex):
        return None
    return Formula(tex, at + len(closing))


def _fits(tex: str) -> bool:
    """Whether what stands between two marks may be a formula and not prose."""
    bare = _IN_TEXT.sub("", tex)
    if _SIGN.search(bare):
        return not re.search("[。？！；]", bare)
    return not (_SENTENCE.search(bare) or _PROSE.search(bare))


def _is_symbols(tex: str) -> bool:
    """Whether single letters, numbers and signs are all there is: ``f(x)``, ``95\\%``, ``a<b``."""
    return bool(_SYMBOLS.fullmatch(tex) and re.search("[A-Za-z%<>]", tex))


def _is_inline(tex: str, preceding: str, following: str) -> bool:
    """Whether the text between two single dollars is a formula: prices and prose are not."""
    if "](" in tex or "**" in tex or "://" in tex:
        return False
    bare = _IN_TEXT.sub("", tex)
    has_sign = bool(_SIGN.search(bare))
    if not _fits(tex) or (_SENTENCE.search(bare) and not _is_list(bare)):
        return False
    if tex[0].isspace() or tex[-1].isspace():
        return _is_spaced(tex, has_sign=has_sign and not IDEOGRAPH.search(bare))
    if has_sign or _RELATION.fullmatch(tex):
        return True  # $<$5%, 2$-$3
    if following.isdigit() and (_AMOUNT.match(tex) or _OPEN_END.search(tex)):
        return False  # $5-$10, $5 (was$10)
    if following.isalnum() and _OPEN_END.search(tex):
        return False  # $HOME/$USER
    if HAN.search(bare) and (tex[0].isdigit() or preceding.isdigit()):
        return False  # $5到$10, 5$和10$
    if preceding.isdigit() and (_OPEN_END.match(tex[0]) or following.isdigit()):
        return False  # 5$, 10$
    return not (preceding.isalpha() and preceding.isascii() and _PRICE.fullmatch(tex))  # US$5/A$


def _is_spaced(tex: str, *, has_sign: bool) -> bool:
    """Whether TeX with a blank at an end is a formula: a letter alone or with scripts, or any with
    a sign of TeX and a blank at both ends or a command.
    """
    if _LETTER_WITH_SCRIPTS.fullmatch(tex):
        return True
    both = tex[0].isspace() and tex[-1].isspace()
    return has_sign and (both or "\\" in _IN_TEXT.sub("", tex))


def _is_list(bare: str) -> bool:
    """Whether Chinese commas stand between things of TeX: ``x_1，x_2``."""
    commas = re.search("[，、]", bare) and not re.search(r"\A\s*[，、]|[，、]\s*\Z", bare)
    return bool(commas and _SIGN.search(bare) and not IDEOGRAPH.search(bare))


def find_formulas(text: str) -> Iterator[tuple[int, Formula]]:
    """The formulas of a line of text that is not Markdown, with the places where they begin."""
    position = 0
    while match := _OPENING.search(text, position):
        position = match.end()
        if match["escaped"]:
            continue
        formula = formula_at(text, match.start(), len(text))
        if formula:
            yield match.start(), formula
            position = formula.stop


_ROW = pattern(r"\${2,}")
_OPENING = pattern(r"\\begin\{|\\\\[(\[]|(?P<escaped>\\[^(\[])|\$|\\[(\[]", re.DOTALL)


_BACKSLASHED = pattern(r"\\b|\\{1,2}[(\[]")

# ---------------------------------------------------------------- rules of the parser


def _inline_rule(state: StateInline, silent: bool) -> bool:
    start = state.pos
    char = state.src[start]
    if char == "\\" and (reference := _REFERENCE.match(state.src, start, state.posMax)):
        if not silent:
            token = state.push("math_inline", "math", 0)
            token.content, token.markup = reference[0], "$"
        state.pos = reference.end()
        return True
    if char != "$" and not _BACKSLASHED.match(state.src, start):
        return False
    formula = formula_at(state.src, start, state.posMax)
    if not formula:
        row = _ROW.match(state.src, start, state.posMax)
        if not row:
            return False
        if not silent:  # a row of dollars is no mark: its last one begins nothing
            state.pending += row[0]
        state.pos = row.end()
        return True
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = formula.tex, "$"
    state.pos = formula.stop
    return True


_BLOCK_CLOSING = {"$$": "$$", "\\[": "\\]", "\\\\[": "\\\\]"}
_LABEL = pattern(
    r"[ \t]*(?:[(（](?P<number>[A-Za-z]?[\d.]{1,8}[a-z]?)[)）]|\{#[^{}\n]*\})?"
    r"[ \t]*[.,;。，；]?[ \t]*"
)


def _block_rule(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """``$$ … $$``, ``\\[ … \\]`` and environments that begin and end with a line."""
    start = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or state.src[start : start + 1] not in ("$", "\\"):
        return False
    delimiter = state.src[start : start + (3 if state.src.startswith("\\\\", start) else 2)]
    environment = _ENVIRONMENT.match(state.src, start)
    if delimiter not in _BLOCK_CLOSING and not environment:
        return False
    closing = rf"\end{{{environment[1]}}}" if environment else _BLOCK_CLOSING[delimiter]
    first = start + (0 if environment else len(delimiter))
    at = state.src.find(closing, first, first + LONGEST)
    if at < 0:
        return False
    last = next((n for n in range(line, end_line) if state.eMarks[n] > at), end_line)
    if last == end_line or any(state.sCount[n] < state.blkIndent for n in range(line, last + 1)):
        return False
    rest = _LABEL.fullmatch(state.src, at + len(closing), state.eMarks[last])
    if not rest:
        return False
    return _push_block(state, line, last, (delimiter, closing), rest["number"] or "", silent)


def _push_block(
    state: StateBlock, line: int, last: int, marks: tuple[str, str], number: str, silent: bool
) -> bool:
    whole = state.getLines(line, last + 1, state.sCount[line], keepLastLF=False).strip()
    opening, closing = marks
    stop = whole.rfind(closing)
    tex = (
        whole[: stop + len(closing)]
        if opening not in _BLOCK_CLOSING
        else whole[len(opening) : stop]
    )
    own_line = state.eMarks[line] - state.bMarks[line] - state.tShift[line] == len(opening)
    if not tex.strip() or (opening in _BLOCK_CLOSING and closing in tex[:-1]):
        return False
    if not own_line and (_BLANK_LINE.search(tex) or not _fits(tex)):
        return False
    if opening[0] == "\\" and opening in _BLOCK_CLOSING and not (_SIGN.search(tex) or own_line):
        return False
    if silent:
        return True
    state.line = last + 1
    token = state.push("math_block", "math", 0)
    token.content = _undoubled(tex.strip()) + (rf" \tag{{{number}}}" if number else "")
    token.block, token.map, token.markup = True, [line, state.line], "$$"
    return True


def _fenced_rule(state: StateCore) -> None:
    """A fenced block of the language ``math`` is a formula, as on GitHub."""
    if "```" not in state.src and "~~~" not in state.src:
        return
    for token in state.tokens:
        if token.type == "fence" and token.info.strip().lower() == "math":
            token.type, token.tag, token.content = "math_block", "math", token.content.strip()


_LABELLED = pattern(r"\\label\s*\{([^{}]*)\}")
_REFERENCE = pattern(r"\\(eq)?ref\s*\{([^{}]*)\}")


def _numbers_rule(state: StateCore) -> None:
    """Equations that the text refers to get numbers, in their order."""
    if "ref" not in state.src:
        return
    formulas = [t for t in state.tokens if t.type == "math_block"]
    inner = [c for t in state.tokens for c in t.children or () if c.type == "math_inline"]
    used = {m[2] for t in (*formulas, *inner) for m in _REFERENCE.finditer(t.content)}
    if not used:
        return
    numbers: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        if match[1] not in used:
            return ""
        count = numbers.setdefault(match[1], len(numbers) + 1)
        return rf"\tag{{{count}}}"

    def reference(match: re.Match[str]) -> str:
        shown = str(numbers.get(match[2], match[2]))
        return rf"\text{{({shown})}}" if match[1] else rf"\text{{{shown}}}"

    for token in formulas:
        token.content = _LABELLED.sub(number, token.content)
    for token in (*formulas, *inner):
        token.content = _REFERENCE.sub(reference, token.content)


def use_maths(md: MarkdownIt) -> None:
    """Teach a parser formulas."""
    md.inline.ruler.before("escape", "maths", _inline_rule)
    alternatives = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    md.block.ruler.before("fence", "maths", _block_rule, {"alt": alternatives})
    md.core.ruler.after("inline", "maths_fence", _fenced_rule)
    md.core.ruler.after("maths_fence", "maths_numbers", _numbers_rule)
