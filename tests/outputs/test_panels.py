import numpy as np
import pytest

from marchland.outputs.language import vocabulary
from marchland.outputs.lettering import px
from marchland.outputs.panels import LAYERS, draw_panels, limit_shares, paint_classes, panel_title


@pytest.mark.parametrize("layer", LAYERS)
def test_a_sheet_of_panels_is_drawn_the_same_every_time(report, layer):
    one, two = (draw_panels(report, layer) for _ in range(2))
    assert one.shape[1] == round(px(180))
    assert one.std() > 10
    np.testing.assert_array_equal(one, two)


def test_without_cases_there_is_nothing_to_draw(changed):
    assert draw_panels(changed(restricted=None), "restriction") is None


def test_the_title_says_where_ground_is_open_and_where_not(report):
    title, _ = panel_title(report, "restriction")
    rows = report.restricted.inventory
    for end in (rows["severe"].min(), rows["severe"].max()):
        assert f"{end * 100:.0f} %" in title.replace("\u00a0", " ")
    assert (
        "Over all movers and seasons, what limits movement most often is"
        in panel_title(report, "limiting_factor")[0]
    )
    assert panel_title(report, "limiting_factor")[0][-6:] == "ground"


def test_every_class_has_words(report):
    for layer in LAYERS.values():
        words = {key.split(".")[2] for key in vocabulary("en") if key.startswith(f"panel.{layer}.")}
        assert words == set(report.catalogue.classes[layer])


def test_classes_and_unknown_ground_look_different(report):
    codes = np.repeat(np.array([1, 2, 3, 255], np.uint8), 40)[:, None] * np.ones(40, np.uint8)
    picture = paint_classes(codes, "restriction", report.catalogue)
    means = [picture[start : start + 40].mean() for start in range(0, 160, 40)]
    assert means[0] > means[1] > means[2]
    assert len({round(float(mean), 3) for mean in means}) == 4


def test_the_title_counts_restricted_ground_only(report):
    """A slight limit on ground that stays unrestricted is no limit worth a title."""
    shares = limit_shares(report.restricted, report.catalogue)
    assert sum(shares.values()) == pytest.approx(1)
    title = panel_title(report, "limiting_factor")[0]
    assert title.endswith("of restricted and severely restricted ground")


def test_borders_and_the_largest_towns_are_on_every_panel(report, changed):
    bare = changed(borders=report.borders[:0], towns=report.towns[:0])
    with_lines, without = (draw_panels(r, "restriction") for r in (report, bare))
    assert (with_lines[: len(without)] != without[: len(with_lines)]).any()
