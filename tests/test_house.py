"""The sizes, the one door, and what no file may hold."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib.metadata import metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import marchland

FILE_LINES = 400
BODY_LINES = 40
CLASS_LINES = 150
ARGUMENTS = 6

UNMIRRORED: dict[str, str] = {}
"""Modules without a test file of their own: path under src/marchland, and the reason."""

FORBIDDEN = {  # written so that no pattern matches its own line
    "a path of one machine": r"(^|[^\w.])/(wor[k]|far[m]|roo[t])/",
    "a download host": r"py[p]i\.org|python[h]osted|registry\.npm[j]s|deb\.debi[a]n",
    "an unfinished thought": r"\b(TO[D]O|FIX[M]E)\b",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def nodes(paths: list[Path], kind: object) -> Iterator[tuple[str, ast.AST]]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield f"{path.name}:{node.lineno} {getattr(node, 'name', '')}", node


def body_lines(function: Function, text: list[str]) -> int:
    """Lines of a body that are not blank, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    return sum(bool(line.strip()) for line in text[body[0].lineno - 1 : function.end_lineno])


def arguments(function: Function) -> list[str]:
    spec = function.args
    names = [arg.arg for arg in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
    return [name for name in names if name not in {"self", "cls"}]


def has_functions(path: Path) -> bool:
    return next(nodes([path], Function), None) is not None


def run_time_packages(name: str = "marchland") -> set[str]:
    """The packages a user installs with this one."""
    found = {name}
    for line in requires(name) or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            found |= run_time_packages(requirement.name)
    return found


def test_files_are_small(source_files):
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in source_files
    }
    assert {name: n for name, n in lengths.items() if n > FILE_LINES} == {}


def test_bodies_are_small(source_files):
    long = {}
    for path in source_files:
        text = path.read_text(encoding="utf-8").splitlines()
        for where, function in nodes([path], Function):
            if (lines := body_lines(function, text)) > BODY_LINES:
                long[where] = lines
    assert long == {}


def test_classes_are_small(source_files):
    lengths = {
        where: node.end_lineno - node.lineno + 1
        for where, node in nodes(source_files, ast.ClassDef)
    }
    assert {where: n for where, n in lengths.items() if n > CLASS_LINES} == {}


def test_functions_take_few_arguments(source_files):
    counts = {where: len(arguments(node)) for where, node in nodes(source_files, Function)}
    assert {where: n for where, n in counts.items() if n > ARGUMENTS} == {}


def test_no_function_tunnels_keywords(source_files):
    tunnels = [w for w, node in nodes(source_files, Function) if node.args.kwarg is not None]
    # Study.replace hands its keywords to the form, which knows them all and refuses others.
    assert [where for where in tunnels if "study.py" not in str(where)] == []
    assert len(tunnels) <= 1


def test_nothing_prints_past_the_command_line(source_files):
    calls = [(w, n.func) for w, n in nodes(source_files, ast.Call) if isinstance(n.func, ast.Name)]
    assert [where for where, func in calls if func.id == "print"] == []


def test_every_module_says_what_it_is(source_files):
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for path in source_files}
    assert [str(path) for path, module in modules.items() if not ast.get_docstring(module)] == []


def test_every_module_has_its_tests(root, source_files):
    package = root / "src" / "marchland"
    missing = []
    for path in source_files:
        inner = path.relative_to(package)
        if path.name.startswith("_") or inner.as_posix() in UNMIRRORED or not has_functions(path):
            continue
        if not (root / "tests" / inner.with_name(f"test_{path.name}")).is_file():
            missing.append(inner.as_posix())
    assert missing == []


def test_exceptions_to_mirroring_exist(root):
    assert [p for p in UNMIRRORED if not (root / "src" / "marchland" / p).is_file()] == []


def test_the_door_is_sorted_and_shows_nothing_else():
    public = [name for name in marchland.__all__ if not name.startswith("__")]
    assert public == sorted(set(public))
    assert sorted(dir(marchland)) == sorted(marchland.__all__)


def test_the_door_opens_on_our_own_names():
    opened = {name: getattr(marchland, name) for name in marchland.__all__}
    doers = {n: v for n, v in opened.items() if inspect.isclass(v) or inspect.isroutine(v)}
    assert [n for n, v in doers.items() if not v.__module__.startswith("marchland.")] == []


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = marchland.no_such_name


def test_nothing_we_ship_with_is_gpl():
    gpl = set()
    for name in run_time_packages():
        said = metadata(name)
        words = [str(said["License-Expression"]), *(said.get_all("Classifier") or [])]
        if re.search(r"(?<!L)GPL", " ".join(words)):
            gpl.add(name)
    assert gpl == set()


def test_constraints_are_names_and_versions(root):
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.!+-]+", line)] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(project_files, root, what):
    found = []
    for path in project_files:
        data = path.read_bytes()
        if b"\0" not in data and re.search(FORBIDDEN[what], data.decode(), re.MULTILINE):
            found.append(str(path.relative_to(root)))
    assert found == []
