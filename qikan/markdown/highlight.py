"""Code of a known language -> HTML with its words marked by kind, by Pygments.

There are five kinds, so that the style sheet stays small: ``k`` keywords, ``s`` strings, ``c``
comments, ``n`` numbers, ``f`` names of functions and classes (docs/decisions/code.md).
"""

from __future__ import annotations

import functools
import html
import itertools
from typing import Any

LONGEST = 20_000
"""Characters of code that are marked: lexers are regular expressions, a long one is shown plain."""


def highlight(code: str, language: str) -> str | None:
    """The code as HTML; none if its language is not known, or the code is too long."""
    lexer = _lexer(language.lower()) if language and len(code) <= LONGEST else None
    if lexer is None:
        return None
    tokens = list(lexer.get_tokens(code))
    if "".join(text for _, text in tokens) != code:  # a lexer that changes what it reads
        return None
    parts = []
    for name, run in itertools.groupby(tokens, lambda token: _class(token[0])):
        text = html.escape("".join(text for _, text in run), quote=False)
        parts.append(f'<span class="{name}">{text}</span>' if name else text)
    return "".join(parts)


@functools.cache
def _lexer(language: str) -> Any:
    """The lexer of a language by a name of it; none if there is none."""
    from pygments.lexers import get_lexer_by_name  # late: few archives show code
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@functools.cache
def _class(kind: Any) -> str:
    """The class of a kind of token, or nothing."""
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    classes = {
        "k": (Keyword, Operator.Word, Name.Tag),
        "s": (String,),
        "c": (Comment,),
        "n": (Number,),
        "f": (Name.Function, Name.Class, Name.Decorator),
    }
    for name, kinds in classes.items():
        if any(kind in one for one in kinds):
            return name
    return ""
