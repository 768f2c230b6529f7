#!/usr/bin/env bash
# Makes the Python environment of the second implementations, unless it is there: moto's and ministack's Step
# Functions interpreters, and jsonata-python. Needs Python 3.11 or later with venv, and a package index.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
here="$root/test/oracles"
venv="$root/.venv/oracles"
made="$venv/made-of"
if cmp -s "$here/requirements.txt" "$made"; then exit 0; fi
python=""
for candidate in python3.13 python3.12 python3.11 python3; do
  if "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python="$candidate"
    break
  fi
done
if [ -z "$python" ]; then
  echo "The second implementations need Python 3.11 or later with venv: python3 was not found, or is older." >&2
  exit 1
fi
"$python" -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
cp "$here/requirements.txt" "$made"
