"""Errors are help: what, where, what to do; and all at once."""

import inspect
import re

import pytest

from marchland import errors
from marchland.errors import Fault, InputError, MarchlandError

CLASSES = {
    name: value
    for name, value in vars(errors).items()
    if inspect.isclass(value) and issubclass(value, Exception)
}


def test_the_tree_in_the_docstring_is_the_tree():
    rows = re.findall(r"^    ([ │├└─]*)(\w+Error)", errors.__doc__, re.MULTILINE)
    parents, drawn = {}, {}
    for indent, name in rows:
        parents[len(indent)] = name
        drawn[name] = parents.get(len(indent) - 4)
    bases = {name: value.__base__.__name__ for name, value in CLASSES.items()}
    assert drawn == {n: base if base in CLASSES else None for n, base in bases.items()}


def test_everything_we_explain_is_one_kind():
    assert all(issubclass(value, MarchlandError) for value in CLASSES.values())


def test_a_fault_says_where_what_and_what_to_do():
    fault = Fault("limits.cost_eur", "is missing", "Add it.")
    assert str(fault) == "limits.cost_eur: is missing. Add it."


def test_one_fault():
    error = InputError.one("a.toml", "cannot be read", "Give a file.")
    assert str(error) == "a.toml: one fault\n  - a.toml: cannot be read. Give a file."
    assert len(error.faults) == 1


def test_many_faults_are_told_at_once_and_in_order():
    faults = [Fault(f"row {n}", "is wrong", "Mend it.") for n in range(3)]
    error = InputError("table", faults)
    assert error.faults == tuple(faults)
    assert str(error).splitlines()[0] == "table: 3 faults"
    assert [line for line in str(error).splitlines() if "row" in line] == [
        f"  - row {n}: is wrong. Mend it." for n in range(3)
    ]


@pytest.mark.parametrize("kind", [c for c in CLASSES.values() if issubclass(c, InputError)])
def test_the_short_way_builds_the_same_kind(kind):
    assert type(kind.one("here", "is wrong", "Mend it.")) is kind
