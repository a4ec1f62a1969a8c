"""Regular expressions that are compiled when they are first used.

Compiling all of qikan's takes as long as typesetting forty entries; no process uses all of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for a compiled pattern, and has its methods from the first use on."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        own = [name for name in dir(compiled) if not name.startswith("_")]
        vars(self).update({name: getattr(compiled, name) for name in own})
        return getattr(compiled, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when it is first used; a fault in it shows only then."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
