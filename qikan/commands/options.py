"""The verbs and options of the command line: the help text of each, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from qikan.editions import LANGS, TAGS
from qikan.problems.rows import LANGUAGES, Text

STATUSES = ("draft", "published")
FORMATS = (
    "table digest abstracts listing frontmatter records rss bibtex ris csljson bookmarks html"
    " arxivmail arxiv"
)
"""What ``import`` reads, in the order in which an editor looks for it."""


class Verb(NamedTuple):
    """A verb: the module of qikan.commands that carries it out, its help, its own arguments."""

    module: str
    help: Text
    arguments: tuple[str, ...] = ()


class Option(NamedTuple):
    """An argument: its help, what may be written for it (all if empty), argparse's settings."""

    help: Text
    choices: tuple[str, ...] = ()
    settings: Mapping[str, Any] = {}

    @property
    def takes_value(self) -> bool:
        """Whether another word of the command line belongs to it."""
        return "action" not in self.settings


def _option(en: str, zh: str, metavar: str = "", **settings: Any) -> Option:
    return Option(Text(en, zh), settings={"metavar": metavar, **settings})


def _choice(en: str, zh: str, *choices: str, **settings: Any) -> Option:
    metavar = "{" + ",".join(choices) + "}"
    return Option(Text(en, zh), choices, {"metavar": metavar, **settings})


def _flag(en: str, zh: str, **settings: Any) -> Option:
    return Option(Text(en, zh), settings={"action": "store_true", **settings})


VERBS = {
    "build": Verb("build", Text("make the site (the default)", "生成网站（不写命令时就是它）")),
    "serve": Verb(
        "serve",
        Text(
            "show the site in a browser while it is edited, drafts too",
            "边写边在浏览器里看，草稿也显示",
        ),
        ("--port", "--host", "--no-drafts", "--editor"),
    ),
    "new": Verb(
        "new",
        Text(
            "begin an archive of your own in a new folder, an entry, an issue, a topic, a workflow",
            "新建：一份自己的期刊、条目、期、主题或发布的工作流程",
        ),
        ("what", "subject", "--date", "--lang", "--issue", "--slug", "--offline"),
    ),
    "schema": Verb(
        "schema",
        Text(
            "write JSON Schemas and settings by which editors' programs complete fields",
            "写出 JSON Schema 和编辑器的设置，填写字段时有提示",
        ),
    ),
    "check": Verb(
        "check",
        Text(
            "read everything and report problems; write nothing",
            "读全部内容并报告问题，什么也不写",
        ),
        (
            *("--conversion", "--strict", "--accept", "--try"),
            *("--external", "--format", "--fix", "--write"),
        ),
    ),
    "verify": Verb(
        "verify",
        Text(
            "look over the built site before it is published: links, editions, feeds, size, age",
            "发布前检查生成的网站：链接、两个版本、订阅源、大小、新旧",
        ),
        ("--for",),
    ),
    "changes": Verb(
        "changes",
        Text(
            "list the files that differ from an older site's manifest",
            "列出与旧网站清单不同的文件",
        ),
        ("manifest",),
    ),
    "import": Verb(
        "import_",
        Text(
            "make draft entries of foreign files, each paper once",
            "把别处的文件变成草稿，每篇论文一条",
        ),
        (
            *("format", "files", "--date", "--issue", "--issues", "--lang", "--source"),
            *("--map", "--status", "--dry-run", "--update"),
        ),
    ),
    "review": Verb(
        "review",
        Text(
            "list what imports wrote and what is doubtful; publish it, or take it back",
            "列出导入写了什么、哪里可疑；发布或撤回",
        ),
        ("names", "--publish", "--undo", "--dry-run"),
    ),
    "export": Verb(
        "export",
        Text(
            "write an issue as one file to post, mail or read elsewhere",
            "把一期写成一个文件，用来发公众号、发邮件或离线阅读",
        ),
        ("issues", "--as", "--edition", "--into"),
    ),
    "ledger": Verb(
        "ledger",
        Text(
            "note the addresses that are published, so that none is ever lost",
            "记下已发布的地址，以后一个也不会丢",
        ),
    ),
    "convert": Verb(
        "convert",
        Text(
            "print a text in the other script, as the site converts it",
            "按网站的转换打印另一种字形（简体或繁体）的文本",
        ),
        ("--to", "--explain", "--corrected", "file"),
    ),
}
"""The verbs, in the order in which help lists them."""

