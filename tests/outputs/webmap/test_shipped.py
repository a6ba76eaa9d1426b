import pytest

from marchland.outputs.webmap import shipped
from marchland.outputs.webmap.shipped import PARTS, built


@pytest.mark.parametrize("missing", [None, *PARTS])
def test_a_bundle_is_whole_or_not_there(tmp_path, monkeypatch, missing):
    monkeypatch.setattr(shipped, "BUNDLE", tmp_path)
    for part in set(PARTS) - {missing}:
        (tmp_path / part).write_text("")
    assert built() == (missing is None)
