import numpy as np

from marchland.outputs.webmap.twins import class_rows, interval_rows


def test_classes_are_areas_and_shares():
    codes = np.array([[1, 1, 2, 255]], np.uint8)
    assert class_rows(codes, 1000.0, {"free": 1, "slow": 2, "shut": 3}) == [
        {"code": 1, "km2": 2.0, "share": 0.5},
        {"code": 2, "km2": 1.0, "share": 0.25},
        {"code": None, "km2": 1.0, "share": 0.25},
    ]


def test_intervals_cover_everything_once():
    values = np.array([0.0, 1.0, 4.0, 99.0, -3.0, np.inf, np.nan, -np.inf])
    rows = interval_rows(values, 1000.0, (0.0, 8.0))
    assert sum(row["km2"] for row in rows) == values.size
    assert [(row["from"], row["to"]) for row in rows if row["what"] == "between"] == [
        (None, 0.0), (0.0, 1.0), (1.0, 2.0), (4.0, 5.0), (8.0, None),
    ]  # fmt: skip
    assert [row["what"] for row in rows][-3:] == ["never", "neither", "unknown"]
