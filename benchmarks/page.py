"""The page of benchmarks, a section at a time."""

import os
import platform
import re
import time
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def put(section: str, lines: list[str]) -> None:
    """Replace a section of the page, and print it."""
    text = "\n".join([dated(), "", *lines])
    print(text)
    begin, end = rf"(<!-- measured: {section} -->\n\n)", r"(\n\n<!-- measured -->)"
    pattern = re.compile(rf"{begin}.*?{end}", re.DOTALL)
    page, found = pattern.subn(lambda match: match[1] + text + match[2], PAGE.read_text("utf-8"))
    if found != 1:
        raise SystemExit(f"{PAGE.name} has no section {section}")
    part = PAGE.with_suffix(".part")
    part.write_text(page, encoding="utf-8")
    part.replace(PAGE)


def dated() -> str:
    """Return when and with what it was measured."""
    return (
        f"{time.strftime('%Y-%m-%d')}, {platform.processor() or platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, numba {version('numba')}, "
        f"scikit-image {version('scikit-image')}."
    )


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Return a table whose first column is of words and the others of numbers."""
    return [
        "| " + " | ".join(head) + " |",
        "|---|" + "--:|" * (len(head) - 1),
        *("| " + " | ".join(row) + " |" for row in rows),
    ]
