"""The packaged sample, computed once for all tests of a study."""

import pytest
from tests.commands import one_picture

import marchland as ml


@pytest.fixture(scope="session")
def study():
    """Return the packaged sample, computed once."""
    return ml.sample()


@pytest.fixture(scope="session")
def folder(study, tmp_path_factory):
    """Return the folder of a run, with one picture."""
    with one_picture():
        return study.write(tmp_path_factory.mktemp("out") / "suwalki")
