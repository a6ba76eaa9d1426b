"""Postures and the own side as tables: no verdict where nothing is declared."""

import pandas as pd

from marchland.outputs.postures import own_side_table, posture_lines, posture_table

NAN = float("nan")


def row(posture, side="opposing", **given):
    levels = ("low", "best", "high")
    base = {
        "approach": "flanks" if side == "opposing" else "home", "side": side,
        "mover": "light_tracked", "season": "dry", "floor_s": 4000.0, "must_hold_s": NAN,
        "undeclared": "", "posture": posture, "left_out": "", "people_cut_off": 0.0,
    }  # fmt: skip
    for what in ("time", "added", "response"):
        base |= {f"{what}_{v}_s": 3600.0 for v in levels}
    for what in ("noticed", "interrupted", "adaptive", "cost_eur", "land_m2"):
        base |= {f"{what}_{v}": 0.5 for v in levels}
    return {**base, **given}


UNKNOWN = {
    **{f"added_{v}_s": NAN for v in ("low", "best", "high")},
    **{f"interrupted_{v}": NAN for v in ("low", "best", "high")},
    "must_hold_s": 7200.0,
}
TABLE = pd.DataFrame(
    [row("none"), row("none", "own"), row("layered", **UNKNOWN), row("layered", "own")]
)


def text(cells):
    return [str(cell).replace("\u202f", " ").replace("\xa0", " ") for cell in cells]


def test_a_table_has_a_row_for_each_posture_and_a_group_for_each_opposing_approach():
    table = posture_table(TABLE)
    assert [group.heading for group in table.groups] == ["flanks"]
    assert [cells[0] for cells in table.groups[0].rows] == ["none", "layered"]
    assert all(len(cells) == len(table.head) for cells in table.groups[0].rows)


def test_what_is_declared_has_a_figure_and_what_is_not_has_none():
    none, layered = (text(cells) for cells in posture_table(TABLE).groups[0].rows)
    assert none[2] == "adds 1 h 00 min"
    assert none[4] == "50 %"
    assert layered[2] == "unknown, at least 1 h 07 min in all"
    assert (layered[4], layered[5]) == ("unknown", "2 h 00 min")
    assert none[5] == "nothing on the way holds"


def test_no_delay_would_do_and_nobody_answers_are_two_answers():
    table = pd.DataFrame([row("one", must_hold_s=float("inf")), row("two", undeclared="response")])
    one, two = (text(cells) for cells in posture_table(table).groups[0].rows)
    assert (one[5], two[5]) == ("no delay would do", "nobody answers")


def test_a_line_of_the_terminal_says_what_must_be_believed():
    said = text(posture_lines(TABLE))
    assert said[0] == "postures against flanks:"
    assert "even chance if each obstacle holds 2 h 00 min" in said[2]
    assert "answered in time: 50 %" in said[1]


def test_the_own_side_tells_times_and_people():
    rows = [("extra time of home", "min", 0.0, 60.0, 120.0, "n"),
            ("people cut off", "people", 5.0, 5.0, 5.0, "n")]  # fmt: skip
    table = pd.DataFrame(rows, columns=["what", "unit", "low", "best", "high", "note"])
    cells = [text(cells) for cells in own_side_table(table).groups[0].rows]
    assert cells[0][1] == "1 h 00 min (0 min to 2 h 00 min)"
    assert cells[1][1] == "5"


def test_a_movement_that_adapts_has_a_figure_of_its_own_where_it_is_less():
    table = pd.DataFrame(
        [row("layered", **{f"adaptive_{v}": 0.2 for v in ("low", "best", "high")})]
    )
    cells = text(posture_table(table).groups[0].rows[0])
    assert cells[4] == "50 %; 20 % if it knows what is built"
    open_one = {f"adaptive_{v}": NAN for v in ("low", "best", "high")}
    cells = text(posture_table(pd.DataFrame([row("layered", **open_one)])).groups[0].rows[0])
    assert cells[4] == "50 %; unknown if it knows what is built"
