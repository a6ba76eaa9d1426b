import ast
import string
from datetime import date

import pytest

from marchland.catalogue.factbook import factbook
from marchland.catalogue.read import catalogue
from marchland.consequences.cases import TOPICS, Alternative, both_cases
from marchland.consequences.dossier import law
from marchland.consequences.law import RULES
from marchland.errors import InputError
from marchland.model.estimate import TAGS, Estimate
from marchland.model.said import Said, numeral
from marchland.outputs.language import (
    FIRST,
    forms,
    languages,
    said,
    say,
    speaking,
    spoken,
    translated,
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


OTHERS = [name for name in languages() if name != FIRST]
DAYS = [date(year, 6, 15) for year in (1990, 1999, 2008, 2017, 2025, 2026)]


@pytest.fixture(scope="module")
def sentences(source_files):
    """Keys of the sentences that the steps put together."""
    calls = [
        node.args[0].value
        for path in source_files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Said"
        and isinstance(node.args[0], ast.Constant)
    ]
    rules = [f"law.rule_{name}" for name in RULES]
    topics = [
        f"topic.{side}.{name}"
        for name, topic in TOPICS.items()
        for side in ("necessity", "humanity")
        if getattr(topic, side)
    ]
    return {key for key in calls if key} | {*rules, *topics}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_steps_has_words_and_none_is_left_over(sentences, language):
    kept = {key.removeprefix("said.") for key in vocabulary(language) if key.startswith("said.")}
    assert kept == sentences


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_are_put_together_of_the_same_values(source_files, language):
    words = vocabulary(language)
    pairs = [
        (node.args[0].value, node.args[1].value)
        for path in source_files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Said"
        and all(isinstance(arg, ast.Constant) for arg in node.args[:2])
    ]
    assert len(pairs) > 20
    wrong = [k for k, own in pairs if k and placeholders(own) != placeholders(words[f"said.{k}"])]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_law_says_has_words_for_every_party_and_day(language):
    book = factbook()
    texts = {duty.text for duty in book.duties if duty.act != "scope"}
    for party in book.parties:
        for on in DAYS:
            for where in law(party, on).standings:
                texts |= {
                    where.reason,
                    *(words for p in where.positions for words in (p.side, p.says)),
                }
    with speaking(language):
        assert [text for text in texts if translated(text) == text] == []


@pytest.mark.parametrize("language", OTHERS)
def test_both_cases_are_argued_in_the_language(language):
    def side(name, best, missing=()):
        figure = Estimate(best, best, 2 * best, "EUR", "a test", "computed")
        figures = {t: figure for t in TOPICS if t != "people"} | {"people": None}
        return Alternative(name, figures, missing=missing, counted="")

    found = both_cases(side("plan", 1e6), side("nothing built", 9e6, ("keep",)))
    with speaking(language):
        for text in (*found.necessity, *found.humanity, *found.unknown):
            said_there = translated(text)
            assert said_there != text
            assert "nothing built" not in said_there
            assert "EUR million" not in said_there


def test_a_sentence_is_put_together_in_polish():
    when = Said("law.span", "{first} to {last}", {"first": "2001", "last": "2002"})
    text = Said("law.signed", "signed {when}, not yet joined", {"when": when})
    assert translated(text) == "signed 2001 to 2002, not yet joined"
    with speaking("pl"):
        assert translated(text) == "podpisano od 2001 do 2002, jeszcze bez związania się"
        assert translated(numeral("1,234.5")) == "1\u00a0234,5"
        assert translated("no such words") == "no such words"
        large = Said("ranked.first", "{name} comes first.", {"name": "plan"})
        assert translated(large) == "Pierwsze miejsce: plan."
