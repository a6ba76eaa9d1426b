from marchland.outputs.sections.method import WORDS, section


def test_every_word_is_explained(report):
    (terms,) = section(report, {}).blocks
    assert len(terms.items) == len(WORDS)
    assert all(meaning.endswith(".") for _, meaning in terms.items)
