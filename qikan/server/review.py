"""Publish a draft or withdraw an entry from the browser: the file is written, nothing else."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from qikan import disk
from qikan.content import entry as entryfile
from qikan.content.source import FORBIDDEN, as_typed, decode
from qikan.content.status import published_text, withdrawn_text
from qikan.model.entry import Typeset

ACTIONS = ("publish", "withdraw")
_MOST_CHARS = 1000


class ReviewAction(NamedTuple):
    """What an editor wants of the entry whose page they see; ``digest`` is that of its facts."""

    page: str
    action: str
    digest: str
    reason: str = ""


class Answer(NamedTuple):
    """How an action went, with a sentence for the editor."""

    status: HTTPStatus
    text: str


def read_action(value: object) -> ReviewAction | None:
    """The action in a request's JSON; None if it is none."""
    if not isinstance(value, dict) or set(value) - set(ReviewAction._fields):
        return None
    if not all(isinstance(text, str) for text in value.values()):
        return None
    if not {"page", "action", "digest"} <= set(value) or value["action"] not in ACTIONS:
        return None
    return ReviewAction(**value)


def carry_out(
    root: Path, typeset: Typeset, action: ReviewAction, whole_words: frozenset[str]
) -> Answer:
    """Write the file of an entry as it was typeset; one that was edited since stays as it is."""
    path = typeset.where.path
    reason = " ".join(action.reason.split())
    if action.action == "withdraw" and (not reason or FORBIDDEN.search(reason)):
        return Answer(HTTPStatus.BAD_REQUEST, "撤下要写一句理由")
    if len(reason) > _MOST_CHARS:
        return Answer(HTTPStatus.BAD_REQUEST, f"理由请短于 {_MOST_CHARS} 字")
    raw = disk.read(root, path)
    source, _ = decode(path, raw)
    if entryfile.parse(source, whole_words)[0] != typeset.entry:
        return Answer(HTTPStatus.CONFLICT, f"{path} 刚刚改过，请看过新的页面再操作")
    if action.action == "publish":
        text = published_text(source, whole_words)
    else:
        text = withdrawn_text(source, reason, whole_words)
    if text is None:
        return Answer(HTTPStatus.CONFLICT, f"{path} 的 status 请直接在文件里改")
    disk.replace(root, path, as_typed(text, raw))
    done = "已采用" if action.action == "publish" else "已撤下"
    return Answer(HTTPStatus.OK, f"{done}：{path}")
