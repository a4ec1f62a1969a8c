"""Names of authors: which lines are names, and which names a line holds."""

from __future__ import annotations

import re

from qikan.markdown.han import has_han

_ET_AL = re.compile(
    r"(?:[,，;；]?\s*(?:\band\s+)?(?:\bet\.?\s*al\b\.?|\band others\b"
    r"|等\s*\d*\s*[余餘多]?\s*[人位名]?(?:作者)?"
    r"|等著?))\s*\Z",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+and\s+|\s*&\s*|\s+und\s+", re.IGNORECASE)
_INITIAL_BEHIND = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+(?:\s[A-Z]\.?)+")
"""A given name with initials: ``Ada E.``."""
_SUFFIX = re.compile(r"(?i)(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\.?")

_PERSON = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’\-‑]*|(?:de|van|von|der|den|di|da|la|le|el|al|bin|dos|del)\b|[A-Z]\.)"
    r"(?:\s+(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’\-‑]*|(?:de|van|von|der|den|di|da|la|le|el|al|bin|dos|del)\b|[A-Z]\.)){1,4}"
    r"[\s*†‡§¶\d,¹²³⁴⁵⁶⁷⁸⁹]{0,6}"
)
_HAN_PERSON = re.compile(r"[一-鿿]{2,4}(?:·[一-鿿]{1,6})?[*†\d]{0,2}")
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧"
    "田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付傅方白邹鄒孟熊秦"
    "邱江尹薛闫閆段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施牛樊葛邢安齐齊易乔喬"
    "伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關焦左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單裴霍涂成苗谷"
    "曲盛冉翁蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆司古吉冷季娄婁项項麦麥阎閻"
)
_TWO_SURNAMES = (
    "欧阳",
    "歐陽",
    "上官",
    "司马",
    "司馬",
    "诸葛",
    "諸葛",
    "司徒",
    "皇甫",
    "尉迟",
    "慕容",
)
_FAMILY_FIRST = re.compile(
    r"(?P<family>(?:(?:de|van|von|der|den|di|da|la|le|del)\s)*[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+), "
    r"(?P<given>(?:[A-Z]\.(?:[-\s]?(?=[A-Z]\.))?)+)(?:,\s+(?:(?:\.\s?\.\s?\.|…)\s*)?(?:&|and)?\s*|\s+(?:&|and)\s+|\Z)"
)
_NO_PERSON = re.compile(
    r"(?i)the\s.*|.*\s(?:times|post|news|journal|review|daily|weekly|blog|magazine|today|report|labs?"
    r"|university|institute|research|team|inc\.?|corp\.?|company|network|models?|systems?"
    r"|papers?|awards?|oral|posters?|spotlight|presentation|learning|vision|language|processing"
    r"|intelligence|workshop|conference|proceedings|transactions|letters|preprint|survey|version"
    r"|edition|code|data|dataset|access)"
)
"""Newspapers, organisations and things whose names are written as those of people are."""
_MARKS_BEHIND = re.compile(r"(?<=[^\W\d])[\s*∗⋆†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹]+\Z")
"""What a paper says of an author beside the name: equal contribution, an organisation's number."""
_IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]+)[)）]")
_LONGEST = 20_000


def is_person(text: str) -> bool:
    """Whether a text is the name of one person."""
    name = text.strip()
    return bool(_PERSON.fullmatch(name)) and not _NO_PERSON.fullmatch(name)


def is_full_name(text: str) -> bool:
    """Whether a text is the name of a person beyond doubt: a Chinese one begins with a surname."""
    if not has_han(text):
        return is_person(text)
    if "·" in text or text.startswith(_TWO_SURNAMES):
        return bool(_HAN_PERSON.fullmatch(text))
    return 2 <= len(text.rstrip("*†")) <= 3 and text[0] in _SURNAMES


def is_person_or_han(text: str) -> bool:
    """Whether a text may be a person's name, where a label says that names follow."""
    return bool(_HAN_PERSON.fullmatch(text)) if has_han(text) else is_person(text)


def people_and_orgs(line: str) -> tuple[str, tuple[str, ...]]:
    """The names on a line of authors and their organisations, ``Ada Brook (River University)``.

    Empty for another line.
    """
    names = re.sub(r"\s*[;；]\s*|\s+·\s+", ", ", _IN_BRACKETS.sub("", line))
    orgs = tuple(dict.fromkeys(org.strip() for org in _IN_BRACKETS.findall(line)))
    return (names, orgs) if are_people(names) or (orgs and is_person(names)) else ("", ())


def family_first(text: str) -> tuple[str, ...]:
    """The names of ``Brook, A., & Reef, B. C.`` as they are read; none if there is another text."""
    names, at, plain = [], 0, text.strip()
    while match := _FAMILY_FIRST.match(plain, at):
        names.append(f"{match['given'].strip()} {match['family']}")
        at = match.end()
    return tuple(names) if at == len(plain) else ()


_FAMILY_AND_INITIALS = re.compile(
    r"(?:(?:de|van|von|der|den|di|da|la|le|del)\s)*[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+(?:\s[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+)?\s[A-Z]{1,3}"
)


