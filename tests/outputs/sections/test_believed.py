"""The section on what must be believed is there where postures were compared."""

from dataclasses import replace

from tests.outputs.believing import hinged

from marchland.outputs.content import Bullets, Figure, Paragraph, Table
from marchland.outputs.sections.believed import section


def test_without_postures_there_is_no_section(report):
    assert section(report, {}) is None


def test_break_even_what_moves_the_answer_and_what_turns_the_order_are_told(changed):
    told = section(changed(hinge=hinged()), {"tornado": b"one", "passage": b"two"})
    kinds = [type(block) for block in told.blocks]
    assert kinds[:6] == [Paragraph, Table, Figure, Paragraph, Figure, Table]
    assert "layered" in told.blocks[3].text
    assert "84 %" in told.blocks[2].alt.replace("\u00a0", " ")
    assert kinds[6:] in ([Paragraph, Table], [Bullets, Table])


def test_an_input_that_turns_the_order_is_named_with_its_value(changed):
    turned = hinged().flips.assign(flips_at=3600.0)
    told = section(changed(hinge=replace(hinged(), flips=turned)), {})
    (said,) = [block for block in told.blocks if isinstance(block, Bullets)]
    assert said.items[0].replace("\u00a0", " ") == (
        "delay of ditch at b: at 1 h 00 min the two are equal."
    )


def test_where_nothing_is_known_of_the_answer_only_the_break_even_is_told(changed):
    blank = replace(hinged(), moved="", flips=hinged().flips[:0])
    assert len(section(changed(hinge=blank), {}).blocks) == 2
