import ast
import string

import pytest

from marchland.catalogue.read import catalogue
from marchland.errors import InputError
from marchland.model.estimate import TAGS
from marchland.outputs.language import (
    FIRST,
    forms,
    languages,
    said,
    say,
    speaking,
    spoken,
    vocabulary,
)


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


@pytest.mark.parametrize("language", [name for name in languages() if name != FIRST])
def test_every_name_of_the_catalogue_has_words(language):
    table, words = catalogue(), vocabulary(language)
    names = [*table.classes["cover"], *table.classes["factor"], *TAGS, "opposing", "own"]
    names += [name for kind in ("mover", "season", "measure") for name in table.names(kind)]
    assert [name for name in names if f"name.{name}" not in words] == []
    assert [m for m in table.names("mover") if f"reference.{m}" not in words] == []


def test_every_word_that_is_counted_has_its_forms(source_files):
    calls = [
        node.args[1].value
        for path in source_files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "count"
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
    ]
    assert calls
    for language in languages():
        words, number = vocabulary(language), {"en": 2, "pl": 3}[language]
        assert {word: words[f"count.{word}"].count("|") + 1 for word in calls} == dict.fromkeys(
            calls, number
        )


def test_polish_counts_in_three_forms():
    with speaking("pl"):
        found = {n: forms(n, "count.plan", "") for n in (1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 112)}
    few = {n for n, form in found.items() if form == "plany"}
    assert found[1] == "plan"
    assert few == {2, 4, 22}
    assert found[5] == found[21] == found[112] == "planów"
