"""The pages say everything there is, and what they show runs."""

import inspect
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import click
import numpydoc.validate
import pytest

import marchland
from marchland import errors, testing
from marchland.cli import main

GLOSSARY = (
    "region",
    "grid",
    "terrain",
    "mover",
    "season",
    "approach",
    "speed",
    "travel time",
    "corridor",
    "bottleneck",
    "site",
    "measure",
    "option",
    "layer",
    "plan",
    "effect",
    "finding",
    "consequence",
    "declaration",
    "scenario",
    "study",
)

PICTURE_BYTES = 300_000

# numpydoc's codes for parameters and returns that are missing, unknown or without a type.
DOCSTRING_FAULTS = {"GL08", "PR01", "PR02", "PR03", "PR04", "PR07", "RT01", "RT03", "YD01"}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def is_entry(name: str, page: str) -> bool:
    """Whether a heading or a word in code font begins with the name."""
    word = rf"(?:marchland\.|marchland |ml\.)?{re.escape(name)}\b"
    return re.search(rf"^#+ +`?{word}|`{word}", page, re.MULTILINE) is not None


def doors() -> dict[str, object]:
    """Everything a user may import, by its name with its door."""
    names = [name for name in marchland.__all__ if not name.startswith("__")]
    opened = {f"marchland.{name}": getattr(marchland, name) for name in names}
    for module in (testing, errors):
        for name, value in vars(module).items():
            if getattr(value, "__module__", None) == module.__name__ and name[0] != "_":
                opened[f"{module.__name__}.{name}"] = value
    return opened


def generator(root: Path) -> ModuleType:
    """Open docs/generate.py, which is no module of the package."""
    spec = spec_from_file_location("generate", root / "docs" / "generate.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages_with_code() -> list[str]:
    """Name every page that shows Python."""
    root = Path(__file__).resolve().parents[1]
    pages = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    return [p.relative_to(root).as_posix() for p in pages if "```python" in read(p)]


def docstring_faults(name: str) -> list[str]:
    found = numpydoc.validate.validate(name)["errors"]
    return [text for code, text in found if code in DOCSTRING_FAULTS]


def test_every_public_name_has_an_entry(root):
    page = read(root / "docs" / "api.md")
    assert [name for name in doors() if not is_entry(name.rpartition(".")[2], page)] == []


def test_every_command_has_an_entry(root):
    page = read(root / "docs" / "cli.md")
    commands = main.list_commands(click.Context(main))
    assert commands
    assert [name for name in commands if not is_entry(f"marchland {name}", page)] == []


def test_every_catalogue_table_has_a_page(root):
    catalogue = root / "src" / "marchland" / "catalogue"
    tables = [path.name for kind in ("*.toml", "*.csv") for path in catalogue.rglob(kind)]
    pages = [root / "docs" / "data.md", *(root / "docs" / "method").glob("*.md")]
    text = "\n".join(read(page) for page in pages)
    assert tables
    assert [table for table in tables if table not in text] == []


def test_every_word_has_one_meaning(root):
    words = re.findall(r"^- \*\*(.+?)\*\*:", read(root / "docs" / "glossary.md"), re.MULTILINE)
    assert sorted(words) == sorted(set(words))
    assert [word for word in GLOSSARY if word not in words] == []


def test_public_functions_say_what_goes_in_and_out():
    functions = [name for name, value in doors().items() if inspect.isfunction(value)]
    assert {name: found for name in functions if (found := docstring_faults(name))} == {}


def test_generated_parts_are_fresh(root):
    generate = generator(root)
    assert generate.stale() == [], "run `make docs`"


def test_every_coefficient_is_on_a_page(root):
    generate = generator(root)
    text = "".join(map(read, generate.pages()))
    tables = sorted((generate.HOME / "coefficients").glob("*.csv"))
    missing = [t.stem for t in tables if f"<!-- generated: coefficients {t.stem} -->" not in text]
    assert missing == []


def test_every_generated_part_is_known_and_ends(root):
    generate = generator(root)
    for page in generate.pages():
        parts = generate.BLOCK.findall(read(page))
        assert len(parts) == len(re.findall("^<!-- generated: ", read(page), re.MULTILINE)), page
        assert len(parts) == len(re.findall("^<!-- end -->", read(page), re.MULTILINE)), page
        assert {name.partition(" ")[0] for _, name, _ in parts} <= set(generate.BLOCKS), page


def test_every_picture_is_small(root):
    pictures = list((root / "docs" / "images").iterdir())
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > PICTURE_BYTES] == []


def test_the_first_pages_show_code():
    assert {"README.md", "docs/quickstart.md"} <= set(pages_with_code())


@pytest.mark.parametrize("page", pages_with_code())
def test_code_on_the_page_runs(root, page, tmp_path, monkeypatch):
    blocks = re.findall(r"^```python\n(.*?)^```", read(root / page), re.MULTILINE | re.DOTALL)
    assert blocks
    monkeypatch.chdir(tmp_path)
    namespace = {"__name__": "__main__"}
    for number, block in enumerate(blocks, start=1):
        exec(compile(block, f"{page}, block {number}", "exec"), namespace)


def test_links_lead_somewhere(root, project_files):
    broken = []
    for page in (path for path in project_files if path.suffix == ".md"):
        prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", read(page), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)", prose):
            if re.match(r"[a-z]+:|#", target):
                continue
            if not (page.parent / target.partition("#")[0]).exists():
                broken.append(f"{page.relative_to(root)}: {target}")
    assert broken == []


def test_the_changelog_is_of_this_version(root):
    top = re.search(r"^## \[?([\w.]+)", read(root / "CHANGELOG.md"), re.MULTILINE)
    assert top is not None
    assert top[1] in {"Unreleased", marchland.__version__}
