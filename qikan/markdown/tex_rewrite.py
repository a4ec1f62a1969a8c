"""TeX as people type it -> TeX that the converter reads.

It replaces commands by the tables of ``tex_commands``, environments by others of the same shape,
and mends what TeX does not allow but pages and abstracts have: a percent sign, lines without an
environment, entities of HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

from qikan.markdown import tex_units
from qikan.markdown.tex_chemistry import chemistry
from qikan.markdown.tex_commands import (
    COLOURS,
    ENVIRONMENTS,
    ENVIRONMENTS_WITH_ARGUMENT,
    OPERATORS,
    PLAIN_ENVIRONMENTS,
    TEMPLATES,
    TEXTS,
)
from qikan.patterns import pattern

_SIGN = pattern(r"\\([A-Za-z]+\*?|.)", re.DOTALL)
_PERCENT = pattern(r"(?<!\\)((?:\\\\)*)%")
_COMMENT = pattern(r"(?m)^[ \t]*%.*\n?|(?<=[^\\\d\s])[ \t]+%.*$|(?<![\\\d])%[ \t]*$")
_ENTITY = pattern(r"&(?:lt|gt|amp|quot|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
DEFINED = pattern(r"\\(?:def|(?:re|provide)?newcommand\*?)\s*\{?\s*\\([A-Za-z]+)")
_ROW_SPACE = pattern(r"\\\\(?:\*|\*?\[\s*-?[\d.]*\s*(?:[a-z]{2}|\\[A-Za-z]+)\s*\])")
_EQNARRAY = pattern(r"&\s*([=<>≤≥≈]|\\[a-z]+)\s*&")
_STRUCTURE = pattern(
    r"\\\\|\\begin\{[^{}]*\}|\\end\{[^{}]*\}|\\left(?![a-z])|\\right(?![a-z])|\\[^\n]|[{}&]"
)
_TAG = pattern(r"\\tag(\*?)\{([^{}]*)\}")
_COLUMNS = pattern(r"[@!><]\{(?:[^{}]|\{[^{}]*\})*\}|[pmbwX]\{[^{}]*\}|[X]")
_REPEATED = pattern(r"\*\{(\d{1,2})\}\{([^{}]*)\}")
_OPTION = pattern(r"\s*\[[^\[\]\n]*\]")
_ANGLE = pattern(r"(\\(?:left|right|middle|[bB]igg?[lrm]?)\s*)([<>])")
_ANGLES = {"<": r"\langle ", ">": r"\rangle "}
_LIMIT = 40_000
"""Characters that TeX may grow to: templates repeat nothing, so this is never met by honest TeX."""


def rewrite(tex: str) -> str:
    """The same formula in commands and environments that the converter knows."""
    if "%" in tex:
        tex = _PERCENT.sub(r"\1\\%", _COMMENT.sub("", tex))
    if "&" in tex:
        tex = _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\xa0", "~"), tex)
    if "\\" not in tex and "&" not in tex:
        return tex
    tex = _ANGLE.sub(lambda match: match[1] + _ANGLES[match[2]], tex)
    for name in DEFINED.findall(tex):  # a command of the text's own, whatever the tables say
        tex = re.sub(rf"\\{name}(?![A-Za-z])", rf"\\own{name}", tex)
    return _wrapped(_tagged(_commands(_ROW_SPACE.sub(r"\\\\ ", tex))))


def _commands(tex: str, depth: int = 0) -> str:
    """Replace the commands, from left to right, and in their arguments."""
    parts = list[str]()
    position = 0
    while match := _SIGN.search(tex, position):
        parts.append(tex[position : match.start()])
        name, position = match[1], match.end()
        if name not in KNOWN and name.removesuffix("*") in KNOWN and name not in _STARRED:
            name, position = name[:-1], position - 1
        if name in ("begin", "end"):
            text, position = _environment(tex, position, name)
        elif name in _ESCAPED and (name != "_" or _is_subscript(tex, match)):
            text = name
        elif name == "ch" and not tex.startswith("{", position):
            text = match[0]  # the hyperbolic cosine, without chemistry behind it
        elif depth < 50 and name in KNOWN:
            text, position = _command(tex, position, name, depth)
        else:
            text = match[0]
        parts.append(text)
        if sum(map(len, parts[-2:])) > _LIMIT:
            break
    parts.append(tex[position:])
    return "".join(parts)


_ESCAPED = frozenset("_*[]<+^")
"""Signs that pages escape for Markdown, inside formulas too; TeX has no such commands there."""
_LONG_WORD = pattern(r"(?<![A-Za-z\\])[A-Za-z]{3,}\Z")


def _is_subscript(tex: str, sign: re.Match[str]) -> bool:
    """Whether an escaped underscore was TeX's (``x\\_1``) and not a name's (``top\\_k``)."""
    following = tex[sign.end() : sign.end() + 2]
    if following[:1] in ("{", "\\"):
        return True
    return following[:1].isalnum() and not (
        re.fullmatch("[A-Za-z]{2}", following) or _LONG_WORD.search(tex[: sign.start()])
    )


_STARRED = frozenset({"operatorname*", "DeclareMathOperator*"})
KNOWN = (
    TEMPLATES.keys()
    | TEXTS.keys()
    | OPERATORS
    | _STARRED
    | {"operatorname", "textcolor", "color", "DeclareMathOperator", "unicode", "char"}
    | {"renewcommand", "providecommand", "mathop", "SI", "si", "unit", "num", "ang"}
    | {"ce", "ch", "dv", "pdv", *tex_units.SERIES}
)


def _command(tex: str, position: int, name: str, depth: int) -> tuple[str, int]:
    """What a command with its arguments is written as, and where they end."""
    if name in TEXTS:
        argument, position = _argument(tex, position)
        return _text(TEXTS[name], argument, depth), position
    if name in OPERATORS:
        return rf"\operatorname{{{name}}}", position
    if name in ("operatorname", "operatorname*"):
        argument, position = _argument(tex, position)
        return rf"\{name}{{{_letters(argument)}}}", position
    if name.startswith("DeclareMathOperator"):
        sign, position = _argument(tex, position)
        argument, position = _argument(tex, position)
        star = "*" if name.endswith("*") else ""
        return rf"\def{sign}{{\operatorname{star}{{{_letters(argument)}}}}}", position
    if name in _SPECIAL:
        return _SPECIAL[name](tex, position, name)
    return _filled(tex, position, name, depth)


def _filled(tex: str, position: int, name: str, depth: int) -> tuple[str, int]:
    """A command's template with its arguments, which are rewritten too."""
    count, template = TEMPLATES[name]
    if count and (option := _OPTION.match(tex, position)):
        position = option.end()
    for number in range(1, count + 1):
        argument, position = _argument(tex, position)
        template = template.replace(f"#{number}", _commands(argument, depth + 1))
    return template, position


