from dataclasses import replace

import numpy as np

from marchland.outputs.charts.chart import WIDTH_MM, axis_name, open_chart
from marchland.outputs.language import speaking
from marchland.outputs.lettering import px


def words(chart) -> list[str]:
    return [text.get_text() for text in chart.figure.texts]


def test_the_words_of_a_map_stand_around_a_chart(captions):
    chart = open_chart(captions, 40, 20)
    assert words(chart) == [
        "The finding, 5 km", "Its unit.", "A drawing.", "Sources: nobody.", "1 June 2026"
    ]  # fmt: skip


def test_it_is_as_wide_as_a_map_and_the_same_every_time(captions):
    one, two = (open_chart(captions, 40, 20).pixels() for _ in range(2))
    assert abs(one.shape[1] - px(WIDTH_MM)) <= 1
    assert np.array_equal(one, two)


def test_a_long_title_makes_room_for_itself(captions):
    short = open_chart(captions, 40, 20).pixels()
    tall = open_chart(replace(captions, title="A long finding. " * 20), 40, 20).pixels()
    assert tall.shape[0] > short.shape[0]


def test_an_axis_is_named_and_its_numbers_follow_the_language(captions):
    chart = open_chart(captions, 40, 20)
    chart.axes.set_xlim(0, 2)
    axis_name(chart, "Hours")
    assert chart.axes.get_xlabel() == "Hours"
    with speaking("pl"):
        chart.pixels()
        assert "0,5" in [label.get_text() for label in chart.axes.get_xticklabels()]


def test_what_is_written_on_the_axes_is_not_read_as_mathematics(captions):
    chart = open_chart(captions, 40, 20)
    chart.write((0.5, 0.5), "10 $ and 20 $", "left", bold=True)
    assert chart.pixels().min() < 100
