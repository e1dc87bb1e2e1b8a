"""Charts on a slide: real ones, whose numbers can be changed in PowerPoint, LibreOffice or Keynote."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.slide import Slide
from pptx.util import Pt

from odmap.exports.slides.template import TEXT, SlideArea
from odmap.exports.slides.text import described, rgb
from odmap.wording import format_number, in_words

_SIZE = 16
_LABEL = 18
_GAP = 45  # percent of a bar's width


class BarChart(NamedTuple):
    """What a chart shows.

    Attributes:
        name: what is counted.
        labels: of the bars, in order.
        series: names of the series to a number for each bar, ``None`` where a bar is another series'.
        colours: names of the palette: one for each bar if there is one series, else one for each series.
        standing: whether the bars stand, as columns in the order of time.
        most: what the longest bar could stand for; 0 for the highest of the numbers.
    """

    name: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[int | None]]
    colours: Sequence[str]
    standing: bool = False
    most: int = 0

    @property
    def words(self) -> str:
        """The chart in words."""
        told = [
            in_words(
                [
                    f"{label} {format_number(number)}"
                    for label, number in zip(self.labels, numbers, strict=True)
                    if number is not None
                ]
            )
            for numbers in self.series.values()
        ]
        if len(told) > 1:
            told = [f"{name}: {numbers}" for name, numbers in zip(self.series, told, strict=True)]
        return f"{'Column' if self.standing else 'Bar'} chart. {self.name}: {'; '.join(told)}."


def add_chart(slide: Slide, box: SlideArea, bars: BarChart) -> None:
    """Put a chart on a slide."""
    data: Any = CategoryChartData("#,##0")  # type: ignore[no-untyped-call] # python-pptx types only some of its methods
    data.categories = bars.labels
    for name, numbers in bars.series.items():
        data.add_series(name, numbers)
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if bars.standing else XL_CHART_TYPE.BAR_CLUSTERED
    frame: Any = slide.shapes.add_chart(kind, *box.measures(), data)
    described(frame, bars.name, bars.words)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(_SIZE), TEXT
    chart.font.color.rgb = rgb("ink")
    chart.has_legend = len(bars.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    _axes(chart, bars)
    _bars(chart.plots[0], bars)


def _axes(chart: Any, bars: BarChart) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale = 0
    most = bars.most or max((n for numbers in bars.series.values() for n in numbers if n is not None), default=0)
    values.maximum_scale = most * 1.15 or 1  # so that the number above the highest has room
    values.has_major_gridlines = False
    values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    values.format.line.fill.background()
    names.format.line.color.rgb = rgb("line")
    names.reverse_order = not bars.standing
    names.has_major_gridlines = False


def _bars(plot: Any, bars: BarChart) -> None:
    plot.gap_width = _GAP
    plot.overlap = 100 if len(bars.series) > 1 else 0
    plot.vary_by_categories = False
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = "#,##0", False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.bold = Pt(_LABEL), True
    labels.font.color.rgb = rgb("ink")
    for number, series in enumerate(plot.series):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(bars.colours[number])
        if len(bars.series) == 1:
            for place, colour in enumerate(bars.colours):
                point = series.points[place]
                point.format.fill.solid()
                point.format.fill.fore_color.rgb = rgb(colour)
