#!/bin/sh
# Makes sure that the tests find a Chromium, Node, TypeScript and Java: silent where they are there, else
# installs Debian's. tests/conftest.py and tests/test_search.py look for the same programs.
set -eu

wanted=
if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" >/dev/null || {
        echo "tests/browser.sh: CHROMIUM names no program ($CHROMIUM); correct or unset it" >&2
        exit 1
    }
else
    wanted=chromium
    for program in chromium chromium-browser google-chrome chrome; do
        if command -v "$program" >/dev/null; then wanted=; fi
    done
fi
command -v node >/dev/null || wanted="$wanted nodejs"
command -v tsc >/dev/null || wanted="$wanted node-typescript"
command -v java >/dev/null || wanted="$wanted default-jre-headless"
[ -n "$wanted" ] || exit 0

# The tests say it once more: they skip what needs a program, and fail it where CI=true.
go_without() {
    echo "Not found:$( printf ' %s' $wanted ), and $1; the tests that need it will be skipped. A Chromium or Chrome can be named: CHROMIUM=/path/to/chrome"
    exit 0
}

command -v apt-get >/dev/null || go_without "no apt-get to install it with"
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || go_without "no right to install it"
    as_root=sudo
fi
{
    $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $wanted >/dev/null
} || go_without "apt-get could not install it"
