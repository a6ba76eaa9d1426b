import ast
import string

import pytest

from marchland.errors import InputError
from marchland.outputs.language import FIRST, languages, said, say, speaking, spoken, vocabulary


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", languages())
def test_every_key_is_there_and_its_placeholders_agree(language):
    first, other = vocabulary(FIRST), vocabulary(language)
    assert set(other) >= set(first)
    wrong = {k for k in first if placeholders(first[k]) != placeholders(other[k])}
    assert wrong == set()
    assert [key for key, text in other.items() if not text.strip()] == []


def test_every_key_that_the_code_says_is_there(source_files):
    calls = [
        node.args[0].value
        for path in source_files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "say"
        and isinstance(node.args[0], ast.Constant)
    ]
    assert calls
    assert [key for key in calls if key not in vocabulary(FIRST)] == []


def test_a_language_holds_until_its_writer_is_done():
    assert spoken() == FIRST
    with speaking(FIRST):
        assert say("answer.known") == "What is not known"
    assert spoken() == FIRST


def test_a_language_without_words_is_refused():
    with pytest.raises(InputError, match=r"Known: .*en"), speaking("xx"):
        pass


def test_other_words_stand_in_for_none():
    assert said("no.such.key", "otherwise") == "otherwise"