def _argument(tex: str, position: int) -> tuple[str, int]:
    """The next argument, without its braces, and where it ends."""
    while position < len(tex) and tex[position].isspace():
        position += 1
    if position >= len(tex):
        return "", position
    if tex[position] != "{":
        match = _SIGN.match(tex, position)
        return (match[0], match.end()) if match else (tex[position], position + 1)
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(tex, position):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return tex[position + 1 : match.start()], match.end()
    return tex[position + 1 :], len(tex)


def _text(command: str, argument: str, depth: int) -> str:
    """A text in a formula; what stands in dollars inside it is a formula again."""
    pieces = re.split(r"(?<!\\)\$|\\[()]", argument)
    parts = []
    for number, piece in enumerate(pieces):
        if number % 2:
            parts.append("{" + _commands(piece, depth + 1) + "}")
        elif piece or len(pieces) == 1:
            parts.append(rf"\{command}{{{_escaped(piece)}}}")
    return "".join(parts) if len(parts) == 1 else "{" + "".join(parts) + "}"


def _escaped(text: str) -> str:
    """Text whose signs mean something to TeX only in formulas."""
    return re.sub(r"(?<!\\)([_#&])", r"\\\1", text)


def _letters(argument: str) -> str:
    """The letters of an operator's name, without commands for fonts."""
    bare = re.sub(r"\\(?:mathrm|mathbf|mathsf|mathit|text[a-z]*|rm|bf|mbox)\b\s*", "", argument)
    return bare.replace("{", "").replace("}", "").replace("$", "")


