from marchland.outputs.content import Link
from marchland.outputs.sections.cited import cited


def test_a_source_is_a_link_its_words_or_its_key():
    assert isinstance(cited("err-2025-06"), Link | str)
    assert str(cited("nobody")) == "nobody"
    assert "ERR" in str(cited("err-2025-06"))
