"""What a plan hangs on, as tables."""

from dataclasses import replace

import pytest
from tests.outputs.explaining import explained

from marchland.outputs.explained import (
    alternatives_table,
    front_table,
    importance_table,
    timed,
    worth,
)


@pytest.fixture(scope="module")
def told():
    return explained()


def cells(table):
    return [[str(c).replace("\u00a0", " ") for c in row] for row in table.groups[0].rows]


def test_every_plan_about_as_good_is_told(told):
    plan, hangs = told
    first, other = cells(alternatives_table(plan, hangs))
    assert [first[0], other[0]] == ["the plan", "another, 1"]
    assert first[3] == other[3] == "EUR 2"
    caption = alternatives_table(plan, hangs).caption.replace("\u00a0", " ")
    assert "Shared by all: 0 options;" in caption


def test_money_and_what_it_buys(told):
    plan, hangs = told
    table = front_table(plan, hangs)
    rows = cells(table)
    assert len(rows) == 7
    assert rows[3][0] == "EUR 2"
    assert "EUR 2 more" in table.caption.replace("\u00a0", " ")
    none = replace(hangs, step=None)
    assert "No more money" in front_table(plan, none).caption


def test_what_is_needed_most(told):
    rows = cells(importance_table(*told))
    assert {row[1] for row in rows} == {"wall"}


def test_a_time_is_written_on_the_clock_and_a_ratio_as_a_number(told):
    plan, _ = told
    assert worth(plan, 3600.0).replace("\u00a0", " ") == "1 h 00 min"
    other = replace(plan, objective="least crossing time as a multiple of that without measures")
    assert worth(other, 1.25) == "1.25"
    assert timed(plan)
    assert not timed(other)
