#!/bin/sh
# Register in this clone, never elsewhere, how git shows, merges and checks notebooks. Done once; says nothing where there is no git.
set -u

# Only where this folder is itself a clone: not an archive that lies in somebody else's.
[ "$(git rev-parse --show-toplevel 2>/dev/null)" = "$(pwd -P)" ] || exit 0

version=$(cksum <"$0")
[ "$(git config --local --get csp.hooks 2>/dev/null)" != "$version" ] || exit 0

# Programs of the work tree, by names relative to it: git calls them from there, and the clone may be moved.
git config --local diff.jupyternotebook.command tools/hooks/diff-notebook &&
  git config --local merge.jupyternotebook.driver 'tools/hooks/merge-notebook %O %A %B %L %P' &&
  git config --local merge.jupyternotebook.name 'notebooks, cell by cell' || exit 0

hooks=$(git rev-parse --git-path hooks)
hook=$hooks/pre-commit
mark='# csp-reports: clean notebooks'
if git config --get core.hooksPath >/dev/null; then
  echo "setup: your hooks lie in $hooks and stay as they are; to clean notebooks, call tools/hooks/pre-commit in its pre-commit" >&2
elif [ -e "$hook" ] && ! grep -q "^$mark" "$hook"; then
  echo "setup: your own $hook stays as it is; to clean notebooks, add to it: tools/hooks/pre-commit || exit 1" >&2
else
  mkdir -p "$hooks" &&
    printf '#!/bin/sh\n%s (tools/git.sh wrote this; it is yours to change once that line is gone)\n%s\n' "$mark" \
      'if [ -x tools/hooks/pre-commit ]; then exec tools/hooks/pre-commit; fi' >"$hook" && chmod +x "$hook" || exit 0
fi
git config --local csp.hooks "$version"
