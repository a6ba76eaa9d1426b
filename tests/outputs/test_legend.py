import numpy as np

from marchland.model.grid import Grid
from marchland.outputs.legend import Ramp, Stroked, area_key, flat_key, legend, line_key, point_key
from marchland.outputs.lettering import px
from marchland.outputs.sheet import Captions, open_sheet

GRID = Grid(3035, 5_180_000.0, 3_560_000.0, 500.0, 10, 24)
KEYS = [
    flat_key("lake", (0.7, 0.8, 0.9)),
    area_key("closed", lambda shape: np.zeros((*shape, 3), np.float32)),
    line_key("road", Stroked("black", 1.0, (0, (2.0, 1.0)), ("white", 2.0)), marker="s"),
    point_key("closure", "s", "black"),
    point_key("site", "s", "black", filled=False),
]
RAMP = Ramp("Hours", np.zeros((256, 3)), [(0.0, "0"), (0.5, "1 h"), (1.0, "2 h")])


def drawn(block):
    sheet = open_sheet(Captions("", "", "", "", ""), GRID, ())
    block.draw(sheet, 0.0, 10.0)
    return sheet


def places(sheet) -> dict[str, tuple[float, float]]:
    return {text.get_text(): text.get_position() for text in sheet.paper.texts}


def test_every_key_and_the_scale_are_written():
    found = places(drawn(legend(RAMP, KEYS, px(120))))
    assert {key.label for key in KEYS} | {"Hours", "0", "1 h", "2 h"} == set(found)


def test_keys_stand_in_columns_below_each_other():
    found = places(drawn(legend(None, KEYS, px(120))))
    assert found["lake"][0] == found["closed"][0] == found["road"][0]
    assert found["closure"][0] > found["lake"][0]
    assert found["closure"][1] == found["lake"][1]


def test_where_there_is_little_room_there_is_one_column_and_more_height():
    narrow, wide = legend(None, KEYS, px(20)), legend(None, KEYS, px(120))
    assert narrow.height > wide.height
    assert len({x for x, _ in places(drawn(narrow)).values()}) == 1


def test_the_scale_stands_above_the_keys():
    found = places(drawn(legend(RAMP, KEYS, px(120))))
    assert found["Hours"][1] < found["1 h"][1] < found["lake"][1]
    assert legend(None, [], px(50)).height > 0