def _operator(tex: str, position: int, _: str) -> tuple[str, int]:
    """``\\mathop`` of letters is an operator whose limits stand below it."""
    argument, end = _argument(tex, position)
    bare = re.sub(r"\\(?:mathrm|text|rm|mathbf|arg|max|min|operatorname)\b|\\[,;! ]", "", argument)
    if re.fullmatch(r"[A-Za-z{}\s~-]*", bare):
        letters = re.sub(r"\\(arg|max|min)\b", r"\1", argument.replace("~", r"\,"))
        return rf"\operatorname*{{{_letters(letters).replace('operatorname', '').strip()}}}", end
    return r"\mathop", position


def _colour(tex: str, position: int, name: str) -> tuple[str, int]:
    option = _OPTION.match(tex, position)
    model = option[0].strip(" []") if option else ""
    value, position = _argument(tex, option.end() if option else position)
    if digits := re.fullmatch(r"#?([0-9a-fA-F]{6})", value.strip()):
        parts = [int(digits[1][n : n + 2], 16) / 255 for n in (0, 2, 4)]
        colour = f"[rgb]{{{','.join(f'{part:.3g}' for part in parts)}}}"
    elif model == "rgb" and re.fullmatch(r"[\d., ]+", value):
        colour = f"[rgb]{{{value}}}"
    else:
        base = value.partition("!")[0].strip()
        colour = f"{{{base.lower()}}}" if base.lower() in COLOURS else ""
    if name == "color":
        return (rf"\color{colour} " if colour else ""), position
    argument, position = _argument(tex, position)
    inner = _commands(argument, 1)
    return (rf"{{\color{colour} {inner}}}" if colour else f"{{{inner}}}"), position


def _character(tex: str, position: int, name: str) -> tuple[str, int]:
    match = re.compile(r"\s*(?:\{\s*[xX]?|\"|'|[xX])([0-9a-fA-F]{2,5})\}?").match(tex, position)
    char = chr(int(match[1], 16)) if match else ""
    if not match or not char.isprintable() or char in r"\{}$&#^_%~<>":
        return rf"\{name}", position
    return rf"\text{{{char}}}", match.end()


def _definition(tex: str, position: int, _: str) -> tuple[str, int]:
    """A command's definition, which has a name of its own by now."""
    return r"\newcommand", position


def _quantity(tex: str, position: int, name: str) -> tuple[str, int]:
    """Numbers and units of siunitx; ``\\qty`` of one argument is physics' bracket."""
    if option := _OPTION.match(tex, position):
        position = option.end()
    first, position = _argument(tex, position)
    if name in ("si", "unit"):
        return tex_units.unit(first), position
    if name == "ang":
        return tex_units.quantity(first, r"\degree"), position
    has_unit = name == "SI" or (name == "qty" and tex[position : position + 1] == "{")
    if name == "num":
        return tex_units.number(first), position
    if not has_unit:
        return rf"\left({_commands(first, 1)}\right)", position
    second, position = _argument(tex, position)
    return tex_units.quantity(first, second), position


def _series(tex: str, position: int, name: str) -> tuple[str, int]:
    """Ranges and lists of siunitx: ``\\SIrange{1}{5}{\\metre}``, ``\\numlist{1;2}``."""
    if option := _OPTION.match(tex, position):
        position = option.end()
    arguments = list[str]()
    for _ in range(tex_units.SERIES[name]):
        argument, position = _argument(tex, position)
        arguments.append(argument)
    return tex_units.series(name, arguments), position


def _reaction(tex: str, position: int, _: str) -> tuple[str, int]:
    argument, position = _argument(tex, position)
    return f"{{{_commands(chemistry(argument), 1)}}}", position


