"""What a run prints of its work: its stages, what it wrote, what it did with each file."""

from qikan.problems.rows import phrase

ROWS = {
    # ------------------------------------------------------------ numbers of things
    "one-entry-file": phrase("1 entry file", "1 个条目"),
    "many-entry-files": phrase("{count} entry files", "{count} 个条目"),
    "one-issue": phrase("1 issue", "1 期"),
    "many-issues": phrase("{count} issues", "{count} 期"),
    "one-file": phrase("1 file", "1 个文件"),
    "many-files": phrase("{count} files", "{count} 个文件"),
    "one-item": phrase("1 item", "1 条"),
    "many-items": phrase("{count} items", "{count} 条"),
    "one-update": phrase("1 update", "1 处更新"),
    "many-updates": phrase("{count} updates", "{count} 处更新"),
    "one-second-text": phrase("1 second text", "1 份另外的文本"),
    "many-second-texts": phrase("{count} second texts", "{count} 份另外的文本"),
    "one-draft": phrase("1 draft", "1 篇草稿"),
    "many-drafts": phrase("{count} drafts", "{count} 篇草稿"),
    "one-doubtful-one": phrase("1 doubtful one", "1 条可疑"),
    "many-doubtful-ones": phrase("{count} doubtful ones", "{count} 条可疑"),
    "one-input": phrase("1 input", "1 个输入"),
    "many-inputs": phrase("{count} inputs", "{count} 个输入"),
    # ------------------------------------------------------------ a build
    "stage-read": phrase("read", "读取"),
    "stage-typeset": phrase("typeset", "排版"),
    "stage-assemble": phrase("assemble", "编排"),
    "stage-print": phrase("print", "生成"),
    "stage-index": phrase("index", "索引"),
    "stage-publish": phrase("publish", "发布"),
    "done-read": phrase("{entries}, {issues}", "{entries}，{issues}"),
    "nothing-changed": phrase("{entries}: nothing changed", "{entries}：没有变化"),
    "done-typeset": phrase(
        "{count} entries in {editions}; {changed} files anew",
        "{count} 个条目，版本 {editions}；重新排版 {changed} 个文件",
    ),
    "done-assemble": phrase("{issues} issues, {topics} topics", "{issues} 期，{topics} 个主题"),
    "done-print": phrase(
        "{pages} pages, {made} files made, {copied} copied",
        "{pages} 页，生成 {made} 个文件，复制 {copied} 个",
    ),
    "done-index": phrase("{files} files, {blocks} blocks", "{files} 个文件，{blocks} 块"),
    "done-publish": phrase("{files} files", "{files} 个文件"),
    "done-in": phrase("done in {seconds} s", "完成，用时 {seconds} 秒"),
    "site-empty": phrase(
        "no entries: the site is empty; add one to content/entries, or name --root",
        "没有条目，网站是空的；请在 content/entries 里加一条，或写 --root",
    ),
    "tags-unknown": phrase(
        "tags that no topic knows (content/topics.yaml): {names}",
        "没有主题收录的标签（content/topics.yaml）：{names}",
    ),
    "tags-near-topics": phrase(
        "tags that are nearly the name of a topic: {pairs}",
        "与主题名称相近的标签（可能是笔误）：{pairs}",
    ),
    "review-towards": phrase(
        "# towards {edition}: {count} entries", "# 转为 {edition}：{count} 条"
    ),
    "review-decisions": phrase("## decisions to look at", "## 请看这些转换"),
    "review-rules-used": phrase("## rules used", "## 用到的规则"),
    "review-rules-proposed": phrase(
        "## rules that texts written by hand propose", "## 从手写的另一版文字得出的规则"
    ),
    "review-changed": phrase(
        "## conversions that differ from the published site", "## 与已发布的网站不同的转换"
    ),
    "review-would-change": phrase("lines that would change: {count}", "会改变的行：{count}"),
    "conversion-step": phrase(
        "{place}: {word} -> {written} by {rule}{genre}{others}",
        "{place}: {word} -> {written}，依据 {rule}{genre}{others}",
    ),
    "rule-of-genre": phrase(" in {genre}", "，文体 {genre}"),
    "other-opinion": phrase("{before}; {who}: {written}", "{before}；{who} 写作 {written}"),
    "step-met-again": phrase("{step} (+ {count})", "{step}（另有 {count} 处）"),
    "text-of-genre": phrase("the text is {genre}: {words}", "这段文字属于 {genre}：{words}"),
    "no-rules-to-propose": phrase(
        "no rules to propose: the conversion writes the same words",
        "没有可建议的规则：转换写出的词与改过的一样",
    ),
    "alike-in-others": phrase(
        "; so too {count} others: {places}", "；另有 {count} 处也是这样：{places}"
    ),
    "organisations-unlisted": phrase(
        "organisations without a page (content/organisations.yaml): {names}",
        "没有页面的机构（content/organisations.yaml）：{names}",
    ),
    "waiting-for": phrase("waiting: {holder} is writing this site", "等待：{holder}正在写这个网站"),
    "site-right": phrase(
        "{files}: links, editions and feeds are right", "{files}：链接、版本和订阅源都没有问题"
    ),
    "ledger-written": phrase(
        "{path}: {count} addresses, {new} of them new",
        "{path}：{count} 个地址，其中 {new} 个是新的",
    ),
    "exported": phrase("{path}: {size} bytes", "{path}：{size} 字节"),
    "conversions-to-look-at": phrase(
        "conversions are to be looked at; change the glossary or accept them",
        "有待查看的转换；请改词表，或认可它们",
    ),
    "conversions-accepted": phrase(
        "{count} conversions accepted in {path}", "认可了 {count} 种转换，记在 {path}"
    ),
    # ------------------------------------------------------------ new, schema
    "schema-written": phrase(
        "{files} files written, {begun} settings begun", "写了 {files} 个文件，新建 {begun} 份设置"
    ),
    "archive-begun": phrase(
        "{count} files in {folder}; see it with: {start}",
        "{folder} 里有 {count} 个文件；这样看：{start}",
    ),
    "entry-begun": phrase(
        "{path} is a draft: write it, see it with `serve`, publish it there",
        "{path} 是草稿：写好后用 `serve` 查看，在那里发布",
    ),
    "only-the-name": phrase(
        "{fault}; only what its name says is filled in", "{fault}；只填了名称里看得出的内容"
    ),
    "issue-begun": phrase(
        "{path}: number {number}, {entries}", "{path}：第 {number} 期，{entries}"
    ),
    "topic-begun": phrase("{path}: {slug} ({names})", "{path}：{slug}（{names}）"),
    "workflow-begun": phrase(
        "{path} publishes at {host}: choose GitHub Actions in the repository's Settings → Pages",
        "{path} 发布到 {host}：请在仓库的 Settings → Pages → Source 里选 GitHub Actions",
    ),
    "workflow-with-secrets": phrase(
        "{path} publishes at {host}: write `base_url` in content/site.yaml, and the secrets and "
        "variables that the file names in the repository's Settings → Secrets and variables → "
        "Actions",
        "{path} 发布到 {host}：请在 content/site.yaml 写好 `base_url`，"
        "在仓库的 Settings → Secrets and variables → Actions 里填好文件里写的密钥和变量",
    ),
    "requirement-unknown": phrase(
        "{path} does not know the repository of qikan: write it there before you install or "
        "publish on another machine",
        "{path} 还不知道 qikan 的源码库：请写进去，别的机器和 GitHub 才装得上",
    ),
    # ------------------------------------------------------------ serve
    "served-at": phrase("{address} (Ctrl-C ends it)", "{address}（按 Ctrl-C 结束）"),
    "served-to-all": phrase(
        "everybody in this network can read it, drafts too; only this machine can write",
        "这个网络里的人都能看，草稿也能；只有本机能写",
    ),
    "serve-ended": phrase("ended", "已结束"),
    "up-to-date": phrase(
        "up to date: {entries}, {issues} ({seconds} s)",
        "已更新：{entries}，{issues}（{seconds} 秒）",
    ),
    "last-good-site": phrase(
        "{fault}; the last good site is served", "{fault}；仍显示上一次正确的网站"
    ),
    "cache-damaged": phrase(
        "the cache is damaged or cannot be written: a new one is begun",
        "缓存已损坏或写不进去，重新开始一份",
    ),
    # ------------------------------------------------------------ import
    "import-account": phrase(
        "{total} {unit} read: {used} in items, {frame} around them, {reported} left out and shown "
        "above",
        "读取 {total} {unit}：{used} 在条目里，{frame} 是周围的，{reported} 没有导入（见上）",
    ),
    "import-formats": phrase("read as {formats}", "按 {formats} 读取"),
    "posts-as-items": phrase(
        "{count} with front matter and several items with links: each item is an entry "
        "(`frontmatter` in place of `auto` makes one entry of a file)",
        "{count} 个文件有 front matter 和多条带链接的内容，每条成为一个条目"
        "（把 `auto` 换成 `frontmatter`，则一个文件一个条目）",
    ),
    "import-as-issues": phrase(
        "files that are issues of several items: {count} (`--issues` keeps their titles, numbers, "
        "introductions and order)",
        "{count} 个文件是有多条内容的一期（加 `--issues` 就保留它们的标题、期号、导言和次序）",
    ),
    "issues-written": phrase("issues written: {count}", "写出 {count} 期"),
    "issues-not-written": phrase("issues (none written): {count}", "会写 {count} 期（没有写）"),
    "import-indexes": phrase(
        "lists of the other files, not read as items; {dated} files have their days from them:"
        " {pages}",
        "列出其他文件的页面，不当作条目读；{dated} 个文件的日期取自其中：{pages}",
    ),
    "import-no-items": phrase("no items found{shape}", "没有找到条目{shape}"),
    "import-in-shape": phrase(" in the shape of {format}", "（按 {format}）"),
    "import-remark": phrase("{name}: {remark}", "{name}：{remark}"),
    "import-unread": phrase(
        "{folder}: files that are not read: {kinds}; convert texts among them to Markdown",
        "{folder}：没有读的文件：{kinds}；其中有文稿的，请先转成 Markdown",
    ),
    "map-written": phrase(
        "{path}: the map is written to {map}; look it over and run the same command again{option}",
        "{path}：对照表写在 {map}；请查看，再运行同一条命令{option}",
    ),
    "with-map": phrase(" with --map {path}", "，加上 --map {path}"),
    "written": phrase("written {path}", "写了 {path}"),
    "would-write": phrase("would write {path}", "会写 {path}"),
    "updated": phrase("updated {path}", "更新了 {path}"),
    "would-update": phrase("would update {path}", "会更新 {path}"),
    "left-known": phrase(
        "left {place}: {path} has it already: {title}", "略过 {place}：{path} 已经有了：{title}"
    ),
    "left-withdrawn": phrase(
        "left {place}: {path} was withdrawn: {title}", "略过 {place}：{path} 已撤下：{title}"
    ),
    "left-there": phrase(
        "left {place}: is there already: {title}", "略过 {place}：已经有了：{title}"
    ),
    "details-at": phrase("each of them: {path}", "逐条见：{path}"),
    "gains-source": phrase("{entries} this source", "{entries}增加这个来源"),
    "gains-more": phrase("{entries} something else: {names}", "{entries}增加别的内容：{names}"),
    "one-entry-gains": phrase("1 entry gains", "1 个条目"),
    "many-entries-gain": phrase("{count} entries gain", "{count} 个条目"),
    "import-total": phrase(
        "{items}: {written}{merged}{updates}{texts}, {left} there already, {skipped} left out",
        "{items}：{written}{merged}{updates}{texts}，已有 {left} 条，没有导入 {skipped} 条",
    ),
    "total-written": phrase("{count} written", "写了 {count} 条"),
    "total-new": phrase("{count} new (none written)", "新的 {count} 条（没有写）"),
    "total-merged": phrase(", {count} added to them", "，并入其中 {count} 条"),
    "total-applied": phrase(", {updates} applied", "，{updates}已应用"),
    "total-proposed": phrase(
        ", {updates} proposed; --update applies them", "，{updates}待应用（--update）"
    ),
    "total-texts": phrase(", {texts} kept", "，保留 {texts}"),
    "look-over": phrase(
        "look over what was written: python build.py review {name}",
        "查看写了什么：python build.py review {name}",
    ),
    "inputs-refused": phrase("{inputs} refused", "{inputs}有误，没有导入"),
    # ------------------------------------------------------------ review
    "import-drafts": phrase(
        "{name}: {drafts} of {entries} are drafts, {doubtful}",
        "{name}：{entries} 条里有 {drafts} 篇草稿，{doubtful}",
    ),
    "doubt": phrase("      ? {fault}", "      ? {fault}"),
    "as-noted": phrase("{text}", "{text}"),
    "doubt-no-text": phrase("no text", "没有正文"),
    "doubt-kind": phrase(
        "no text, and nothing that says whether it is a paper or news: its kind is undecided",
        "没有正文，也看不出是论文还是新闻，kind 待定",
    ),
    "doubt-no-link": phrase("no link, arXiv id or DOI", "没有链接、arXiv 编号或 DOI"),
    "second-text-at": phrase(
        "  {name}  is a second text, in {path}", "  {name}  是另一份文本，在 {path}"
    ),
    "review-how": phrase(
        "publish: python build.py review IMPORT --publish ID… (or `all`); "
        "take back: python build.py review IMPORT --undo",
        "发布：python build.py review 导入 --publish ID…（或 `all`）；"
        "撤回：python build.py review 导入 --undo",
    ),
    "review-nothing": phrase("nothing waits for a review", "没有等待查看的内容"),
    "drafts-published": phrase("{drafts} published", "发布了 {drafts}"),
    "drafts-would-be-published": phrase("{drafts} would be published", "会发布 {drafts}"),
    "take-status-out": phrase(
        "{path}: take `status: draft` out by hand: its line is not as expected",
        "{path}：请自己去掉 `status: draft`：那一行的写法和预想的不同",
    ),
    "text-exchanged": phrase(
        "{path}: its text is now that of {other}, which keeps the former one",
        "{path}：文本换成了 {other} 的，原来的保存在那里",
    ),
    "edited-stays": phrase("{path}: was edited since; it stays", "{path}：后来改过，留下"),
    "taken-back": phrase(
        "{name}: {files} taken back, {kept} edited since and left",
        "{name}：撤回 {files}，后来改过而留下的 {kept} 个",
    ),
    "would-be-taken-back": phrase(
        "{name}: {files} would be taken back, {kept} edited since and left",
        "{name}：会撤回 {files}，后来改过而留下的 {kept} 个",
    ),
}
