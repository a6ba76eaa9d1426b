import pytest

from marchland.downloads.wanted import Patience, Wanted


def test_what_is_posted_is_part_of_what_is_wanted():
    one, other = (Wanted("http://a/b", "json", body=body) for body in ("x", "y"))
    assert one.key != other.key
    assert one.key == Wanted("http://a/b", "json", body="x").key


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://a/b/c.tif?x=1", "c.tif"),
        ("http://a/b/..%2f", "..%2f".replace("..", "").replace("%", "_")),
        ("http://a", "a"),
        ("http://a/api/", "api"),
    ],
)
def test_names_are_plain(url, name):
    assert Wanted(url, "tiff").name == name


def test_pauses_double_and_heed_the_server():
    patience = Patience(first_s=1, longest_s=60)
    assert [patience.pause_s(n) for n in (1, 2, 3, 9)] == [1, 2, 4, 60]
    assert patience.pause_s(1, 30) == 30
    assert patience.pause_s(1, 3600) == 60
