"""What the tests of several commands use."""

import pytest
from tests.commands import COARSE, change

from marchland.scenario.template import write_template


@pytest.fixture
def scenario(tmp_path):
    """A scenario that runs in a second."""
    path = write_template(tmp_path / "study", "narva")
    change(path, COARSE)
    return path