def initials_behind(text: str) -> tuple[str, ...]:
    """The names of ``Brook A, Reef BC``; none if there is another text or a single name."""
    names = [name for name in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", text.strip()) if name]
    known = len(names) > 1 and all(map(_FAMILY_AND_INITIALS.fullmatch, names))
    return tuple(names) if known else ()


def is_author_list(text: str) -> bool:
    """Whether a text is what stands for authors in a reference: ``Brook, Ada, and Bo Reef``.

    One name is enough, and a family name where it is followed by ``et al.``.
    """
    plain = text.strip(" .,")
    short = _ET_AL.sub("", plain)
    if is_person(short) or are_people(plain) or family_first(plain):
        return True
    if short != plain and re.fullmatch(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]+", short):
        return True
    return bool(_reversed_first(short))


def _reversed_first(text: str) -> list[str]:
    """The names of ``Brook, Ada, and Bo Reef``, whose first has its family name in front."""
    parts = [part for part in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", text.strip(" .,")) if part]
    if len(parts) < 2 or any(" " in part and not is_person(part) for part in parts[:2]):
        return []
    family, given, others = parts[0], parts[1], parts[2:]
    if _SUFFIX.fullmatch(given):  # Ada Brook, Jr., Bo Reef
        return []
    is_reversed = bool(_PERSON.fullmatch(f"{given} {family}")) and len(family.split()) < 3
    is_reversed = is_reversed and (
        not is_person(given) or (" " not in family and bool(_INITIAL_BEHIND.fullmatch(given)))
    )
    return [f"{given} {family}", *others] if is_reversed and all(map(is_person, others)) else []


def are_people(text: str) -> bool:
    """Whether a line is the names of people and nothing else; two names at least."""
    if len(text) > _LONGEST or text[-1:] in "。！？!?":
        return False
    short = _ET_AL.sub("", text.strip())
    names = re.split(r"\s*[,;，；、&]\s*(?:and\s+)?|\s+and\s+", short.strip(" .,"))
    several = len(names) > 1 or short != text.strip()
    if has_han(text):
        return several and "、" in text and all(map(_HAN_PERSON.fullmatch, names))
    return several and all(map(_PERSON.fullmatch, names))


def shortened_note(text: str) -> tuple[str, ...]:
    """What is noted of a source that leaves authors out, in the language of ``text``."""
    if has_han(text):
        return ("来源只列出部分作者。",)
    return ("The source lists only some of the authors.",)


_OF_AUTHORS = re.compile(
    r"(?i)\s*[(（][^()（）]*(?:共同|一作|通讯|通訊|equal|contribut|correspond)[^()（）]*[)）]"
)
"""What is said of authors behind their names: ``（* 共同一作）``."""


def split_names(text: str) -> tuple[tuple[str, ...], bool]:
    """The names in a text, and whether it states that there are more (``et al.``, 等).

    ``;``, ``|``, ``、``, a line break or ``and`` part names wherever one stands, else commas do;
    ``Zhang, San; Li, Si`` are two names and ``San Zhang, Si Li`` are two as well.
    """
    text = _OF_AUTHORS.sub("", text)
    plain = " ".join(text.replace("\n", " ; ").split()) if "\n" in text.strip() else text.strip()
    short = _ET_AL.sub("", plain)
    more = short != plain
    if (more or short.count(",") > 1) and (names := _reversed_first(short)):
        return tuple(names), more
    if re.search(r"[;；|]", short):
        parts = re.split(r"\s*[;；|]\s*", short)
    elif re.search(r"[、，]", short):
        parts = re.split(r"\s*[、，]\s*", short)
    else:
        parts = _by_and(short)
    names = [given_first(part) if "," in part else part.strip() for part in parts]
    names = [_MARKS_BEHIND.sub("", name) for name in names]
    return tuple(
        filter(None, (name.strip(" .") if len(name) > 3 else name for name in names))
    ), more


def _by_and(text: str) -> list[str]:
    """``A, B and C`` by its commas; ``Last, First and Last, First`` by its ``and``."""
    groups = _AND.split(text)
    commas = [group.count(",") for group in groups]
    if len(groups) > 1 and all(number == 1 for number in commas):
        return groups
    parts = [part for group in groups for part in re.split(r"\s*,\s*", group)]
    if len(groups) == 1 and commas == [1] and _is_one_name(parts):
        return [text]
    return [part for part in parts if part and not _SUFFIX.fullmatch(part)]


def _is_one_name(parts: list[str]) -> bool:
    """Whether ``Zhang, San`` is one name: both halves are single words."""
    return all(len(part.split()) == 1 for part in parts) and not has_han("".join(parts))


def given_first(name: str) -> str:
    """``Last, First`` as it is read; Chinese names stay together: ``何, 恺明`` is 何恺明."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if not comma or not first or "," in first:
        return name.strip().strip(",").strip()
    if _SUFFIX.fullmatch(first):
        return name.strip()
    return f"{last}{first}" if has_han(last + first) else f"{first} {last}"


def listed_names(names: list[str]) -> tuple[str, ...]:
    """Names that a source lists one by one; turned round where every one is ``Last, First``."""
    kept = [_MARKS_BEHIND.sub("", " ".join(name.split())) for name in names if name.strip()]
    kept = list(filter(None, kept))
    if kept and all(
        name.count(",") == 1 and not _SUFFIX.fullmatch(name.split(",")[1].strip()) for name in kept
    ):
        kept = [given_first(name) for name in kept]
    return tuple(kept)
