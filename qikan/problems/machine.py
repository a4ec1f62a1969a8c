"""What the machine, its disk or the network refuses."""

from qikan.problems.rows import machine

ROWS = {
    "disk-full": machine(
        "no space is left on the disk",
        "free some, then run it again",
        "磁盘已满",
        "请腾出空间再运行",
    ),
    "no-permission": machine(
        "this user may not read or write it",
        "change its permissions",
        "这个用户没有读写的权限",
        "请改它的权限",
    ),
    "disk-read-only": machine(
        "the disk can only be read",
        "make it writable, or name another folder",
        "磁盘是只读的",
        "请改为可写，或换一个文件夹",
    ),
    "too-many-files-open": machine(
        "too many files are open",
        "close other programs, or raise the limit (ulimit -n)",
        "打开的文件太多",
        "请关闭别的程序，或提高上限（ulimit -n）",
    ),
    "disk-failed": machine(
        "the disk failed to read or write it",
        "look at the disk before you go on",
        "磁盘读写出错",
        "请先检查磁盘",
    ),
    "cache-failed": machine(
        "the cache cannot be written ({reason})",
        "free some space, or remove the folder .cache",
        "缓存写不进去（{reason}）",
        "请腾出空间，或删去文件夹 .cache",
    ),
    "file-missing": machine(
        "there is no such file or folder", "correct the name", "没有这个文件或文件夹", "请改正名称"
    ),
    "file-is-a-folder": machine("is a folder", "name a file", "是文件夹", "请写文件的名称"),
    "not-in-a-folder": machine(
        "a part of the path is not a folder",
        "correct the path",
        "路径里有一段不是文件夹",
        "请改正路径",
    ),
    "name-too-long": machine("the name is too long", "shorten it", "名称太长", "请改短"),
    "system-refuses": machine(
        "the system refuses ({reason})",
        "mend that, then run it again",
        "系统拒绝（{reason}）",
        "请先解决再运行",
    ),
    "file-exists": machine(
        "is there already, so it was not touched",
        "remove it or name another",
        "已经存在，没有动它",
        "请删去它，或换一个名称",
    ),
    "files-written-in-part": machine(
        "{fault}, after {done} of {total} files were written",
        "{fault_cure}; run the import again, or take it back: python build.py review",
        "{fault}，此前已写了 {total} 个文件里的 {done} 个",
        "{fault_cure}；再导入一次，或撤回：python build.py review",
    ),
    "not-published": machine(
        "{fault}, so the site is as it was",
        "{fault_cure}",
        "{fault}，所以网站没有变",
        "{fault_cure}",
    ),
    "failed-after-publishing": machine(
        "{fault}, after the new site was published",
        "{fault_cure}",
        "{fault}，此前新的网站已经发布",
        "{fault_cure}",
    ),
    "failed-in-exchange": machine(
        "{fault}, while the site was exchanged, so it is beside its place",
        "{fault_cure}; the next build puts it back",
        "{fault}，当时正在替换网站，网站在原处旁边",
        "{fault_cure}；下次生成会放回去",
    ),
    "interrupted": machine("interrupted{site}", "run it again", "已中断{site}", "请再运行一次"),
    "ended": machine(
        "ended by {signal}{site}", "run it again", "被 {signal} 结束{site}", "请再运行一次"
    ),
    "site-locked": machine(
        "{holder} is writing this site",
        "wait for it (--wait)",
        "{holder} 正在写这个网站",
        "请等它完成（--wait）",
    ),
    "out-of-memory": machine(
        "the memory is not enough",
        "close other programs, or use fewer processes (--jobs 1)",
        "内存不够",
        "请关闭别的程序，或少用几个进程（--jobs 1）",
    ),
    "output-closed": machine(
        "standard output is closed, so what was to be printed is lost",
        "run it again without a pipe that ends early",
        "标准输出已关闭，要打印的内容丢失了",
        "请不要接到提前结束的管道上",
    ),
    "package-missing": machine(
        "the package {name} is missing",
        "install what qikan needs (python3 -m venv .venv && .venv/bin/python -m pip install"
        " -c constraints.txt .), then start it with .venv/bin/python",
        "缺少 {name} 包",
        "请安装 qikan 需要的包（python3 -m venv .venv && .venv/bin/python -m pip install"
        " -c constraints.txt .），然后用 .venv/bin/python 启动",
    ),
    "bug": machine(
        "a bug of qikan ({reason})",
        "report it with what you did; QIKAN_DEBUG=1 shows more",
        "qikan 的程序错误（{reason}）",
        "请连同您的操作一起报告；设 QIKAN_DEBUG=1 可看详情",
    ),
    # ------------------------------------------------------------ other programs
    "pdf-needs-browser": machine(
        "a PDF needs Chromium or Chrome, and none is there",
        "install one, or name it: CHROMIUM=/path/to/chrome",
        "生成 PDF 需要 Chromium 或 Chrome，这里没有",
        "请安装，或指定：CHROMIUM=/path/to/chrome",
    ),
    "browser-printed-nothing": machine(
        "{browser} printed nothing",
        "try another one: CHROMIUM=/path/to/it",
        "{browser} 没有打印出任何内容",
        "请换一个：CHROMIUM=/path/to/it",
    ),
    "browser-too-slow": machine(
        "{browser} did not print within {seconds} seconds",
        "run it again when the machine is less busy",
        "{browser} 在 {seconds} 秒内没有打印完",
        "请在机器空闲时再试",
    ),
    "no-scheduler": machine(
        "no dask scheduler answers at {address}",
        "start one there, or leave --executor out",
        "{address} 没有 dask 调度器应答",
        "请在那里启动，或去掉 --executor",
    ),
    "no-workers": machine(
        "the scheduler at {address} has no workers",
        "start some",
        "{address} 的调度器没有工作进程",
        "请启动几个",
    ),
    "worker-unlike": machine(
        "{reason}",
        "install the same versions there",
        "{reason}",
        "请在那里安装相同的版本",
    ),
    "worker-lacks-package": machine(
        "a worker has no package {name}",
        "install qikan beside it",
        "有工作进程缺少 {name} 包",
        "请在那里安装 qikan",
    ),
    "workers-died": machine(
        "worker after worker died over the same batch",
        "look at their logs, or leave --executor out",
        "同一批任务让一个又一个工作进程退出",
        "请看它们的日志，或去掉 --executor",
    ),
    "cluster-lost": machine(
        "the cluster lost its workers or its scheduler",
        "start them again",
        "集群的工作进程或调度器没有了",
        "请重新启动",
    ),
    # ------------------------------------------------------------ the network
    "page-status": machine(
        "it answers with status {status}",
        "look at the address in a browser",
        "它应答的状态码是 {status}",
        "请在浏览器里看看这个地址",
    ),
    "page-too-large": machine(
        "it is larger than {most} bytes",
        "save the page and import the file",
        "它超过 {most} 字节",
        "请保存网页，再导入文件",
    ),
    "page-unreachable": machine("{reason}", "try again later", "{reason}", "请稍后再试"),
    "answer-unreadable": machine(
        "its answer cannot be read ({reason})",
        "try again later",
        "读不懂它的应答（{reason}）",
        "请稍后再试",
    ),
    "arxiv-not-asked": machine(
        "arXiv ({server}) could not be asked ({reason}), so nothing was imported",
        "try again later",
        "没能询问 arXiv（{server}，{reason}），没有导入任何内容",
        "请稍后再试",
    ),
}
