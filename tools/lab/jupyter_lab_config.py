"""How `make lab` starts JupyterLab: nothing to answer, nothing fetched from elsewhere."""

from pathlib import Path

settings = get_config()  # noqa: F821 - JupyterLab reads this file and gives it that
# No news and no question whether to fetch any; no look for a newer version, since requirements.lock says which one it is.
settings.LabApp.news_url = None
settings.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
# Only what is in the project's own environment is offered as an extension.
settings.LabApp.extension_manager = "readonly"
# overrides.json beside this file; what a user has chosen in the Settings menu comes first.
settings.LabApp.app_settings_dir = str(Path(__file__).parent)
