"""The fields of a mapping, read one by one by our schema; what is wrong is collected."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Sequence

from qikan.content.nodes import Map, Node, Scalar, Seq
from qikan.content.punctuation import is_safe, list_fault, people_fault, split
from qikan.content.source import Source
from qikan.content.values import parse_day, url_fault
from qikan.model.entry import Day
from qikan.model.problem import Problem
from qikan.problems.message import Message, message


class Fields:
    """The fields of one mapping, read one by one; what is wrong is collected in ``problems``."""

    def __init__(
        self,
        source: Source,
        node: Map,
        known: Collection[str],
        what: Message,
        *,
        inner: bool = False,
    ) -> None:
        self.source, self.node, self.what = source, node, what
        self.whole_words: Collection[str] = ()
        self.pieces: dict[str, tuple[int, int]] = {}
        self.values = {key.text: value for key, value in node.items}
        self.problems: list[Problem] = [] if inner else list(source.warnings)
        self.misspelled = {meant(key.text, known) for key, _ in node.items if key.text not in known}
        for key, _ in node.items:
            if key.text not in known:
                self.refuse_at(key, unknown(message("kind-field"), key.text, known))

    def __contains__(self, name: str) -> bool:
        value = self.values.get(name)
        return value is not None and not (isinstance(value, Scalar) and not value.text.strip())

    def place(self, name: str) -> tuple[int, int]:
        """Where the value of a field stands; the top of the mapping if it is missing."""
        value = self.values.get(name)
        return (value.line, value.col) if value is not None else (self.node.line, self.node.col)

    def places(self) -> dict[str, tuple[int, int]]:
        """Where every value stands, and the texts of lists as ``name:text``, without slashes."""
        places = {name: (value.line, value.col) for name, value in self.values.items()}
        for name, value in self.values.items():
            for item in value.items if isinstance(value, Seq) else ():
                if isinstance(item, Scalar):
                    places[f"{name}:{item.text.strip(' /')}"] = (item.line, item.col)
        return places | self.pieces

    def refuse(self, name: str, fault: Message) -> None:
        """Record a problem at a field's value."""
        self.problems.append(self.source.problem(*self.place(name), fault))

    def refuse_at(self, node: Node, fault: Message) -> None:
        """Record a problem at a node."""
        self.problems.append(self.source.problem(node.line, node.col, fault))

    def require(self, *names: str) -> None:
        """Refuse the mapping unless these fields are stated; one misspelling is one mistake."""
        for name in names:
            if name not in self and name not in self.misspelled:
                self.refuse(name, message("missing-field", what=self.what, name=name))

    def text(self, name: str, default: str = "") -> str:
        """A one-line text; spaces around it do not count."""
        value = self.values.get(name)
        if isinstance(value, Scalar):
            return value.text.replace("\n", " ").strip() or default
        if value is not None:
            self.refuse(name, message("not-a-text", name=name))
        return default

    def block(self, name: str) -> tuple[str, int]:
        """A text of several lines (``name: |``) and the line it begins on."""
        value = self.values.get(name)
        if value is None:
            return "", self.node.line
        if not isinstance(value, Scalar):
            self.refuse(name, message("not-a-block", name=name))
            return "", self.node.line
        return value.text, value.line + 1

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self.values.get(name)
        if value is None or name not in self:
            return ()
        texts = []
        for node in value.items if isinstance(value, Seq) else (value,):
            if is_empty(node):
                self.refuse_at(node, message("empty-item", name=name))
            elif isinstance(node, Scalar):
                text = node.text.strip()
                texts.append(node if text == node.text else node._replace(text=text))
            else:
                self.refuse_at(node, message("not-a-list", name=name))
        return tuple(texts)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, without their places."""
        return tuple([scalar.text for scalar in self.scalars(name)])

    def word_scalars(self, name: str) -> tuple[Scalar, ...]:
        """A list of words, however its commas are typed; ``whole_words`` stay undivided."""
        return self._split(name, names=False)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words, without their places; one that stands twice is reported."""
        return self._once(name, self.word_scalars(name))

    def names(self, name: str) -> tuple[str, ...]:
        """A list of organisations, in whose names a comma may stand."""
        return self._once(name, self._split(name, names=True))

    def people(self, name: str) -> tuple[str, ...]:
        """A list of people, each of whom has a line or stands between commas."""
        scalars = self._split(name, names=True)
        for scalar in scalars:
            if scalar.plain and not is_safe(scalar.text) and (fault := people_fault(scalar.text)):
                self.refuse_at(scalar, fault)
        return tuple([scalar.text for scalar in scalars])

    def _once(self, name: str, scalars: Sequence[Scalar]) -> tuple[str, ...]:
        """The texts of a list, in which none should stand twice."""
        texts = tuple([scalar.text for scalar in scalars])
        if len(set(texts)) < len(texts):
            for number, scalar in enumerate(scalars):
                if scalar.text in texts[:number]:
                    self.refuse_at(scalar, message("value-twice", name=name, text=scalar.text))
        return texts

    def _split(self, name: str, *, names: bool) -> tuple[Scalar, ...]:
        value = self.values.get(name)
        scalars = []
        for scalar in self.scalars(name):
            if is_safe(scalar.text) and not scalar.folded:  # as nearly all are
                scalars.append(scalar)
                continue
            listed = isinstance(value, Seq) and not value.flow
            alone = not isinstance(value, Seq)
            if fault := list_fault(scalar.text, alone=alone, folded=scalar.folded):
                self.refuse_at(scalar, fault)
                continue
            if not scalar.plain or is_safe(scalar.text):
                scalars.append(scalar)
                continue
            pieces = split(
                scalar.text, alone=alone, listed=listed, names=names, whole_words=self.whole_words
            )
            if isinstance(pieces, Message):
                self.refuse_at(scalar, pieces)
                continue
            line, col = scalar.line, scalar.col
            for piece in pieces:
                scalars.append(Scalar(piece.text, line, col + piece.at, plain=True))
                self.pieces[f"{name}:{piece.text.strip(' /')}"] = line, col + piece.at
        return tuple(scalars)

    def choice(self, name: str, choices: Collection[str], default: str) -> str:
        """One of a few words."""
        text = self.text(name, default)
        if text not in choices and name in self and isinstance(self.values[name], Scalar):
            self.refuse(name, unknown(message("kind-value", name=name), text, choices))
            return default
        return text

    def integer(self, name: str, default: int | None = None) -> int | None:
        """A whole number from 1 up."""
        text = self.text(name)
        if not text:
            return default
        if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
            self.refuse(name, message("not-a-number", name=name, text=text))
            return default
        return int(text)

    def day(self, name: str) -> Day | None:
        """A date, ``2024-06-21`` or, known to the month only, ``2024-06``."""
        text = self.text(name)
        if not text:
            return None
        day = parse_day(text)
        if isinstance(day, Message):
            self.refuse(name, day)
            return None
        return day

    def checked(self, name: str, fault_of: Callable[[str], Message | None]) -> str:
        """A text in which a function finds no fault; '' where it does, which is refused."""
        text = self.text(name)
        if text and (fault := fault_of(text)):
            self.refuse(name, fault)
            return ""
        return text

    def url(self, name: str) -> str:
        """A web address."""
        return self.checked(name, url_fault)

    def maps(self, name: str, known: Sequence[str]) -> tuple[Fields, ...]:
        """A list of mappings; a single mapping counts as a list of one."""
        if name not in self:
            return ()
        value = self.values[name]
        mappings = []
        for node in value.items if isinstance(value, Seq) else (value,):
            if is_empty(node):
                self.refuse_at(node, message("empty-item", name=name))
            elif isinstance(node, Map):
                mappings.append(self.inner(node, known, message("an-item", name=name)))
            else:
                self.refuse_at(node, message("not-mappings", name=name, shape=_shape(known)))
        return tuple(mappings)

    def map(self, name: str, known: Collection[str]) -> Fields | None:
        """One mapping."""
        value = self.values.get(name)
        if name not in self:
            return None
        if not isinstance(value, Map):
            self.refuse(name, message("not-a-mapping", name=name, shape=_shape(known)))
            return None
        return self.inner(value, known, message("the-mapping", name=name))

    def inner(self, node: Map, known: Collection[str], what: Message) -> Fields:
        """Fields of a mapping inside this one; its problems are collected here too."""
        fields = Fields(self.source, node, known, what, inner=True)
        self.problems += fields.problems
        fields.problems = self.problems
        return fields


