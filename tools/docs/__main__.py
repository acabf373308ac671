"""Make the pages of docs/ afresh: `python -m tools.docs`; with `--check` only say which are stale."""

import sys

from helpers import files, project
from tools.docs import pages


def main(check: bool) -> int:
    """Make what is stale, or say so; gives the exit code."""
    place = project.find()
    stale = pages.stale(place)
    for path in stale:
        if not check:
            files.write_text(place.root / path, pages.MAKERS[path](place))
        print(f"{path.as_posix()}: {'stale; run `make docs`' if check else 'made afresh'}")
    if not stale:
        print("docs/: every page that is made is up to date")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