OPTIONS = {
    "--root": _option(
        "the folder of content/ and layouts/", "content/ 和 layouts/ 所在的文件夹", "DIR"
    ),
    "--out": _option("where the site goes (ROOT/site)", "网站写到哪里（ROOT/site）", "DIR"),
    "--base-url": _option(
        "the site's address (site.yaml's)", "网站的地址（site.yaml 里的）", "URL"
    ),
    "--jobs": _option("processes at work (one a processor)", "几个进程（每个处理器一个）", "N"),
    "--executor": _option("a cluster that works", "由集群来做", "dask://HOST:PORT"),
    "--profile": _flag("say what took how long", "报告各步用了多久"),
    "--drafts": _flag("build drafts too", "草稿也生成"),
    "--wait": _flag("wait for another build at work", "等正在进行的另一次生成"),
    "--today": _option("the day of the build (the clock's)", "算作哪一天（时钟的）", "DATE"),
    "what": _choice("what to begin", "新建什么", "archive", "entry", "issue", "topic", "workflow"),
    "subject": _option(
        "the folder of an archive; an entry's arXiv id, DOI, address or title; an issue's id (the "
        "present one); a topic's names; the host of a workflow",
        "期刊的文件夹；条目的 arXiv 编号、DOI、网址或标题；期的 id（当前一期）；主题的各个名称；"
        "工作流程发布到哪里",
        "NAME",
        nargs="*",
    ),
    "--slug": _option(
        "a topic's address (made of its English name)", "主题的地址（由英文名得来）", "SLUG"
    ),
    "--offline": _flag(
        "ask nobody: what the name says is filled in", "不联网，只填名称里看得出的内容"
    ),
    "--for": _choice(
        "the host, whose limits hold (pages)",
        "托管在哪里，按它的限制检查（pages）",
        *("pages", "cloudflare", "vercel", "server"),
        dest="target",
    ),
    "manifest": _option(
        "a .qikan-manifest of the site as it was", "网站以前的 .qikan-manifest", "FILE"
    ),
    "--port": _option(
        "the port the preview is at (8000); 0: any that is free",
        "预览的端口（8000）；0 为任意空闲端口",
        "N",
    ),
    "--host": _option(
        "who can reach the preview (127.0.0.1: this machine)",
        "谁能打开预览（127.0.0.1：本机）",
        "HOST",
    ),
    "--editor": _option(
        "what opens files from the page: vscode (or QIKAN_EDITOR), cursor, idea, none, …",
        "页面里用什么打开文件：vscode（或 QIKAN_EDITOR）、cursor、idea、none……",
        "NAME",
    ),
    "--no-drafts": _flag("serve the site without drafts", "预览里不显示草稿"),
    "--conversion": _flag(
        "report what the conversion to the other script does", "报告转换成另一种字形时做了什么"
    ),
    "--strict": _flag(
        "with --conversion: exit with 1 if conversions are to be looked at",
        "与 --conversion 同用：有待查看的转换就以 1 退出",
    ),
    "--accept": _flag(
        "with --conversion: note what is shown as looked over",
        "与 --conversion 同用：把显示的转换记为已查看",
    ),
    "--external": _flag("ask whether links to other sites answer", "询问外部链接是否打得开"),
    "--format": _choice(
        "write the problems for another program",
        "把问题写给别的程序看",
        *("text", "github", "json", "sarif"),
    ),
    "--fix": _flag("show as a diff what can be mended safely", "以差异显示可以放心改正的地方"),
    "--write": _flag("with --fix: mend it", "与 --fix 同用：改正"),
    "--try": _option(
        "show what a glossary rule would change",
        "显示一条词表规则会改变什么",
        "RULE",
        dest="try_rule",
    ),
    "--explain": _flag("say which rule wrote each word", "说明每个词是由哪条规则写出的"),
    "--corrected": _option(
        "the same text corrected: propose rules", "改好的同一文本：提出规则", "FILE"
    ),
    "--to": _choice("the script", "哪种字形", *TAGS, required=True),
    "file": _option(
        "a file, or - (the default)", "文件，或 -（不写时）", "FILE", nargs="?", default="-"
    ),
    "format": _option(
        f"auto, or one of {FORMATS}",
        f"auto，或其中之一：{FORMATS}",
        "FORMAT",
    ),
    "files": _option(
        "files or folders to import; for arxiv ids, a category and day, or a search",
        "要导入的文件或文件夹；arxiv 则写编号、分类和日期，或检索式",
        "FILE",
        nargs="+",
    ),
    "--date": _option("the day the archive carries them", "收录的日期", "YYYY-MM[-DD]"),
    "--issue": _option("the issue they belong to", "属于哪一期", "ID"),
    "--issues": _flag(
        "make each file an issue, with its title, number, introduction and order",
        "一个文件一期，保留它的标题、期号、导言和次序",
        dest="as_issues",
    ),
    "--lang": _choice(
        "the script they are written in (as their text shows); zh: tell problems in Chinese",
        "用哪种字形写成（看文本而定）；写 zh：用中文报告",
        *LANGS,
    ),
    "--source": _option("the source's name (the file's)", "来源的名称（文件的名称）", "NAME"),
    "--map": _option(
        "which fields of records are which (written, then read)",
        "记录的字段对照表（先写出，再读取）",
        "FILE",
    ),
    "--status": _choice("that of new entries (draft)", "新条目的状态（draft）", *STATUSES),
    "issues": _option(
        "an issue's id or number, or `latest`", "期的 id 或期号，或 `latest`", "ISSUE", nargs="+"
    ),
    "--as": _choice(
        "the kind of file",
        "哪种文件",
        *("wechat", "email", "markdown", "epub", "pdf"),
        dest="format",
        required=True,
    ),
    "--edition": _option("the edition (all that the site has)", "哪个版本（网站所有的）", "TAG"),
    "--into": _option(
        "the folder that gets the files (ROOT/export)", "写到哪个文件夹（ROOT/export）", "DIR"
    ),
    "names": _option(
        "names of imports (all that are open)", "导入的名称（所有未处理的）", "IMPORT", nargs="*"
    ),
    "--publish": _option(
        "publish these drafts: ids, or `all`; the name of a second text puts it in place",
        "发布这些草稿：id，或 `all`；写另一份文本的名称则换用它",
        "ID",
        nargs="+",
    ),
    "--undo": _flag(
        "take the named import back; edited files stay", "撤回所写的导入；改过的文件留下"
    ),
    "--dry-run": _flag("write nothing, say what would be written", "什么也不写，只说会写什么"),
    "--update": _flag("apply the updates of entries there are", "更新已有的条目"),
}
"""The arguments that verbs take."""

MESSAGES = _choice(
    "the language of problems and help (the locale's)",
    "用哪种语言报告（系统的语言）",
    *LANGUAGES,
    dest="messages",
)
"""``--lang`` where it is not an entry's language."""

COMMON = "--root --out --base-url --jobs --executor --profile --drafts --today --wait".split()
"""The options every verb takes, before or after it."""

DESCRIPTION = Text(
    "Build the archive's static site.",
    "把期刊的内容生成静态网站。",
)
USAGE = Text("usage: ", "用法：")
GROUPS = {
    "verbs": Text("verbs", "命令"),
    "arguments": Text("arguments", "参数"),
    "options": Text("options", "选项"),
    "common": Text("options of every verb", "各命令共有的选项"),
}
HELP = Text("show this help", "显示这份说明")