def is_empty(node: Node) -> bool:
    """Whether an item of a list says nothing: no text, or YAML's words for none."""
    if not isinstance(node, Scalar):
        return False
    return not node.text.strip() or (node.plain and node.text in ("null", "~"))


_MEANT = {
    "tags": "topics",
    **dict.fromkeys(
        ("摘要", "正文", "内容", "內容", "summary", "abstract", "description", "content"), "summary"
    ),
    **dict.fromkeys(("标题", "標題", "题目", "題目"), "title"),
    **dict.fromkeys(("中文标题", "中文標題"), "title_zh"),
    **dict.fromkeys(("语言", "語言"), "lang"),
    **dict.fromkeys(("日期", "时间", "時間"), "date"),
    **dict.fromkeys(("作者", "author"), "authors"),
    **dict.fromkeys(("机构", "機構", "单位", "單位"), "orgs"),
    **dict.fromkeys(("主题", "主題", "标签", "標籤", "关键词", "關鍵詞", "keywords"), "topics"),
    **dict.fromkeys(("链接", "連結", "鏈接", "url"), "links"),
    **dict.fromkeys(("来源", "來源"), "sources"),
    **dict.fromkeys(("期", "期号", "期號"), "issue"),
    **dict.fromkeys(("状态", "狀態"), "status"),
    **dict.fromkeys(("zh-CN", "zh_CN", "zh-cn", "zh-SG", "chs", "简体", "简体中文"), "zh-Hans"),
    **dict.fromkeys(
        ("zh-TW", "zh_TW", "zh-tw", "zh-HK", "cht", "繁体", "繁體", "繁體中文"), "zh-Hant"
    ),
    **dict.fromkeys(("en-US", "en-GB", "英文", "english", "English"), "en"),
    **dict.fromkeys(("草稿", "初稿"), "draft"),
    **dict.fromkeys(("已发布", "已發布", "发布", "發布"), "published"),
    **dict.fromkeys(("撤下", "撤回", "撤稿"), "withdrawn"),
    **dict.fromkeys(("论文", "論文", "article", "preprint"), "paper"),
    **dict.fromkeys(("新闻", "新聞", "动态", "動態", "资讯", "資訊"), "news"),
    **dict.fromkeys(("代码", "代碼", "程式碼", "github"), "code"),
}
"""Words whose nearest neighbour in spelling is not what is meant, and what is."""


