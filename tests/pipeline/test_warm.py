"""A notebook that runs warm is the notebook that an ordinary kernel makes, byte for byte, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient.exceptions import DeadKernelError
from papermill.engines import papermill_engines

from helpers.errors import MachineError
from helpers.pipeline.notebooks import kept_form
from helpers.pipeline.warm import engine, zygote

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(zygote.why_not_here()), reason=f"no warm processes here: {zygote.why_not_here()}"),
]
PNG = "import matplotlib.pyplot as plt\n"
CELLS = {
    "stream order": "import sys\nprint('a'); print('e', file=sys.stderr); print('b')",
    "late streams": "import time\nprint('x'); time.sleep(1); print('y', file=sys.stderr); time.sleep(1); print('z')",
    "carriage return": "for i in range(3):\n    print(i, end='\\r')\nprint()",
    "result": "1 + 1",
    "earlier results": "In[1], Out[4], _4",
    "frame": "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', None]})",
    "wide frame": "pd.DataFrame({f'column {i}': [i] * 3 for i in range(30)})",
    "options": "pd.get_option('display.max_columns'), pd.get_option('display.width'), pd.get_option('display.max_rows')",
    "picture": PNG + "plt.plot([1, 2, 3]);",
    "shown picture": "figure, axes = plt.subplots()\naxes.plot([3, 2])\ndisplay(figure)\nplt.close(figure)",
    "backend": "plt.get_backend()",
    "seaborn": "import seaborn as sns\nsns.barplot(x=['a', 'b'], y=[1, 2], errorbar=None);",
    "html and markdown": "from IPython.display import HTML, Markdown\ndisplay(HTML('<b>x</b>'), Markdown('*y*'), {'a': (1, 2)})",
    "updated display": "handle = display('one', display_id='shown')",
    "update": "handle.update('two')",
    "cleared": "from IPython.display import clear_output\nprint('gone')\nclear_output(wait=True)\nprint('kept')",
    "warning": "import warnings\nwarnings.warn('careful')",
    "deprecation": "warnings.warn('old', DeprecationWarning)",
    "log": "import logging\nlogging.warning('logged')",
    # Alone in its cell: where it comes among what is printed is chance, since an ordinary kernel reads it in a thread.
    "another program": "import subprocess\n_ = subprocess.run(['echo', 'said'])\ntime.sleep(1)",
    "shell": "!echo from the shell",
    "long output of another program": "!head -c 300000 /dev/zero | tr '\\0' 'x' | fold -w 100 | tail -3",
    "await": "import asyncio\nawait asyncio.sleep(0.01)\nasyncio.get_running_loop().is_running()",
    "help": "len?",
    "names": "%who_ls",
    "timed": "%%capture kept\nprint('caught')",
    "environment": "import os, sys\nos.environ['TERM'], os.environ['PAGER'], os.environ['COLUMNS'], sys.path, __name__",
    "shell's kind": "type(get_ipython()).__name__, get_ipython().execution_count",
    "caught error": "def bad():\n    raise ValueError('bad')\n\ntry:\n    bad()\nexcept ValueError as e:\n    print(repr(e))",
    "interrupted": "# raises\nimport signal\nprint('waiting')\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(20)",
    "interrupted while awaiting": "# raises\nos.kill(os.getpid(), signal.SIGINT)\nawait asyncio.sleep(20)",
    "error": "# raises\nbad()",
    "syntax error": "# raises\nif True print(1)",
    "chained error": "# raises\ntry:\n    bad()\nexcept ValueError as problem:\n    raise RuntimeError('worse') from problem",
    "in a library": "# raises\npd.DataFrame({'a': [1]})['b']",
    "exit": "# raises\nsys.exit('enough')",
    "empty": "",
    "last": "1 / 0",
}


def notebook(cells: dict[str, str]) -> nbformat.NotebookNode:
    made = nbformat.v4.new_notebook(metadata={"kernelspec": kept_form.KERNEL, "language_info": {"name": "python"}})
    for number, (name, source) in enumerate(cells.items()):
        cell = nbformat.v4.new_code_cell(source, id=f"cell-{number}", metadata={"tags": [], "said": name})
        if source.startswith("# raises"):
            cell.metadata.tags = ["raises-exception"]
        made.cells.append(cell)
    return made


def run(source: nbformat.NotebookNode, folder: Path, name: str, **options: object) -> str:
    """Run it to its end, and give what is kept of it."""
    nbformat.write(source, folder / "in.ipynb")
    target = folder / f"{name}.ipynb"
    with pytest.MonkeyPatch.context() as patch:
        # pytest's own mark would keep an ordinary kernel from watching its output, as it does for users.
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        for key, value in zygote.ENVIRONMENT.items():
            patch.setenv(key, value)
        with suppress(papermill.PapermillExecutionError):
            papermill.execute_notebook(
                folder / "in.ipynb", target, cwd=str(folder), kernel_name="python3", progress_bar=False,
                record_timing=False, coalesce_streams=True, **options,
            )  # fmt: skip
    return kept_form.to_text(kept_form.normalised(nbformat.read(target, as_version=4)))


@pytest.fixture(scope="module", autouse=True)
def warm_engine():
    papermill_engines.register(engine.NAME, engine.WarmEngine)
    yield
    if engine._own_zygote.cache_info().currsize:
        engine._own_zygote().close()
        engine._own_zygote.cache_clear()


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[dict, dict]:
    """The same cells run by an ordinary kernel and warm."""
    found = []
    for name, options in (("ordinary", {}), ("warm", {"engine_name": engine.NAME})):
        text = run(notebook(CELLS), tmp_path_factory.mktemp(name), name, **options)
        cells = [cell for cell in nbformat.reads(text, as_version=4).cells if cell.cell_type == "code"]
        assert len(cells) == len(CELLS)
        found.append(dict(zip(CELLS, cells, strict=True)))
    return tuple(found)


@pytest.mark.parametrize("name", CELLS)
def test_each_kind_of_output_is_the_same_warm(both, name):
    ordinary, warm = both
    assert warm[name].outputs == ordinary[name].outputs
    assert warm[name].execution_count == ordinary[name].execution_count


def test_the_cells_did_what_they_are_there_for(both):
    ordinary, _ = both
    kinds = {name: [output.output_type for output in cell.outputs] for name, cell in ordinary.items()}
    assert kinds["picture"] == ["display_data"] and "image/png" in ordinary["picture"].outputs[0].data
    assert kinds["error"] == ["error"] and kinds["last"] == ["error"]
    assert ordinary["interrupted"].outputs[-1].ename == "KeyboardInterrupt"
    assert ordinary["another program"].outputs[0].text == "said\n"


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_each_notebook_runs_warm_to_the_outputs_that_ordinary_kernels_left_in_it(path, tmp_path):
    source = nbformat.read(path, as_version=4)
    nbformat.write(source, tmp_path / "in.ipynb")
    done = papermill.execute_notebook(
        tmp_path / "in.ipynb", tmp_path / "out.ipynb", cwd=str(path.parent), kernel_name="python3", progress_bar=False,
        engine_name=engine.NAME, record_timing=False, coalesce_streams=True,
    )  # fmt: skip
    assert kept_form.to_text(kept_form.normalised(done)) == path.read_text(encoding="utf-8")


MISTAKES = {
    "nothing of the project's yet": "# raises\nimport pandas as pd\npd.DataFrame({'a': [1]})['b']",
    "a misspelt import": "# raises\nfrom helpers.analysis import indicatrs",
    "imported": "from helpers.analysis import indicators",
    "a misspelt column": "# raises\npd.DataFrame({'a': [1]})['b']",
    "a misspelt name": "# raises\nindicators.variaton",
    "all of it": "%tb",
    "a mistake of our own": "# raises\nassert indicators is None",
}


def test_mistakes_are_told_the_same_warm(tmp_path):
    engines = {"ordinary": {}, "warm": {"engine_name": engine.NAME}}
    texts = [run(notebook(MISTAKES), tmp_path, name, **options) for name, options in engines.items()]
    ordinary, warm = (
        [cell.outputs for cell in nbformat.reads(text, as_version=4).cells if cell.cell_type == "code"]
        for text in texts
    )
    assert warm == ordinary
    tracebacks = {name: made[0].traceback for name, made in zip(MISTAKES, warm, strict=True) if made}
    assert tracebacks["a misspelt import"][0].endswith("; did you mean 'indicators'?")
    assert tracebacks["a misspelt column"][0] == "KeyError: there is no column 'b'"
    assert "Traceback" in "".join(tracebacks["nothing of the project's yet"])
    assert "Traceback" in "".join(tracebacks["all of it"])


LEAVES = """
import builtins, os, random, sys, warnings
import matplotlib as mpl, numpy as np, pandas as pd
left = 1
builtins.left_in_builtins = 1
sys.path.insert(0, "/left"); sys.modules["left_module"] = sys
os.environ["LEFT"] = "1"; os.chdir("/")
random.seed(1); np.random.seed(1)
warnings.simplefilter("error")
mpl.rcParams["font.size"] = 99; mpl.use("svg", force=True)
pd.set_option("display.max_rows", 1)
open("/tmp/csp-left-open", "w").write("x")
import logging; logging.getLogger().setLevel(1)
"""
LOOKS = """
import builtins, logging, os, random, sys, warnings
import matplotlib as mpl, numpy as np, pandas as pd
assert "left" not in globals() and not hasattr(builtins, "left_in_builtins")
assert "/left" not in sys.path and "left_module" not in sys.modules
assert "LEFT" not in os.environ and os.getcwd() != "/"
assert ("error", None, Warning, None, 0) not in warnings.filters
assert mpl.rcParams["font.size"] != 99 and "inline" in mpl.get_backend()
assert pd.get_option("display.max_rows") == 60
assert logging.getLogger().level != 1
"""


def test_nothing_that_one_notebook_does_is_seen_by_the_next(tmp_path):
    one = run(notebook({"leaves": LEAVES}), tmp_path, "one", engine_name=engine.NAME)
    two = run(notebook({"looks": LOOKS}), tmp_path, "two", engine_name=engine.NAME)
    assert '"output_type": "error"' not in one
    assert not [
        kept.get("traceback") for cell in nbformat.reads(two, as_version=4).cells for kept in cell.get("outputs", ())
    ]


def test_what_a_warm_process_leaves_for_later_is_there_when_a_notebook_asks(tmp_path):
    asks = """
