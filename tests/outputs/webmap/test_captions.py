"""Every layer and every word of the page is in the catalogue of words, in every language."""

import re

import pytest

from marchland.outputs.language import languages, speaking, vocabulary
from marchland.outputs.webmap.captions import FIXED, GROUPS, OVER, caption, group, page_words
from marchland.outputs.webmap.features import COLUMNS, label

SAID = re.compile(r'\bsay\("([a-z_]+)"')


@pytest.mark.parametrize("language", languages())
def test_every_layer_and_column_has_words(language):
    with speaking(language):
        for groups in (GROUPS, OVER):
            for heading, names in groups.items():
                assert group(heading)
                assert all(caption(name).meaning.endswith(".") for name in names)
        assert all(label(column) for columns in COLUMNS.values() for column in columns)
    assert caption("towns").sources == ("places",)
    assert FIXED == ("cover", "elevation")


def test_every_word_that_the_page_says_is_there(root):
    words = page_words()
    texts = [path.read_text("utf-8") for path in sorted((root / "web" / "src").glob("*.ts"))]
    said = {key for text in texts for key in SAID.findall(text)}
    assert len(said) > 60
    assert sorted(said - set(words)) == []


def test_a_page_in_polish_says_nothing_in_english():
    with speaking("pl"):
        words = page_words()
    first = vocabulary("en")
    same = {key for key, text in words.items() if first.get(f"web.{key}") == text}
    assert same <= {"place", "panel", "plan", "low", "share"}
    assert words["name.ditch"] == vocabulary("pl")["name.ditch"]
