"""What the command line shows."""

import json
import logging
import signal

import click
import pytest

from marchland.console import (
    Coming,
    Interruption,
    Steps,
    aligned,
    cell,
    check_room,
    check_word,
    dumped,
    explained,
    written,
)
from marchland.errors import InputError, OutputError


def test_columns_are_aligned_and_an_estimate_is_told_by_its_value():
    rows = [
        {"row": "ditch", "low": 1, "best": 2, "high": 3, "unit": "m", "value": "2 (1 to 3) m"},
        {"row": "road", "low": 4, "best": 5, "high": 6, "unit": "m", "value": None},
    ]
    head, *lines = aligned(rows).splitlines()
    assert head.split() == ["row", "value"]
    assert lines == ["ditch  2 (1 to 3) m", "road   unknown until declared"]


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (["a", "b"], "a, b"), (7, "7"), ("[b]", "[b]")]
)
def test_a_cell_is_its_text(value, text):
    assert cell("row", value) == text


def test_json_keeps_letters_and_takes_anything(tmp_path):
    assert json.loads(dumped({"place": "Suwałki", "path": tmp_path})) == {
        "place": "Suwałki",
        "path": str(tmp_path),
    }
    assert "Suwałki" in dumped({"place": "Suwałki"})


def test_an_error_that_explains_itself_ends_with_code_1(capsys):
    with pytest.raises(click.exceptions.Exit) as ended, explained(True):
        raise InputError.one("here", "is wrong", "Mend it.")
    assert ended.value.exit_code == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["where"] == "here"


def test_a_word_that_is_nearly_right_is_told():
    check_word("WHAT", "movers", ["movers"])
    with pytest.raises(click.BadParameter, match="Did you mean movers"):
        check_word("WHAT", "mover", ["movers", "seasons"])


def test_a_folder_that_cannot_be_made_is_refused_at_once(tmp_path):
    check_room(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be made"):
        check_room(tmp_path / "file" / "out")


def test_steps_and_warnings_are_lines_where_nobody_watches(capsys):
    with Steps() as steps:
        steps("reading")
        logging.getLogger("marchland").warning("once")
    told = [line.split("s  ", 1)[1] for line in capsys.readouterr().err.splitlines()]
    assert told == ["reading", "once"]


def test_what_comes_is_announced_before_it_does(capsys):
    with Coming() as coming:
        coming.step("elevation")
        coming.announce(2, 1_500_000, 1)
        coming.advance(1_500_000)
    assert "2 files, 1.5 MB, and 1 of unknown size" in capsys.readouterr().err


def test_an_interruption_is_remembered():
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        stopped = Interruption()
        stopped.heed()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
        assert stopped.asked
        with pytest.raises(KeyboardInterrupt):  # also where the first one was lost on its way
            stopped.heed()
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])


def test_a_run_written_anew_is_told_from_the_one_before(tmp_path):
    assert written(tmp_path) is None
    (tmp_path / "run.json").write_text("{}")
    first = written(tmp_path)
    assert first is not None
    (tmp_path / "other").write_text("{}")
    (tmp_path / "other").replace(tmp_path / "run.json")
    assert written(tmp_path) != first


def test_long_texts_go_on_below_and_others_stay_whole():
    lines = aligned([{"article": "5", "duty": "mark " * 40, "reason": "long " * 40}]).splitlines()
    assert len(lines) > 3
    assert "long " * 39 in lines[1]


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("best", 2694999.9999999995, "2,695,000"),
        ("low", 0.31900000000000006, "0.319"),
        ("high", None, "unknown"),
        ("value", None, "unknown until declared"),
        ("note", None, ""),
        ("parties", ["LT", "PL"], "LT, PL"),
        ("border", ("cameras",), "cameras"),
        ("deep", (), ""),
        ("year", 2026, "2026"),
    ],
)
def test_a_cell_shows_no_more_digits_than_anybody_can_mean(column, value, shown):
    assert cell(column, value) == shown


def test_how_far_a_step_is_comes_as_a_line_now_and_then(capsys, monkeypatch):
    """Off a terminal a step that goes on says so every few seconds, and no more often."""
    now = [100.0]
    monkeypatch.setattr("marchland.console.time.monotonic", lambda: now[0])
    with Steps() as steps:
        steps("crossing times")
        for part in range(1, 9):
            now[0] += 2
            steps(f"crossing times: {part} done")
        steps("corridors")
    told = [line.split("s  ")[1] for line in capsys.readouterr().err.splitlines()]
    assert told == [
        "crossing times", "crossing times: 3 done", "crossing times: 6 done", "corridors",
    ]  # fmt: skip


def test_a_value_keeps_its_unit_where_it_is_not_written_with_it():
    fact = {"element": "ditch", "value": "40", "low": "40", "high": "40", "unit": "km"}
    assert aligned([fact]).splitlines()[1].split() == ["ditch", "40", "40", "40", "km"]
    told = {"name": "ditch", "value": "4 (1 to 9) EUR/m", "best": 4.0, "unit": "EUR/m"}
    assert aligned([told]).splitlines()[0].split() == ["name", "value"]
