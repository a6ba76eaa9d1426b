"""Importing the package, and asking for help, loads nothing heavy."""

import subprocess
import sys

import pytest

HEAVY = {"geopandas", "matplotlib", "numba", "rasterio", "scipy", "xarray"}

HELP = """
import sys
from marchland.cli import main
sys.argv = ["marchland", "--help"]
main()
"""


def loaded(code: str) -> set[str]:
    """Top-level packages that Python imports while it runs `code`."""
    command = [sys.executable, "-X", "importtime", "-c", code]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("code", ["import marchland", HELP], ids=["import", "help"])
def test_nothing_heavy_is_loaded(code):
    names = loaded(code)
    assert "marchland" in names
    assert names & HEAVY == set()
