"""What must be believed, as tables: a break-even where nothing is declared, never a verdict."""

import pytest
from tests.outputs.believing import hinged
from tests.posture.test_hinge import LINE, ROWS, SEEN, met

from marchland.outputs.believed import (
    answer_words,
    belt_words,
    flips_table,
    held_table,
    input_words,
    tornado_rows,
    tornado_table,
    value_words,
)
from marchland.outputs.language import speaking
from marchland.posture.belts import Reserve
from marchland.posture.hinge import hinge


def text(cells):
    return [str(cell).replace("\u00a0", " ") for cell in cells]


def test_an_undeclared_delay_is_told_as_what_must_be_believed():
    (group,) = held_table(hinged()).groups
    rows = {row[0]: text(row) for row in group.rows}
    assert rows["tripwire"][1] == "unknown"
    # 0.9 of the normal distribution at 3600 s over hypot(2160 s, 1080 s), 30 % of 2 h and of 1 h
    assert rows["tripwire"][3].endswith("to match layered (84 %)")
    assert rows["tripwire"][4] == "50 min"
    assert rows["layered"][2] == "–"
    assert rows["none"][4] == "nothing there holds, or nobody answers"


def test_a_tornado_tells_values_and_answers_in_words():
    (row,) = tornado_table(hinged()).groups[0].rows
    assert text(row)[:4] == ["delay of ditch at b", "30 min", "2 h 00 min", "4 h 00 min"]
    assert text(row)[5] == "84 %"


def test_an_order_that_an_input_turns_names_the_better_one_at_either_end():
    table = flips_table(hinged())
    assert "layered or forward line" in table.caption
    assert {len(row) for row in table.groups[0].rows} == {6}


def test_a_chart_takes_hours_and_names_in_words():
    rows = tornado_rows(hinged())
    assert rows[["input", "unit", "low", "best", "high"]].to_numpy().tolist() == [
        ["delay of ditch at b", "h", 0.5, 2.0, 4.0]
    ]
    timed = hinge({"a": met(SEEN, LINE, reserve=Reserve(None, None, None), hold=1.0)}, ROWS)
    assert tornado_rows(timed)["at_best"].tolist() == [2.0]
    assert answer_words(timed, 7200.0).replace("\u00a0", " ") == "2 h 00 min"


@pytest.mark.parametrize(("name", "said"), [
    ("delay of ground", "opóźnienie: teren"),
    ("time of the response", "czas odpowiedzi"),
    ("delay of fence and cameras at line-1", "opóźnienie: "),
    ("response", "odpowiedź"),
    ("a word of no catalogue", "a word of no catalogue"),
])  # fmt: skip
def test_an_input_is_named_in_the_language_that_is_written(name, said):
    assert input_words(name).startswith(name.replace("_", " "))
    with speaking("pl"):
        assert input_words(name).startswith(said)


def test_a_belt_and_a_value_are_written_as_words():
    assert belt_words("road_closure and fence at line-1") == "road closure and fence at line-1"
    assert belt_words("a wood") == "a wood"
    assert value_words(0.123456, "1") == "0.123"
    assert value_words(float("nan"), "s") == "nowhere"