import jsonschema
schema = {"type": "string", "format": "iri"}
checker = jsonschema.FormatChecker()
jsonschema.Draft202012Validator(schema, format_checker=checker).is_valid("https://example.org/ä"), \\
    jsonschema.Draft202012Validator(schema, format_checker=checker).is_valid("no address")
"""
    texts = [
        run(notebook({"asks": asks}), tmp_path, name, **more)
        for name, more in (("o", {}), ("w", {"engine_name": engine.NAME}))
    ]
    assert texts[0] == texts[1]
    assert '"(True, False)"' in texts[1]


def test_chance_is_fresh_in_each_run(tmp_path):
    cells = {
        "chance": "import random\nimport numpy as np\nrandom.random(), np.random.rand(), __import__('uuid').uuid4()"
    }
    drawn = {run(notebook(cells), tmp_path, f"run-{number}", engine_name=engine.NAME) for number in range(3)}
    assert len(drawn) == 3


def test_a_killed_process_is_a_dead_kernel_and_the_engine_lives_on(tmp_path):
    with pytest.raises(DeadKernelError, match="SIGKILL"):
        run(notebook({"dies": "import os\nos.kill(os.getpid(), 9)"}), tmp_path, "dies", engine_name=engine.NAME)
    assert '"text/plain": [\n       "2"' in run(
        notebook({"works": "1 + 1"}), tmp_path, "works", engine_name=engine.NAME
    )


def test_papermills_own_command_takes_the_engine(tmp_path):
    nbformat.write(notebook({"adds": "1 + 1"}), tmp_path / "in.ipynb")
    done = subprocess.run(
        [Path(sys.executable).with_name("papermill"), "--engine", engine.NAME, "--no-progress-bar", "in.ipynb", "out.ipynb"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[0].outputs[0].data["text/plain"] == "2"
    assert not [each for each in psutil.process_iter(["cmdline", "cwd"]) if each.info["cwd"] == str(tmp_path)]


def test_another_language_is_left_to_papermill_and_said(tmp_path, caplog):
    source = notebook({"adds": "1 + 1"})
    source.metadata.kernelspec = {"display_name": "R", "language": "R", "name": "ir"}
    nbformat.write(source, tmp_path / "in.ipynb")
    caplog.set_level("WARNING", logger=engine.log.name)  # which runs of this project keep silent
    with pytest.raises(Exception, match=r"ir|kernel"):
        papermill.execute_notebook(
            tmp_path / "in.ipynb", tmp_path / "out.ipynb", engine_name=engine.NAME, progress_bar=False
        )
    assert "an ordinary kernel runs this notebook" in caplog.text


def test_a_jupyter_client_gets_its_kernels_from_the_warm_process(monkeypatch):
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "csp-warm")
    KernelProvisionerFactory.clear_instance()
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        assert type(manager.provisioner).__name__ == "WarmProvisioner"
        client.wait_for_ready(timeout=60)
        pid = manager.provisioner.pid
        shown = []
        client.execute_interactive("import os; print(os.getpid())", timeout=60, output_hook=shown.append)
        told = [message["content"]["text"] for message in shown if message["msg_type"] == "stream"]
        assert told == [f"{pid}\n"]
        client.execute("import time; time.sleep(60)")
        time.sleep(1)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=30)
        while reply["content"].get("ename") != "KeyboardInterrupt":
            reply = client.get_shell_msg(timeout=30)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        KernelProvisionerFactory.clear_instance()
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not psutil.pid_exists(pid)


def test_a_warm_process_that_nobody_can_ask_is_not_alive_though_it_may_still_be_seen():
    warm = zygote.Zygote().ready()
    assert warm.alive()
    # As when it is killed: its sockets close before it can be waited for.
    monitored = psutil.Process(warm.process.pid)
    monitored.suspend()
    warm._socket.shutdown(socket.SHUT_RDWR)
    try:
        with pytest.raises(MachineError, match="the warm process is gone"):
            warm.fork({"task": "cells"})
        assert warm.process.poll() is None and not warm.alive()
    finally:
        monitored.resume()
        warm.close()


def test_forks_end_with_the_zygote_and_what_they_started_with_them(tmp_path):
    warm = zygote.Zygote().ready()
    cells = notebook({"waits": "import subprocess\nsubprocess.run(['sleep', '300'])"})
    fork = warm.fork({"task": "cells", "notebook": nbformat.writes(cells), "options": {}})
    events = fork.events()
    assert next(events) == {"start": 0}
    started = psutil.Process(fork.pid)
    deadline = time.monotonic() + 20
    while not started.children() and time.monotonic() < deadline:
        time.sleep(0.05)
    family = [started, *started.children(recursive=True)]
    assert len(family) == 2
    warm.close()
    _, alive = psutil.wait_procs(family, timeout=10)
    assert not alive
    assert fork.ended() == "its process is gone"


def test_forks_end_when_the_zygote_is_killed():
    warm = zygote.Zygote().ready()
    cells = notebook({"waits": "import time\ntime.sleep(300)"})
    fork = warm.fork({"task": "cells", "notebook": nbformat.writes(cells), "options": {}})
    next(fork.events())
    os.kill(warm.process.pid, signal.SIGKILL)
    _, alive = psutil.wait_procs([psutil.Process(fork.pid)], timeout=10) if psutil.pid_exists(fork.pid) else ([], [])
    assert not alive
    assert not warm.alive()
    warm.close()
