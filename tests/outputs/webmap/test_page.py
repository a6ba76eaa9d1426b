import json
import re

import pytest

from marchland.outputs.maps import backdrop_of
from marchland.outputs.webmap import shipped
from marchland.outputs.webmap.page import packed_in, page, write_page


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """A bundle of two lines, one of which would end the script."""
    (tmp_path / "map.js").write_text("const end = '</script><!--';")
    (tmp_path / "map.css").write_text("a { color: red }")
    monkeypatch.setattr(shipped, "BUNDLE", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("bundle")
def test_one_page_holds_script_style_and_study(mapped):
    text = page(mapped, backdrop_of(mapped))
    assert "a { color: red }" in text
    found = re.search(r'<script type="application/json" id="study">(.*?)</script>', text, re.DOTALL)
    assert json.loads(found[1])["about"]["title"] == "The small gap"
    assert text.count("</script>") == 2
    assert "People: <none>" not in text  # data cannot open an element


@pytest.mark.usefixtures("bundle")
def test_no_address_is_asked(mapped):
    text = page(mapped, backdrop_of(mapped))
    rules = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert "default-src 'none'" in rules
    assert "http" not in rules


@pytest.mark.usefixtures("bundle")
def test_two_pages_are_the_same_bytes(mapped, tmp_path):
    for name in ("one", "two"):
        write_page(mapped, backdrop_of(mapped), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.usefixtures("bundle")
def test_rasters_are_taken_from_a_map_as_they_are_packed(mapped, tmp_path):
    report, back, file = mapped, backdrop_of(mapped), tmp_path / "map.html"
    assert packed_in(file) is None
    write_page(report, back, file)
    found = packed_in(file)
    assert page(report, back, found) == file.read_text("utf-8")
    found["cover"]["planes"][""]["data"] = "other"
    assert '"data":"other"' in page(report, back, found)
    file.write_text("no map")
    assert packed_in(file) is None
