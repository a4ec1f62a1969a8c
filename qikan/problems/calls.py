"""What is wrong with a call of the command line."""

from qikan.problems.rows import call

ROWS = {
    "wrong-arguments": call(
        "the arguments are wrong ({reason})",
        "see {command} --help",
        "命令的写法有误（{reason}）",
        "请看 {command} --help",
    ),
    "no-content-folder": call(
        "there is no content/ in {root}",
        "name the folder that holds it (--root), or begin an archive with `new archive FOLDER`",
        "{root} 里没有 content/",
        "请用 --root 指定它所在的文件夹，或用 `new archive 文件夹` 新建一个",
    ),
    "not-a-count": call(
        "`{text}` is not a number of processes",
        "write 1, 2, …",
        "`{text}` 不是进程数",
        "请写 1、2……",
    ),
    "not-a-port": call(
        "`{text}` is not a port", "write --port 8000", "`{text}` 不是端口", "请写 --port 8000"
    ),
    "port-not-allowed": call(
        "this user may not open the port {port}",
        "write --port 8000",
        "这个用户不能打开端口 {port}",
        "请写 --port 8000",
    ),
    "port-taken": call(
        "another program has the port {port}",
        "end that one, or write --port {next}",
        "端口 {port} 已被另一个程序占用",
        "请结束那个程序，或写 --port {next}",
    ),
    "host-unusable": call(
        "nothing can listen at {host} ({reason})",
        "leave --host out",
        "不能在 {host} 上提供预览（{reason}）",
        "请去掉 --host",
    ),
    "not-an-editor": call(
        "`{text}` is not a program that is known",
        "use one of: {known}; or write an address such as edit://open?file={{path}}",
        "不认识 `{text}` 这个编辑器",
        "可以写：{known}；或写一个地址，例如 edit://open?file={{path}}",
    ),
    "not-a-day": call(
        "`{text}` is not a day",
        "write it like 2024-06-21",
        "`{text}` 不是日期",
        "请写成 2024-06-21",
    ),
    "not-an-executor": call(
        "`{text}` is not an executor",
        "write dask://HOST:PORT",
        "`{text}` 不是执行器",
        "请写 dask://HOST:PORT",
    ),
    "executor-needs-package": call(
        "--executor needs the package distributed",
        "install it: python -m pip install distributed",
        "--executor 需要 distributed 包",
        "请安装：python -m pip install distributed",
    ),
    "issue-or-issues": call(
        "`--issue` and `--issues` are both given",
        "give one: all items belong to one issue, or each file is an issue",
        "`--issue` 和 `--issues` 都写了",
        "只写一个：全部归入一期，或一个文件一期",
    ),
    "not-an-id-of-an-issue": call(
        "`{text}` is not an issue's id",
        "write 2024-06-21, 2024-W25 or 2024-06",
        "`{text}` 不是期的 id",
        "请写 2024-06-21、2024-W25 或 2024-06",
    ),
    "not-a-rule-to-try": call(
        "`{text}` is not a rule",
        "write '软件 = 軟體', or > or < for one way only",
        "`{text}` 不是规则",
        "请写 '软件 = 軟體'；只用于一个方向就写 > 或 <",
    ),
    "no-site": call(
        "there is no built site in {folder}",
        "build it first",
        "{folder} 里没有生成好的网站",
        "请先生成",
    ),
    "no-input-file": call(
        "there is no file {name}", "correct the name", "没有 {name} 这个文件", "请改正文件名"
    ),
    "no-such-edition": call(
        "the site has no edition `{edition}`",
        "use one of: {known}",
        "网站没有 `{edition}` 这个版本",
        "可以写：{known}",
    ),
    "no-such-issue": call(
        "there is no issue `{name}`",
        "name it by its id or number, or `latest` (the newest are: {known})",
        "没有 `{name}` 这一期",
        "请写它的 id 或期号，或写 `latest`（最近的有：{known}）",
    ),
    # ------------------------------------------------------------ folders of others
    "out-not-a-folder": call(
        "{out} is not a folder",
        "remove it, or name another by --out",
        "{out} 不是文件夹",
        "请删去它，或用 --out 指定别处",
    ),
    "foreign-file": call(
        "{out} holds {path}, which qikan did not write",
        "move it away, or name another folder by --out",
        "{out} 里的 {path} 不是 qikan 写的",
        "请移走它，或用 --out 指定别的文件夹",
    ),
    "folder-is-a-link": call(
        "{folder} is, or is in, a link to {target}",
        "remove the link",
        "{folder} 是指向 {target} 的链接，或在这样的链接里",
        "请去掉链接",
    ),
    # ------------------------------------------------------------ new
    "archive-not-named": call(
        "the new archive has no folder",
        "name it: `new archive FOLDER`",
        "没有写新刊的文件夹",
        "请写 `new archive 文件夹`",
    ),
    "archive-exists": call(
        "{folder} has {path} already",
        "name a new folder",
        "{folder} 里已有 {path}",
        "请换一个新的文件夹",
    ),
    "entry-not-named": call(
        "the entry is not named",
        "name an arXiv id, a DOI, an address or a title",
        "没有写条目是什么",
        "请写 arXiv 编号、DOI、网址或标题",
    ),
    "entry-exists": call(
        "`{title}` is there already: {paths}",
        "edit that entry, or name another",
        "已经有 `{title}` 了：{paths}",
        "请改那一条，或另写一条",
    ),
    "issue-exists": call(
        "{path} is there already",
        "edit it, or name another",
        "已有 {path}",
        "请改那一期，或另写一期",
    ),
    "topic-not-named": call(
        "the topic has no name",
        "name it: `new topic 检索增强生成 'Retrieval-augmented generation' RAG`",
        "没有写主题的名称",
        "请写 `new topic 检索增强生成 'Retrieval-augmented generation' RAG`",
    ),
    "topic-without-latin": call(
        "the address of the topic {name} needs Latin words",
        "give --slug or an English name",
        "主题 {name} 的地址需要拉丁字母",
        "请写 --slug 或英文名",
    ),
    "topic-taken": call(
        "`{word}` is there already, in the topic {topic}",
        "name another, or add to that one",
        "`{word}` 已在主题 {topic} 里",
        "请换一个，或加到那个主题里",
    ),
    "topics-file-wrong": call(
        "content/topics.yaml cannot be added to ({problem})",
        "mend it first",
        "不能往 content/topics.yaml 里添加（{problem}）",
        "请先改正",
    ),
    "topics-file-by-hand": call(
        "the lines of content/topics.yaml are not as expected",
        "add the topic by hand",
        "content/topics.yaml 的写法和预想的不同",
        "请自己加上这个主题",
    ),
    "service-not-named": call(
        "the host that the workflow publishes at is not named",
        "use one of: {known}",
        "没有写发布到哪个主机",
        "可以写：{known}",
    ),
    "not-a-service": call(
        "`{text}` is no host that a workflow is known for",
        "use one of: {known}",
        "没有 `{text}` 的工作流程",
        "可以写：{known}",
    ),
    # ------------------------------------------------------------ review
    "import-not-named": call(
        "the import to take back is not named",
        "name one: {known}",
        "没有写要撤回哪次导入",
        "可以写：{known}",
    ),
    "no-such-import": call(
        "there is no import `{name}`",
        "name one: {known}",
        "没有 `{name}` 这次导入",
        "可以写：{known}",
    ),
    "several-imports": call(
        "several imports begin with `{name}`",
        "name one: {known}",
        "以 `{name}` 开头的导入不止一次",
        "可以写：{known}",
    ),
    "no-such-draft": call(
        "`{name}` is no draft of these imports",
        "list them: python build.py review",
        "`{name}` 不是这些导入的草稿",
        "列出它们：python build.py review",
    ),
    "second-text-unreadable": call(
        "{path} cannot be read as an entry", "mend it", "{path} 不能作为条目读取", "请改正"
    ),
    "second-text-of-other-script": call(
        "{path} is in {lang}, {other} in {other_lang}",
        "move it by hand",
        "{path} 是 {lang}，{other} 是 {other_lang}",
        "请自己移过去",
    ),
    "second-text-of-none": call(
        "there is no entry {id} for {path}",
        "write the entry first, or delete the file",
        "没有 {path} 所属的条目 {id}",
        "请先写那个条目，或删去这个文件",
    ),
}
