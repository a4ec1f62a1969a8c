"""Why a formula cannot be set, in words of our own: where its first fault is, and what to do.

The converter's messages are not read. A command or an environment is known if the converter sets
it somewhere; the rest is TeX's own grammar. Only a formula that cannot be set is looked at.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qikan.markdown.tex import DEEPEST, LONGEST, depth, mathml
from qikan.markdown.tex_commands import OPERATORS, TEMPLATES, TEXTS
from qikan.markdown.tex_rewrite import DEFINED, KNOWN
from qikan.patterns import pattern
from qikan.problems.message import Message, message


class Fault(NamedTuple):
    """What is wrong at an offset of a formula's TeX, and what to do."""

    at: int
    what: Message
    cure: Message


class _Token(NamedTuple):
    """A sign with a meaning in TeX, and where it begins and ends; ``text``: inside words."""

    sign: str
    start: int
    stop: int
    text: bool


_TOKEN = pattern(
    r"\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+\*?|\\.|[{}^_&#$]|[^\\{}^_&#$\s]", re.DOTALL
)
_ENVIRONMENT = pattern(r"\\(begin|end)\s*\{([^{}]*)\}")
_SCRIPT = pattern(r"\s*([\^_])")
_OPTION = pattern(r"\s*\[[^\[\]]*\]")
_NO_ARGUMENT = frozenset(["}", "&", "^", "_", r"\\", r"\right", r"\middle"])
_SHOWN = 60
"""Characters of a formula that a message shows."""
_MOST_TRIED = 200
"""Pieces of a formula that are set one by one to find the one that cannot be."""
_COMMON = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho "
    "sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega "
    "frac sqrt sum prod int oint times cdot cdots ldots dots leq geq neq approx equiv propto sim "
    "infty partial nabla forall exists subset subseteq cup cap setminus emptyset rightarrow "
    "leftarrow Rightarrow Leftarrow Leftrightarrow mapsto hat bar tilde vec dot overline underline "
    "overbrace underbrace mathbf mathrm mathcal mathbb mathfrak boldsymbol operatorname text log "
    "exp max min sup inf lim sin cos tan left right langle rangle lfloor rfloor lceil rceil ell"
).split()
_WORDS = (*_COMMON, *TEMPLATES, *TEXTS, *OPERATORS)
"""Commands that a misspelled one may stand for."""


def find_fault(tex: str) -> Fault:
    """The first fault of a formula that cannot be set."""
    if len(tex) > LONGEST:
        return _fault(0, "tex-too-long", "tex-divide", most=LONGEST)
    if depth(tex) > DEEPEST:
        return _fault(0, "tex-too-deep", "tex-divide", most=DEEPEST)
    tokens = _tokens(tex)
    faults = [
        *_unbalanced(tokens),
        *_unknown(tex, tokens),
        *_scripts(tex, tokens),
        *_arguments(tex, tokens),
        *_misplaced(tokens),
    ]
    return min(faults, key=lambda fault: fault.at) if faults else _first_unreadable(tex, tokens)


def formula_message(tex: str) -> Message:
    """The message about a formula that cannot be set.

    Its values ``typed`` and ``offset`` are the line of the formula that has the fault, and where
    in it: by them the column is looked up in the file.
    """
    fault = find_fault(tex)
    shown = " ".join(tex.split())
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    begin = tex.rfind("\n", 0, fault.at) + 1
    row = tex[begin:].partition("\n")[0]
    typed, offset = row.strip(), fault.at - begin - (len(row) - len(row.lstrip()))
    place = {"typed": typed, "offset": max(offset, 0)}
    return message("formula", tex=shown, fault=fault.what, cure=fault.cure, **place)


def fault_line(tex: str, lines: Sequence[str], first: int) -> int:
    """On which line the fault of a formula is that begins at one of the lines from ``first`` on."""
    begin = tex.partition("\n")[0].strip()
    at = next((n for n in range(first, len(lines)) if begin in lines[n]), first)
    return at + tex.count("\n", 0, find_fault(tex).at)


def _fault(at: int, what: str, cure: str, **values: object) -> Fault:
    return Fault(at, message(what, **values), message(cure, **values))


