"""Charts: one look, direct labels, and alternative text made from the figures that are plotted."""

from helpers.publishing.charts.base import Chart
from helpers.publishing.charts.streams import funding_bars
from helpers.publishing.charts.variation import variation_bars

__all__ = ["Chart", "funding_bars", "variation_bars"]
