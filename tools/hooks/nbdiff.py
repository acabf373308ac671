"""Show how a notebook changed, cell by cell, with nbdime: what is called by git, through `diff-notebook`.

Of a picture, and of a table's HTML beside its text, only a mark is shown, which changes when they do: nobody reads the letters of
one, and nbdime would otherwise show all of an output as taken out and put in again.
"""

import hashlib
import json
import os
import signal
import sys
import tempfile
from pathlib import Path

import nbformat
from nbdime.vcs.git import diffdriver


def readable(path: Path) -> str:
    """The text of a notebook with marks for what is not for reading.

    Raises
    ------
    ValueError
        If it is no notebook.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    except (AttributeError, KeyError, TypeError) as problem:
        raise ValueError(f"{path} is no notebook") from problem
    for bundle in (output.data for output in outputs if "data" in output):
        for kind in list(bundle):
            if kind.startswith("image/") or (kind == "text/html" and "text/plain" in bundle):
                # Fewer than ten letters: nbdime then takes the outputs for one another, and shows what differs between them.
                bundle[kind] = hashlib.sha256(json.dumps(bundle[kind]).encode()).hexdigest()[:8]
    return json.dumps(notebook, ensure_ascii=False)


def main(path: str, *versions: str) -> int:
    """Show it; `versions` are file, hash and mode of each of two versions, and where it is renamed two words more.

    Raises
    ------
    ValueError
        If one of them is no notebook.
    """
    os.environ["JUPYTER_CONFIG_PATH"] = str(Path.cwd())  # nbdime_config.json lies here
    files = list(versions[:6])
    with tempfile.TemporaryDirectory() as scratch:
        for place, name in ((0, "before"), (3, "after")):
            if files[place] != os.devnull:
                copy = Path(scratch, name, Path(path).name)
                copy.parent.mkdir()
                copy.write_text(readable(Path(files[place])), encoding="utf-8")
                files[place] = f"{name}/{copy.name}"
        os.chdir(scratch)  # so that it names them as before/ and after/
        try:
            return diffdriver.main(["diff", path, *files])
        finally:
            os.chdir("/")


if __name__ == "__main__":
    # Whoever reads it may stop reading, which is no failure.
    signal.signal(signal.SIGPIPE, lambda *_: os._exit(0))
    try:
        sys.exit(main(*sys.argv[1:]))
    except Exception:  # a file is no notebook, or nbdime cannot show it: `diff-notebook` then shows it as any text
        sys.exit(1)
