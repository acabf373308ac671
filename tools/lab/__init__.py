"""JupyterLab as analysts have it with `make lab`: its settings, and a hand to drive it with."""
