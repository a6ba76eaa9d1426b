from marchland.outputs.panels import panel_title
from marchland.outputs.sections.pictures import pictures


def test_a_picture_says_its_finding_in_words(report):
    figure = pictures(report, {"restriction": b"image"}, "restriction")[0]
    title, subtitle = panel_title(report, "restriction")
    assert figure.alt == f"Map: {title}. {subtitle}"
    assert figure.image == b"image"


def test_a_picture_that_was_not_drawn_is_left_out(report):
    assert pictures(report, {"plan": b"image"}, "ground", "plan")[0].name == "plan"