def _shape(known: Iterable[str]) -> str:
    """The first fields of a mapping, as a message shows them."""
    return ", ".join(f"{name}: …" for name in list(known)[:2])


def meant(word: str, choices: Collection[str]) -> str:
    """The word of a list that another one probably stands for, or ''."""
    known = _MEANT.get(word)
    if known is None:
        return nearest(word, choices)
    return known if known in choices else ""


_MOST_SHOWN = 16
"""Choices that a message lists; of longer lists it names the documentation."""
_OF_ISSUES = ("number", "view", "order")
"""Fields by which a file among the entries shows that it is an issue."""


def unknown(kind: Message, word: str, choices: Collection[str]) -> Message:
    """The message that refuses a word outside a list, with the nearest one that is in it."""
    cure = message("use-one-of", choices=", ".join(choices))
    if near := meant(word, choices):
        cure = message("did-you-mean", near=near)
    elif _MEANT.get(word) == "summary" and "lang" in choices:  # of a file with a text below
        cure = message("text-below")
    elif word in _OF_ISSUES and "arxiv" in choices:
        cure = message("field-of-issues")
    elif len(choices) > _MOST_SHOWN:
        cure = message("see-docs", kind=kind)
    return message("unknown-word", kind=kind, word=word, cure=cure)


def nearest(word: str, words: Iterable[str]) -> str:
    """The known word that is spelled nearly so, or ''."""
    return next(iter(difflib.get_close_matches(word, list(words), 1, 0.6)), "")
