"""Finding a packaged sample."""

import pytest

from marchland.errors import InputError
from marchland.samples.find import sample_file


def test_a_sample_is_found_by_name():
    assert sample_file("suwalki").name == "scenario.toml"


def test_an_unknown_sample_names_those_there_are():
    with pytest.raises(InputError, match="Samples: suwalki"):
        sample_file("suwalky")
