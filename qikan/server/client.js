// The preview's script: shows what is wrong, names drafts, loads the page again after a change.
"use strict";
{
  const version = document.currentScript.dataset.version;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("client.css", document.currentScript.src);
  document.head.append(sheet);

  const element = (name, className, text = "") => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const problemItem = (problem) => {
    const item = element("li", `qikan-${problem.severity}`);
    item.append(element("code", "", problem.place), ` ${problem.text}`);
    if (problem.caret) item.append(element("pre", "", problem.caret));
    return item;
  };

  const panel = element("aside", "qikan-panel");
  panel.lang = "zh-Hans";

  /** Show what is wrong; warnings stay folded. */
  const showProblems = ({ failure, problems }) => {
    const errors = problems.filter((problem) => problem.severity === "error");
    const warnings = problems.filter((problem) => problem.severity !== "error");
    panel.replaceChildren();
    if (errors.length || failure) {
      const heading = `${errors.length || 1} 处错误，看到的是上一次无误的版本`;
      panel.append(element("strong", "qikan-heading", heading));
      if (failure) panel.append(element("p", "qikan-error", failure));
      const list = element("ul", "qikan-errors");
      list.append(...errors.map(problemItem));
      panel.append(list);
    }
    if (warnings.length) {
      const details = element("details", "qikan-warnings");
      const list = element("ul", "");
      list.append(...warnings.map(problemItem));
      details.append(element("summary", "", `${warnings.length} 条提醒`), list);
      panel.append(details);
    }
    panel.setAttribute("role", errors.length || failure ? "alert" : "status");
    if (panel.childElementCount) document.body.append(panel);
    else panel.remove();
  };

  /** Put a badge beside links to drafts, and on a draft's own page. */
  const nameDrafts = (paths) => {
    for (const badge of document.querySelectorAll(".qikan-draft")) badge.remove();
    const drafts = new Set(paths);
    const badge = () => element("span", "qikan-draft", "草稿");
    for (const link of document.querySelectorAll("a[href]")) {
      const own = link.origin === location.origin && !link.hash;
      if (own && drafts.has(decodeURI(link.pathname))) link.after(badge());
    }
    if (drafts.has(decodeURI(location.pathname))) document.querySelector("h1")?.append(badge());
  };

  new EventSource(new URL("events", document.currentScript.src)).onmessage = ({ data }) => {
    const status = JSON.parse(data);
    if (status.version !== version) {
      location.reload();
      return;
    }
    showProblems(status);
    nameDrafts(status.drafts);
  };
}
