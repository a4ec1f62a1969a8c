// The preview's script: shows what is wrong, marks drafts, loads the page again after a change.
"use strict";
{
  const script = document.currentScript;
  const context = JSON.parse(script.dataset.context);
  const own = (name) => new URL(name, script.src);
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = own("client.css");
  document.head.append(sheet);

  const element = (name, className, text = "") => {
    const node = document.createElement(name);
    node.className = className;
    node.textContent = text;
    return node;
  };

  /** The place of a problem: a link where a program can open it. */
  const placeOf = ({ place, edit }) => {
    if (!edit) return element("code", "", place);
    const link = element("a", "qikan-place", place);
    link.href = edit;
    return link;
  };

  const problemItem = (problem) => {
    const item = element("li", `qikan-${problem.severity}`);
    item.append(placeOf(problem), ` ${problem.text}`);
    if (problem.caret) item.append(element("pre", "", problem.caret));
    return item;
  };

  const dock = element("div", "qikan-dock");
  const panel = element("aside", "qikan-panel");
  let isOpen = false;
  dock.lang = "zh-Hans";
  document.body.append(dock);

  const listOf = (problems, rest) => {
    const list = element("ul", "");
    list.append(...problems.map(problemItem));
    if (rest) list.append(element("li", "", `另有 ${rest} 条，运行 check 可以看到全部`));
    return list;
  };

  /** Show what is wrong; warnings stay folded, but for those of this page's file. */
  const showProblems = ({ failure, problems, more }) => {
    const errors = problems.filter((problem) => problem.severity === "error");
    const own = problems.filter((problem) => problem.severity !== "error" && problem.own);
    const others = problems.filter((problem) => problem.severity !== "error" && !problem.own);
    const { error = 0, warning = 0 } = more;
    panel.replaceChildren();
    if (errors.length || failure) {
      const heading = `${errors.length + error || 1} 处错误，看到的是上一次无误的版本`;
      panel.append(element("strong", "qikan-heading", heading));
      if (failure) panel.append(element("p", "qikan-error", failure));
      panel.append(listOf(errors, error));
    }
    if (own.length) {
      panel.append(element("strong", "qikan-own", `这一页有 ${own.length} 条提醒`), listOf(own));
    }
    if (others.length) {
      const name = own.length ? "其他提醒" : "提醒";
      const details = element("details", "qikan-warnings");
      details.open = isOpen;
      details.addEventListener("toggle", () => (isOpen = details.open));
      const summary = element("summary", "", `${name} ${others.length + warning} 条`);
      details.append(summary, listOf(others, warning));
      panel.append(details);
    }
    panel.setAttribute("role", errors.length || failure ? "alert" : "status");
    if (panel.childElementCount) dock.prepend(panel);
    else panel.remove();
  };

  /** Put a badge beside links to drafts, and on a draft's own page. */
  const markDrafts = (paths) => {
    for (const badge of document.querySelectorAll(".qikan-draft")) badge.remove();
    const drafts = new Set(Object.values(paths).flat());
    const badge = () => element("span", "qikan-draft", "草稿");
    for (const link of document.querySelectorAll("a[href]:not([hreflang])")) {
      const isLocal = link.origin === location.origin && !link.hash && !dock.contains(link);
      if (isLocal && drafts.has(decodeURI(link.pathname))) link.after(badge());
    }
    if (drafts.has(decodeURI(location.pathname))) document.querySelector("h1")?.append(badge());
  };

  const RETRY = 4000; // milliseconds, longer than a browser waits before it asks again
  const editorBar = import(own("editor_bar.js"))
    .then(({ openEditorBar }) => openEditorBar(context, own, element, dock));

  const { source = "", topic = "" } = context;
  const page = new URLSearchParams({ source, topic });
  const events = new EventSource(own(`events?${page}`));
  /** Say that the preview has ended; a message of a new one takes its place. */
  const showEnded = () => {
    if (events.readyState === EventSource.OPEN) return;
    const text = "预览已经停止，保存的改动不会显示；请在终端再运行 build.py serve";
    panel.replaceChildren(element("strong", "qikan-heading", text));
    panel.setAttribute("role", "alert");
    dock.prepend(panel);
  };
  let wait = 0;
  events.onerror = () => (wait ||= setTimeout(showEnded, RETRY)); // again at every attempt
  events.onmessage = ({ data }) => {
    clearTimeout(wait);
    wait = 0;
    const status = JSON.parse(data);
    if (status.version !== context.version) {
      location.reload();
      return;
    }
    showProblems(status);
    markDrafts(status.drafts);
    editorBar.then((show) => show(status));
  };
}
