"""Where every part of a foreign file went, so that nothing is left out in silence.

A part is a line that says something (blank lines are none), or a record of a machine format. It is
used in an item, or recognised as frame (the page's heading, a contents list, a menu), or reported:
shown to the editor with its number and first words. A file with a part that is none of these is
refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from qikan.content.source import Source
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

_FIRST_WORDS = 30
"""Characters of a line that is left out which the editor sees."""
_FEW_WORDS = 3
"""Words that a line may lose: a label, a unit, a sign that was read."""
_LATIN_WORD = re.compile(r"[a-z][a-z'’-]+", re.ASCII)
_HAN_RUN = re.compile("[㐀-鿿豈-﫿]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How many parts of a file went where; ``lost`` are the numbers of those that went nowhere.

    ``unit`` names a part in messages: ``line``, ``record``, ``page``.
    """

    path: str
    unit: str = "line"
    total: int = 0
    used: int = 0
    frame: int = 0
    reported: int = 0
    lost: tuple[int, ...] = field(default=())

    @property
    def adds_up(self) -> bool:
        """Whether every part went somewhere, and to one place only."""
        return not self.lost and self.used + self.frame + self.reported == self.total


def with_used(account: Account, count: int) -> Account:
    """The account with so many parts used that were reported."""
    return replace(account, used=account.used + count, reported=account.reported - count)


def without_items(account: Account, count: int) -> Account:
    """The account of records of which so many are no entries after all; lines stay as they are."""
    if account.unit == "line":
        return account
    return with_used(account, -min(count, account.used))


def of_numbers(
    path: str,
    numbers: Collection[int],
    *,
    used: Collection[int],
    frame: Collection[int] = (),
    reported: Collection[int] = (),
) -> Account:
    """The account of lines by their numbers; a line in several sets counts for the first one."""
    in_items = set(numbers) & set(used)
    around = (set(numbers) & set(frame)) - in_items
    shown = (set(numbers) & set(reported)) - in_items - around
    lost = set(numbers) - in_items - around - shown
    return Account(
        path=path,
        total=len(set(numbers)),
        used=len(in_items),
        frame=len(around),
        reported=len(shown),
        lost=tuple(sorted(lost)),
    )


def filled_lines(text: str) -> set[int]:
    """The numbers of the lines that hold a letter, a digit or another sign than punctuation."""
    lines = enumerate(text.split("\n"), 1)
    return {number for number, line in lines if any(map(str.isalnum, line))}


def lines_without_words(
    lines: Mapping[int, str], kept: Iterable[str], is_label: Callable[[str], bool]
) -> set[int]:
    """The lines whose words are in none of the kept texts: a check of lines reported as used.

    ``lines`` are by number; ``is_label``: whether a line only labels what follows. A line may lose
    a few words (a label, a number), but not most of them.
    """
    known = set()
    for part in kept:
        known |= _words(part)
    lost = set()
    for number, line in lines.items():
        words = _words(line)
        missing = words - known
        most = len(missing) > _FEW_WORDS and 2 * len(missing) > len(words)
        if most and not is_label(line.strip()):
            lost.add(number)
    return lost


def _words(text: str) -> set[str]:
    """The Latin words of a text and its pairs of Han characters, without numbers."""
    words = set(_LATIN_WORD.findall(text.casefold()))
    for run in _HAN_RUN.findall(text):
        words |= {run[at : at + 2] for at in range(len(run) - 1)}
    return words


def lines_left_out(source: Source, reasons: Mapping[int, Message]) -> list[Problem]:
    """Warnings for lines that are in no item, by number: their first words and the reason."""
    lines = source.text.split("\n")
    problems = []
    for number, why in sorted(reasons.items()):
        line = lines[number - 1]
        words = " ".join(line[: 4 * _FIRST_WORDS].split())
        shown = words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS]}…"
        fault = message("import-line-left-out", words=shown, why=why)
        problems.append(Problem(source.path, number, 1, fault, excerpt=line))
    return problems


def refusal(source: Source, account: Account) -> Problem:
    """The error for a file whose account does not add up: nothing is taken from it."""
    number = account.lost[0] if account.lost else 1
    more = len(account.lost) - 1
    fault = message(
        "import-lost",
        unit=message(f"unit-{account.unit}"),
        number=number,
        others=message("others-too", count=more) if more > 0 else message("none"),
    )
    return source.problem(number if account.unit == "line" else 1, 1, fault)


def summary(accounts: Iterable[Account]) -> list[Message]:
    """What the accounts of an import come to, in a line for each kind of part."""
    by_unit: dict[str, list[Account]] = {}
    for account in accounts:
        by_unit.setdefault(account.unit, []).append(account)
    lines = []
    for unit, group in by_unit.items():
        total, used = sum(a.total for a in group), sum(a.used for a in group)
        frame, reported = sum(a.frame for a in group), sum(a.reported for a in group)
        lines.append(
            message(
                "import-account",
                unit=message(f"unit-{unit}" if total == 1 else f"unit-{unit}s"),
                total=f"{total:,}",
                used=f"{used:,}",
                frame=f"{frame:,}",
                reported=f"{reported:,}",
            )
        )
    return lines
