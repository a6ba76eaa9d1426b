import copy
import pickle
from dataclasses import asdict, dataclass

from hypothesis import given
from hypothesis import strategies as st

from marchland.model.said import NUMERAL, Said, numeral, together

WHEN = Said("law.signed", "signed {when}", {"when": "2001-02-03"})


def test_it_is_its_english_sentence():
    assert WHEN == "signed 2001-02-03"
    assert isinstance(WHEN, str)
    assert {WHEN: 1}["signed 2001-02-03"] == 1
    assert Said("x", "no value") == "no value"


def test_it_remembers_after_being_copied_and_kept():
    @dataclass(frozen=True)
    class Holder:
        text: str

    for again in (copy.deepcopy(WHEN), pickle.loads(pickle.dumps(WHEN)),
                  asdict(Holder(WHEN))["text"]):  # fmt: skip
        assert (again, again.key, again.values) == (WHEN, WHEN.key, WHEN.values)


@given(st.lists(st.text()), st.sampled_from([", ", "; ", " "]))
def test_together_is_a_join_that_keeps_its_parts(parts, between):
    row = together(parts, between)
    assert row == between.join(parts)
    assert list(row.values.values()) == parts


def test_braces_in_a_value_are_letters():
    assert Said("x", "{a}", {"a": "{b}"}) == "{b}"


def test_a_number_says_that_it_is_one():
    assert (numeral("1,234.5"), numeral("1,234.5").key) == ("1,234.5", NUMERAL)
