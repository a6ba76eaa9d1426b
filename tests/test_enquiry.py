from datetime import date

import pytest

from marchland.enquiry import draw_law, read_law, write_whole
from marchland.errors import InputError, OutputError


def test_words_become_dossiers():
    (found,) = read_law(["LT", "LT"], "2026-01-15", ["2025-11-01/"])
    assert (found.party, found.on) == ("LT", date(2026, 1, 15))
    assert found.standings[0].status == "leaving"


def test_every_word_that_is_wrong_is_told_at_once():
    with pytest.raises(InputError) as raised:
        read_law(["XX", "LT", "YY"], "15 January", ["2025"])
    assert [f.where for f in raised.value.faults] == [
        "--on", "--in-armed-conflict", "--party", "--party",
    ]  # fmt: skip


def test_a_picture_is_written_whole(tmp_path):
    draw_law(read_law(["LT"], "2026-01-15", []), [], tmp_path / "law.png")
    assert [path.name for path in tmp_path.iterdir()] == ["law.png"]


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "law.png", b"")