def _tokens(tex: str) -> list[_Token]:
    """The signs of a formula; those inside ``\\text{…}`` are marked."""
    tokens = list[_Token]()
    texts = 0  # the braces that are open since a text began
    for match in _TOKEN.finditer(tex):
        sign = match[0]
        if sign == "{" and (texts or (tokens and tokens[-1].sign[1:] in TEXTS)):
            texts += 1
        tokens.append(_Token(sign, match.start(), match.end(), bool(texts)))
        if sign == "}" and texts:
            texts -= 1
    return tokens


# ---------------------------------------------------------------- what is open and closed


def _unbalanced(tokens: list[_Token]) -> Iterator[Fault]:
    """The first brace, environment or ``\\left`` that is not closed, or closed but not opened."""
    opened = list[tuple[str, str, int]]()
    for token in tokens:
        kind, name = _kind(token.sign)
        if kind == "open":
            opened.append((name, token.sign, token.start))
        elif kind == "close":
            if opened and opened[-1][0] == name:
                opened.pop()
                continue
            yield _wrong_end(opened, token, name)
            return
    if opened:
        yield _unclosed(*opened[-1])


def _kind(sign: str) -> tuple[str, str]:
    """Whether a sign opens or closes something, and what: ``{``, ``\\left``, an environment."""
    if match := _ENVIRONMENT.fullmatch(sign):
        return ("open" if match[1] == "begin" else "close"), match[2]
    pairs = {"{": ("open", "{"), "}": ("close", "{")}
    fences = {r"\left": ("open", r"\left"), r"\right": ("close", r"\left")}
    return (pairs | fences).get(sign, ("", ""))


def _wrong_end(opened: list[tuple[str, str, int]], token: _Token, name: str) -> Fault:
    if any(name == other for other, _, _ in opened):
        return _unclosed(*opened[-1])
    if opened and token.sign.startswith(r"\end") and opened[-1][1].startswith(r"\begin"):
        right = rf"\end{{{opened[-1][0]}}}"
        return _fault(
            token.start,
            "tex-other-end",
            "write-it",
            opening=opened[-1][1],
            sign=token.sign,
            near=right,
        )
    return _fault(
        token.start, "tex-unopened", "tex-open", sign=token.sign, opening=_opening(token.sign, name)
    )


def _opening(sign: str, name: str) -> str:
    return rf"\begin{{{name}}}" if sign.startswith(r"\end") else name


def _unclosed(name: str, sign: str, start: int) -> Fault:
    closing = {"{": "}", r"\left": r"\right"}.get(name, rf"\end{{{name}}}")
    return _fault(start, "tex-unclosed", "tex-close", sign=sign, closing=closing)


# ---------------------------------------------------------------- commands


_PLACES = (
    "{}",
    "{}{{a}}",
    "{}{{a}}{{b}}",
    "{}{{a}}{{b}}{{c}}",
    "{}(",
    r"\sum{}_a",
    r"\begin{{matrix}}{} a\end{{matrix}}",
    r"\begin{{matrix}}a\\{} b\end{{matrix}}",
    r"\begin{{matrix}}a\\{}{{1-1}} b\end{{matrix}}",
    r"\left( a {}| b\right)",
    r"{}{{1em}}",
    r"{}{{red}}",
    r"{}{{red}}{{a}}",
    r"{}1em",
    r"{}{{(}}{{)}}{{0pt}}{{0}}{{a}}{{b}}",
    r"{}{{a}}{{b}}\sum",
    r"{}{{\own}}{{a}}",
    r"{}\own{{a}}",
    r"\SI{{1}}{{{}}}",
)
"""Where a command that is known can be set in one of them."""


def _is_set(tex: str) -> bool:
    """Whether a formula can be set; what is tried here is no formula that a page needs again."""
    return mathml.__wrapped__(tex, "block") is not None


@functools.lru_cache(1024)
def _is_known(command: str) -> bool:
    return command[1:] in KNOWN or any(_is_set(place.format(command)) for place in _PLACES)


def _unknown(tex: str, tokens: list[_Token]) -> Iterator[Fault]:
    """Commands and environments that are not known."""
    own = {rf"\{name}" for name in DEFINED.findall(tex)}
    for token in tokens:
        if match := _ENVIRONMENT.fullmatch(token.sign):
            name = match[2]
            if match[1] == "begin" and not _is_environment(name):
                yield _fault(token.start, "tex-no-environment", "tex-other-commands", name=name)
        elif token.sign[0] == "\\" and token.sign not in own and token.sign.strip("*") not in own:
            bare = token.sign.rstrip("*") if token.sign != r"\*" else token.sign
            if bare in (r"\left", r"\right") or _is_known(token.sign) or _is_known(bare):
                continue
            near = _near(bare[1:])
            cure = message("did-you-mean", near=near) if near else message("tex-other-commands")
            yield Fault(token.start, message("tex-no-command", name=bare), cure)


