"""The modules of a page's script -> one file, so that a reader waits for one request.

A script is ``layouts/static/<folder>/page.js`` with the modules that it imports, which stand beside
it or beside another script. Each module becomes a function that gives what it exports. Comments on
lines of their own are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable

_SCRIPT = re.compile(r"(layouts/static/[^/]+/)page\.js")
_IMPORT = re.compile(
    r"""^import \{(?P<names>[^}]*)\} from (["'])(?P<module>\.\.?/[\w/-]+\.js)\2;?[ \t]*(?:\n|\Z)""",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function\*?|class|const) (?P<name>\w+))", re.MULTILINE
)
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)


def is_script(source: str) -> bool:
    """Whether a file of the layouts is a script with modules beside it."""
    return _SCRIPT.fullmatch(source) is not None


def modules(source: str, files: Iterable[str]) -> list[str]:
    """The modules that may be parts of a script: what else stands in its folder."""
    folder = source.rpartition("/")[0]
    return [
        path
        for path in files
        if path != source and path.endswith(".js") and path.rpartition("/")[0] == folder
    ]


def bundle(source: str, read: Callable[[str], str]) -> str:
    """The script with the modules that it imports, each before the one that needs it."""
    parts: dict[str, str] = {}
    _add(source, read, parts)
    return "".join(parts.values())


def _add(source: str, read: Callable[[str], str], parts: dict[str, str]) -> None:
    folder = source.rpartition("/")[0]
    text = read(source)

    def path_of(match: re.Match[str]) -> str:
        return posixpath.normpath(f"{folder}/{match['module']}")

    for match in _IMPORT.finditer(text):
        module = path_of(match)
        if module not in parts:
            _add(module, read, parts)
    exported = [match["name"] for match in _EXPORT.finditer(text)]
    text = _IMPORT.sub(
        lambda match: f"const {{{match['names']}}} = {_name(path_of(match))};\n", text
    )
    body = _COMMENT.sub("", _EXPORT.sub("", text))
    given = f"return {{ {', '.join(exported)} }};\n" if exported else ""
    parts[source] = f"const {_name(source)} = (() => {{\n{body}{given}}})();\n"


def _name(source: str) -> str:
    """What a module is called in the bundle."""
    return "module_" + re.sub(
        r"\W", "_", source.removeprefix("layouts/static/").removesuffix(".js")
    )
