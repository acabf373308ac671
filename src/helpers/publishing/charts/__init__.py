"""Charts: one look, direct labels, and alternative text made from the figures that are plotted."""

from helpers.publishing.charts.actions import actions_chart
from helpers.publishing.charts.bars import bars
from helpers.publishing.charts.base import Chart
from helpers.publishing.charts.caterpillar import caterpillar_chart
from helpers.publishing.charts.control import control_chart
from helpers.publishing.charts.funnel import funnel_chart
from helpers.publishing.charts.profile import profile_chart
from helpers.publishing.charts.risk_matrix import risk_matrix_chart
from helpers.publishing.charts.spend import spend_bars
from helpers.publishing.charts.streams import funding_bars
from helpers.publishing.charts.tiles import tile_map
from helpers.publishing.charts.trend import trend_chart
from helpers.publishing.charts.variation import variation_bars
from helpers.publishing.charts.waterfall import waterfall_chart

__all__ = [
    "Chart",
    "actions_chart",
    "bars",
    "caterpillar_chart",
    "control_chart",
    "funding_bars",
    "funnel_chart",
    "profile_chart",
    "risk_matrix_chart",
    "spend_bars",
    "tile_map",
    "trend_chart",
    "variation_bars",
    "waterfall_chart",
]
