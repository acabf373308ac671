"""Reproducible reports for Community Safety Partnerships."""

from helpers.mistakes import cell

__version__ = "0.1.0"

# Whatever a notebook imports of this project, it imports this first.
cell.listen()
