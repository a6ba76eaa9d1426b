"""The section on postures is there where there is something to say."""

import pandas as pd
from tests.outputs.test_postures import TABLE

from marchland.outputs.content import Bullets, Table
from marchland.outputs.sections.postures import section


def test_without_postures_and_own_side_there_is_no_section(report):
    assert section(report, {}) is None


def test_postures_and_what_was_not_built_are_told(changed):
    told = section(changed(postures=TABLE.assign(left_out="deep line")), {})
    assert any(isinstance(block, Table) for block in told.blocks)
    (left,) = [block for block in told.blocks if isinstance(block, Bullets)]
    assert left.items == ["none: deep line", "layered: deep line"]


def test_the_own_side_is_told_alone(changed):
    rows = [("crossings closed", "1", 1.0, 1.0, 1.0, "n")]
    own = pd.DataFrame(rows, columns=["what", "unit", "low", "best", "high", "note"])
    assert len(section(changed(own_side=own), {}).blocks) == 2
