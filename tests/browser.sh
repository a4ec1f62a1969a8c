#!/bin/sh
# Makes sure that the browser tests find a Chromium: silent where there is one, else installs
# Debian's. tests/conftest.py looks for the same programs.
set -eu

if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" >/dev/null && exit 0
    echo "tests/browser.sh: CHROMIUM names no program ($CHROMIUM); correct or unset it" >&2
    exit 1
fi
for program in chromium chromium-browser google-chrome chrome; do
    if command -v "$program" >/dev/null; then exit 0; fi
done

# The tests say it once more: they skip what needs a browser, and fail it where CI=true.
go_without() {
    echo "No Chromium found and $1, so browser tests will be skipped; install Chromium or Chrome, or name it: CHROMIUM=/path/to/chrome"
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
            apt-get install -y -qq --no-install-recommends chromium >/dev/null
} || go_without "apt-get could not install it"