def _is_environment(name: str) -> bool:
    tries = ("", "{c}", "{1}")
    return any(_is_set(rf"\begin{{{name}}}{a}x\end{{{name}}}") for a in tries)


def _near(name: str) -> str:
    """The known command that is spelled nearly so, with its backslash, or ''."""
    for near in difflib.get_close_matches(name, _WORDS, 3, 0.78):
        if near != name and _is_known(f"\\{near}"):
            return f"\\{near}"
    return ""


@functools.lru_cache(1024)
def _needed(command: str) -> int:
    """How many arguments a command needs; 0 where that cannot be said."""
    counts = (n for n in range(4) if _is_set(command + "{a}" * n))
    return next(counts, 0)


def _arguments(tex: str, tokens: list[_Token]) -> Iterator[Fault]:
    """Commands and scripts without their arguments, ``\\left`` without its bracket."""
    for token in tokens:
        sign, end = token.sign, token.stop
        if sign == r"\left" and not _has_bracket(tex, end):
            yield _fault(token.start, "tex-no-bracket", "tex-bracket", name=sign)
        if token.text or _kind(sign)[0] or sign[0] not in "\\^_":
            continue
        needed = 1 if sign in "^_" else _needed(sign)
        if needed and sign[0] == "\\" and (option := _OPTION.match(tex, end)):
            end = option.end()
        for _ in range(needed):
            end = _after_argument(tex, end)
            if end < 0:
                yield _fault(token.start, "tex-no-argument", "tex-argument", name=sign)
                break


def _has_bracket(tex: str, start: int) -> bool:
    match = _TOKEN.search(tex, start)
    return bool(match and _is_set(rf"\left{match[0]} a\right)"))


def _after_argument(tex: str, start: int) -> int:
    """Where the argument that follows a position ends; -1 if none follows."""
    match = _TOKEN.search(tex, start)
    if not match or match[0] in _NO_ARGUMENT or match[0].startswith(r"\end"):
        return -1
    if match[0] != "{":
        end = match.end()
        for _ in range(_needed(match[0]) if match[0][0] == "\\" else 0):
            end = max(_after_argument(tex, end), end)
        return end
    level = 0
    for token in _TOKEN.finditer(tex, match.start()):
        level += (token[0] == "{") - (token[0] == "}")
        if not level:
            return token.end()
    return len(tex)


# ---------------------------------------------------------------- signs


def _scripts(tex: str, tokens: list[_Token]) -> Iterator[Fault]:
    """Two superscripts or two subscripts of one letter: ``x^2^3``."""
    for token in tokens:
        if token.text or token.sign not in ("^", "_"):
            continue
        seen, end = {token.sign}, _after_argument(tex, token.stop)
        while end >= 0 and (match := _SCRIPT.match(tex, end)):
            if match[1] in seen:
                yield _fault(match.start(1), "tex-two-scripts", "tex-brace", sign=match[1])
                break
            seen.add(match[1])
            end = _after_argument(tex, match.end())


def _misplaced(tokens: list[_Token]) -> Iterator[Fault]:
    """Signs that mean something elsewhere only: ``#``, ``$``, ``&`` inside braces."""
    opened = list[str]()
    for token in tokens:
        kind, name = _kind(token.sign)
        if kind == "open":
            opened.append(name)
        elif kind == "close" and opened:
            opened.pop()
        if token.text:
            continue
        if token.sign in ("#", "$") or (token.sign == "&" and opened[-1:] in (["{"], [r"\left"])):
            yield _fault(token.start, "tex-sign", "tex-escape", sign=token.sign)


def _first_unreadable(tex: str, tokens: list[_Token]) -> Fault:
    """Behind the longest beginning of a formula that can be set."""
    level, good = 0, 0
    for token in tokens[:_MOST_TRIED]:
        kind, _ = _kind(token.sign)
        level += (kind == "open") - (kind == "close")
        if level:
            continue
        if _is_set(tex[: token.stop]):
            good = token.stop
    good += len(tex[good:]) - len(tex[good:].lstrip())
    piece = " ".join(tex[good:].split())[:20]
    return _fault(good, "tex-unreadable", "tex-other-commands", piece=piece)