def _derivative(tex: str, position: int, name: str) -> tuple[str, int]:
    """Derivatives of the package physics: ``\\dv{x}``, ``\\dv[2]{f}{x}``, ``\\pdv{f}{x}{y}``."""
    option = _OPTION.match(tex, position)
    position = option.end() if option else position
    arguments = list[str]()
    while len(arguments) < (3 if name == "pdv" else 2) and tex[position : position + 1] == "{":
        argument, position = _argument(tex, position)
        arguments.append(_commands(argument, 1))
    if not arguments:
        return rf"\{name}", position
    sign = r"\partial " if name == "pdv" else r"\mathrm{d}"
    function, *variables = arguments if len(arguments) > 1 else ["", *arguments]
    order = option[0].strip(" []") if option else str(len(variables))
    power = "" if order == "1" else f"^{{{order}}}"
    if len(variables) > 1:
        below = "".join(f"{sign}{variable}" for variable in variables)
    else:
        below = f"{sign}{variables[0]}{power}"
    return rf"\frac{{{sign}{power}{function}}}{{{below}}}", position


_SPECIAL: Mapping[str, Callable[[str, int, str], tuple[str, int]]] = {
    "color": _colour,
    "textcolor": _colour,
    "renewcommand": _definition,
    "providecommand": _definition,
    "mathop": _operator,
    "unicode": _character,
    "char": _character,
    **dict.fromkeys(("SI", "si", "unit", "num", "ang", "qty"), _quantity),
    **dict.fromkeys(tex_units.SERIES, _series),
    **dict.fromkeys(("ce", "ch"), _reaction),
    **dict.fromkeys(("dv", "pdv"), _derivative),
}


# ---------------------------------------------------------------- environments


def _environment(tex: str, position: int, command: str) -> tuple[str, int]:
    """An environment's first or last mark."""
    name, end = _argument(tex, position)
    if name in PLAIN_ENVIRONMENTS:
        return ("{" if command == "begin" else "}"), end
    known = ENVIRONMENTS.get(name, name)
    if command == "end":
        return rf"\end{{{known}}}", end
    if name not in ("array", "tabular", "subarray"):
        option = _OPTION.match(tex, end)
        if option and (name != known or name.startswith(("aligned", "gathered", "multlined"))):
            end = option.end()
    if name in ENVIRONMENTS_WITH_ARGUMENT:
        _, end = _argument(tex, end)
    if known == "array":
        if option := _OPTION.match(tex, end):
            end = option.end()
        columns, end = _argument(tex, end)
        columns = _REPEATED.sub(lambda match: match[2] * int(match[1]), columns)
        columns = _COLUMNS.sub(lambda match: "l" if match[0][0] in "pmbwX" else "", columns)
        return rf"\begin{{array}}{{{re.sub('[^lcr|]', '', columns) or 'c'}}}", end
    return rf"\begin{{{known}}}", end


def _tagged(tex: str) -> str:
    """Numbers of equations stand behind them as text."""
    if r"\tag" not in tex:
        return tex
    numbers = [rf"\qquad\text{{{_tag(match)}}}" for match in _TAG.finditer(tex)]
    if r"\\" not in tex and r"\end" not in tex:  # it may stand before the formula
        return _TAG.sub("", tex) + "".join(numbers)
    left = iter(numbers)
    return _TAG.sub(lambda _: next(left), tex)


def _tag(match: re.Match[str]) -> str:
    text = _escaped(match[2].replace("$", ""))
    return text if match[1] else f"({text})"


def _wrapped(tex: str) -> str:
    """Lines and columns without an environment get one."""
    tex = re.sub(r"(?:\\\\(?:\[[^\]]*\])?\s*)+$", "", tex)
    if "aligned" in tex and "&" in tex:
        tex = _EQNARRAY.sub(r"&\1 ", tex)
    signs = set(_outside(tex))
    if "&" in signs:
        return rf"\begin{{aligned}}{tex}\end{{aligned}}"
    if r"\\" in signs:
        return rf"\begin{{gathered}}{tex}\end{{gathered}}"
    return tex


def _outside(tex: str) -> Iterator[str]:
    """The ends of lines and columns that stand in no braces and no environment."""
    depth = 0
    for match in _STRUCTURE.finditer(tex):
        sign = match[0]
        if sign == "{" or sign.startswith((r"\begin", r"\left")):
            depth += 1
        elif sign == "}" or sign.startswith((r"\end", r"\right")):
            depth -= 1
        elif depth <= 0 and sign in (r"\\", "&"):
            yield sign
