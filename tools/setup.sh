#!/bin/sh
# Make the environment of requirements.lock in .venv, once; afterwards only look whether anything has changed.
set -eu

bin=$1
home=$(dirname "$bin")
stamp=$home/.csp-ready
log=build/setup.log

say() { printf '%s\n' "$*" >&2; }
fail() { say "setup: $*"; exit 3; }

suits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; }

find_python() {
  if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"; else set -- python3 python3.13 python3.12 python3.11; fi
  for name; do
    if suits "$name"; then command -v "$name"; return; fi
  done
}

tools/git.sh || :

wanted=$(cat requirements.lock pyproject.toml tools/setup.sh | cksum)
if [ -x "$bin/csp" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then exit 0; fi

mkdir -p build
if [ "$home" = .venv ]; then
  python=$(find_python)
  [ -n "$python" ] || [ -z "${PYTHON:-}" ] || fail "PYTHON names $PYTHON, which is no Python of 3.11 to 3.14; leave it out to have one looked for"
  [ -n "$python" ] || fail "no Python 3.11 or later was found; install one, or name it: make setup PYTHON=/path/to/python3"
  if [ ! -x "$bin/python" ]; then
    say "setup: making .venv with $("$python" --version)"
    "$python" -m venv .venv >"$log" 2>&1 || fail "'$python -m venv' failed (on Debian: apt install python3-venv); see $log"
  fi
fi
say "setup: installing the packages of requirements.lock (a minute or two, once)"
"$bin/python" -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements.lock >"$log" 2>&1 ||
  fail "pip could not install the packages; see $log: $(grep -m1 '^ERROR' "$log" || tail -n 1 "$log")"
"$bin/python" -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e . >>"$log" 2>&1 ||
  fail "pip could not install this project; see $log: $(tail -n 1 "$log")"
tools/quarto.sh "$bin" || true
printf '%s' "$wanted" >"$stamp"
say "setup: ready"
