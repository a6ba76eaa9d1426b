"""Each tool's settings bite: a seeded fault is caught, and without it the tool is content."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent

OTHER_SETTINGS = (
    ".codespellrc",
    ".flake8",
    ".importlinter",
    "mypy.ini",
    "pytest.ini",
    "ruff.toml",
    "setup.cfg",
    "tox.ini",
)

# One fault for each family of rules that pyproject.toml selects.
RUFF = {
    "A001": "list = 1\n",
    "ANN001": "def f(x) -> None:\n    return None\n",
    "ARG001": "def f(x: int) -> int:\n    return 1\n",
    "B006": "def f(x: list[int] = []) -> list[int]:\n    return x\n",
    "BLE001": "try:\n    f()\nexcept Exception:\n    x = 1\n",
    "C408": "x = dict()\n",
    "C901": "def f(x: int) -> int:\n" + "    if x:\n        x += 1\n" * 11 + "    return x\n",
    "D103": "def f() -> None:\n    return None\n",
    "DTZ005": "import datetime\n\nx = datetime.datetime.now()\n",
    "E711": "x = f(1) == None\n",
    "ERA001": "# x = f(1)\n",
    "F401": "import os\n",
    "FIX002": "# TO" + "DO: more\n",
    "I001": "import os\nimport ast\n",
    "N802": "def Speed() -> None:\n    return None\n",
    "NPY002": "import numpy as np\n\nx = np.random.rand(3)\n",
    "PIE790": 'def f() -> None:\n    """Do."""\n    pass\n',
    "PLR0911": "def f(x: int) -> int:\n" + "    if x:\n        return 1\n" * 6 + "    return 2\n",
    "PLR0912": "def f(x: int) -> int:\n" + "    if x:\n        x += 1\n" * 13 + "    return x\n",
    "PLR0913": "def f(a, b, c, d, e, g, h) -> None:\n    return None\n",
    "PLR0915": "def f(x: int) -> int:\n" + "    x += 1\n" * 51 + "    return x\n",
    "PTH123": "x = open('x')\n",
    "RET505": "def f(x: int) -> int:\n    if x:\n        return 1\n    else:\n        return 2\n",
    "RUF005": "x = [1] + [*y, 2]\n",
    "SIM108": "if x:\n    y = 1\nelse:\n    y = 2\n",
    "T201": "print(1)\n",
    "TID251": "import numpy as np\n\nnp.random.seed(1)\n",
    "TID252": "from .units import KM_H\n",
    "UP006": "from typing import List\n\nx: List[int] = []\n",
    "W291": "x = 1 \n",
}

PYTEST = {
    "a warning": ("tests/test_it.py", "import warnings\n\ndef test():\n    warnings.warn('w')\n"),
    "an unknown mark": ("tests/test_it.py", "import pytest\n\n@pytest.mark.slo\ndef test(): ...\n"),
    "a false example": ("src/marchland/units.py", '"""Units.\n\n>>> 1 + 1\n3\n"""\n'),
}

SKIPPED = "import pytest\n\ndef test(shared):\n    pytest.skip('no such layer')\n"


@pytest.fixture
def settings(root) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture
def house(root, tmp_path, settings) -> Path:
    """An empty package with our settings: each declared floor is one blameless module."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    package = tmp_path / "src" / "marchland"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""A package."""\n')
    for floor in settings["tool"]["importlinter"]["contracts"][0]["layers"]:
        for name in floor.split(" | "):
            (package / f"{name.strip('()')}.py").write_text('"""A floor."""\n')
    return tmp_path


def run(house: Path, *command: str, **environment: str) -> tuple[int, str]:
    """Run a tool of the environment in `house`; return its exit code and what it said."""
    tool = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=house,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(house / "src"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return tool.returncode, tool.stdout + tool.stderr


def test_settings_live_in_one_file(root):
    assert [name for name in OTHER_SETTINGS if (root / name).exists()] == []


def test_every_family_of_rules_has_a_fault(settings):
    families = settings["tool"]["ruff"]["lint"]["select"]
    assert [f for f in families if not any(rule.startswith(f) for rule in RUFF)] == []


@pytest.mark.parametrize("rule", RUFF)
def test_ruff(house, rule):
    fault = house / "src" / "marchland" / "fault.py"
    fault.write_text(RUFF[rule])
    _, said = run(house, "ruff", "check", "--no-cache", "--output-format=json")
    assert {found["code"] for found in json.loads(said)} >= {rule}


def test_ruff_is_content_otherwise(house):
    assert run(house, "ruff", "check", "--no-cache")[0] == 0
    assert run(house, "ruff", "format", "--check", "--no-cache")[0] == 0


def test_ruff_format(house):
    (house / "src" / "marchland" / "fault.py").write_text("x = {  1:2 }\n")
    assert run(house, "ruff", "format", "--check", "--no-cache")[0] == 1


def test_mypy(house):
    assert run(house, "mypy")[0] == 0
    (house / "src" / "marchland" / "units.py").write_text("def f(x):\n    return x\n")
    code, said = run(house, "mypy")
    assert code == 1
    assert "no-untyped-def" in said


def test_import_linter_refuses_an_upward_import(house):
    assert run(house, "lint-imports")[0] == 0
    (house / "src" / "marchland" / "errors.py").write_text("import marchland.study\n")
    code, said = run(house, "lint-imports")
    assert code == 1
    assert "marchland.errors is not allowed to import marchland.study" in said


def test_import_linter_refuses_a_sibling(house):
    (house / "src" / "marchland" / "kernels.py").write_text("import marchland.units\n")
    assert run(house, "lint-imports")[0] == 1


def test_import_linter_refuses_an_undeclared_package(house):
    (house / "src" / "marchland" / "attic.py").write_text('"""Undeclared."""\n')
    code, said = run(house, "lint-imports")
    assert code == 1
    assert "attic" in said


def test_codespell(house):
    assert run(house, "codespell")[0] == 0
    (house / "page.md").write_text("becu" + "ase\n")
    assert run(house, "codespell")[0] != 0


@pytest.mark.parametrize("what", PYTEST)
def test_pytest(house, what):
    place, text = PYTEST[what]
    (house / "tests" / "test_sound.py").write_text("def test(): ...\n")
    assert run(house, "pytest")[0] == 0
    (house / place).write_text(text)
    assert run(house, "pytest")[0] in {1, 2}


@pytest.mark.parametrize(("required", "code"), [("0", 0), ("1", 1)])
def test_a_skip_for_want_of_shared_data_fails_where_it_is_required(root, house, required, code):
    shutil.copy(root / "tests" / "conftest.py", house / "tests")
    (house / "tests" / "test_it.py").write_text(SKIPPED)
    found, said = run(house, "pytest", MARCHLAND_REQUIRE_SHARED=required)
    assert found == code, said
