"""How `make lab` starts JupyterLab: on the project, nothing to answer, nothing fetched from elsewhere."""

import os
import shutil
import sys
from pathlib import Path

# All of it can be opened: data, settings and commentary are edited beside the notebooks, which it shows first.
PROJECT = Path(__file__).parents[2]


def clean(model: dict, path: str, **_: object) -> None:
    """Save a notebook as it is kept, so that git shows what a person changed, and not that it was opened or run."""
    if model["type"] == "notebook" and path.startswith("notebooks/"):
        from helpers.pipeline.notebooks import kept_form

        model["content"] = kept_form.saved(model["content"])


settings = get_config()  # noqa: F821 - JupyterLab reads this file and gives it that
# No news and no question whether to fetch any; no look for a newer version, since requirements.lock says which one it is.
settings.LabApp.news_url = None
settings.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
# Only what is in the project's own environment is offered as an extension.
settings.LabApp.extension_manager = "readonly"
# overrides.json beside this file; what a user has chosen in the Settings menu comes first.
settings.LabApp.app_settings_dir = str(Path(__file__).parent)
settings.ServerApp.root_dir = str(PROJECT)
settings.LabApp.default_url = "/lab/tree/notebooks"
# A terminal in it knows `csp` and the project's Python. Unless a shell is named, one that JupyterLab chooses is a login
# shell where it was not started in a terminal, and that forgets them.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
if shell := os.environ.get("SHELL") or shutil.which("bash") or shutil.which("sh"):
    settings.ServerApp.terminado_settings = {"shell_command": [shell]}
settings.FileContentsManager.pre_save_hook = clean
