"""The workflows and the action are what GitHub reads, and look a site over before it goes out."""

from __future__ import annotations

import re
import subprocess
from typing import Any

import pytest
import yaml
from make import ROOT

from qikan.commands.arguments import parse_call
from qikan.scaffold.workflows import HOSTS, workflow

TEXTS = {host: workflow(host) for host in HOSTS} | {
    "own": (ROOT / ".github/workflows/pages.yml").read_text("utf-8"),
    "action": (ROOT / "action.yml").read_text("utf-8"),
}


def steps(name: str) -> list[dict[str, Any]]:
    value = yaml.load(TEXTS[name], yaml.BaseLoader)
    jobs = [value["runs"]] if name == "action" else value["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("name", TEXTS)
def test_every_step_runs_a_script_or_an_action_of_a_release(name: str) -> None:
    for step in steps(name):
        assert ("run" in step) != ("uses" in step)
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"])
        else:  # what is typed elsewhere reaches a script by its environment alone
            assert "${{" not in step["run"]
            subprocess.run(["bash", "-n"], input=step["run"], text=True, check=True)


@pytest.mark.parametrize("name", TEXTS)
def test_a_site_is_looked_over_before_it_is_published(name: str) -> None:
    scripts = "\n".join(str(step.get("run", step.get("uses"))) for step in steps(name))
    last = re.search(r"(build\.py|qikan) verify [^\n]*--for", scripts)
    assert last
    out = re.search("deploy|wrangler|rsync --|aws s3|GITHUB_OUTPUT", scripts[last.start() :])
    assert out


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "action"])
def test_a_workflow_may_write_nothing_but_the_pages(name: str) -> None:
    value = yaml.load(TEXTS[name], yaml.BaseLoader)
    assert value["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in value["on"]


@pytest.mark.parametrize("name", TEXTS)
def test_the_calls_of_qikan_are_right(name: str) -> None:
    for step in steps(name):
        for line in re.findall(r"python build\.py (.*)", step.get("run", "")):
            words = line.split(">")[0].replace('"', "").split()
            call = parse_call([word.replace("$BASE_URL", "https://e.org") for word in words], ROOT)
            assert call.verb in ("build", "verify", "changes", "check", "import")
