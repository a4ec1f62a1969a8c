"""The modules of a page's script as one file."""

from __future__ import annotations

import subprocess
from pathlib import Path

from conftest import ROOT
from grep import node

from qikan.pages import scripts

MODULES = {
    "layouts/static/tool/page.js": """\
// what the page does
import { twice } from "./sums.js";
import { NAME } from './names.js'
console.log(`${NAME} ${twice(4)} // kept`);
""",
    "layouts/static/tool/sums.js": """\
import { NAME } from "./names.js";

/**
 * A number two times.
 * @param {number} value
 */
export function twice(value) {
  return own(value) * NAME.length;
}
const own = (value) => value;
""",
    "layouts/static/tool/names.js": """\
export const NAME = "ab"; // two
const own = 1;
""",
    "layouts/static/tool/unused.js": "export const unused = 1;\n",
}


def test_a_bundle_does_what_its_modules_do(tmp_path: Path) -> None:
    text = scripts.bundle("layouts/static/tool/page.js", MODULES.__getitem__)
    assert "A number two times" not in text
    assert "unused" not in text
    file = tmp_path / "page.mjs"
    file.write_text(text, "utf-8")
    run = subprocess.run([node(), str(file)], capture_output=True, text=True, check=True)
    assert run.stdout == "ab 8 // kept\n"


def test_the_modules_of_a_script_are_no_files_of_their_own() -> None:
    source = "layouts/static/tool/page.js"
    assert scripts.is_script(source)
    others = [path for path in MODULES if path != source]
    assert scripts.modules(source, [*MODULES, "layouts/static/site.js"]) == others
    assert not scripts.is_script("layouts/static/page.js")


def test_the_search_page_is_one_script_without_imports() -> None:
    def read(path: str) -> str:
        return (ROOT / path).read_text("utf-8")

    text = scripts.bundle("layouts/static/search/page.js", read)
    assert "import " not in text
    assert "export " not in text
