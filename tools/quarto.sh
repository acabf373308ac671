#!/bin/sh
# Try to bring Quarto, whose package downloads it from its releases. Where that is not reachable the embedded renderer serves.
set -eu

bin=$1
log=build/quarto.log
pinned=$(sed -nE 's/^quarto = "([0-9.]+)"$/\1/p' pyproject.toml)

mkdir -p build
if PATH="$bin:$PATH" command -v quarto >/dev/null 2>&1; then exit 0; fi
# In a process with a time limit, since a proxy may swallow the download without an answer.
if "$bin/python" - "$pinned" >"$log" 2>&1 <<'PYTHON'
import subprocess, sys
install = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--retries", "0", "--timeout", "15"]
try:
    sys.exit(subprocess.run([*install, f"quarto-cli=={sys.argv[1]}"], timeout=240).returncode)
except subprocess.TimeoutExpired:
    sys.exit("no answer within four minutes")
PYTHON
then
  printf 'setup: Quarto %s is installed\n' "$pinned" >&2
else
  printf 'setup: Quarto could not be downloaded here; the embedded renderer serves (again with: make quarto)\n' >&2
  exit 1
fi
