"""The brief as a tagged PDF, set by typst from the same content as the page of HTML."""

import io
import json
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, fields
from pathlib import Path
from shutil import copyfile
from typing import Any

from marchland.outputs.content import (
    Answer,
    Beside,
    Block,
    Cell,
    Document,
    Drawing,
    Figure,
    Link,
    Table,
)
from marchland.outputs.language import say
from marchland.outputs.words import day

TEMPLATE = Path(__file__).parent / "templates" / "brief.typ"
STANDARD = "ua-1"
"""PDF/UA-1: every part tagged, every picture with words, every letter with its meaning."""

LONG = {False: 18, True: 44}
"""Letters from which on a column of words, or of numbers, shares the room that others leave."""

LINE, TEXT = 110, 60
"""Letters that fit on a line of a table, and from which on a cell is text that may be broken."""

Files = dict[str, bytes]


def pdf(content: Document) -> bytes:
    """Return a document as PDF/UA-1, the same bytes every time.

    Its date is the day that the study speaks of; its fonts come with the packages that draw.

    Parameters
    ----------
    content : Document

    Returns
    -------
    bytes
    """
    import matplotlib as mpl
    import typst

    files: Files = {}
    data = as_data(content, files)
    with tempfile.TemporaryDirectory(prefix="marchland-") as name:
        folder = Path(name)
        for file, held in files.items():
            (folder / file).write_bytes(held)
        (folder / "content.json").write_text(json.dumps(data), encoding="utf-8")
        copyfile(TEMPLATE, folder / "brief.typ")
        fonts = [str(Path(mpl.get_data_path()) / "fonts" / "ttf")]
        made: bytes = typst.compile(  # type: ignore[call-overload]  # its types lack ua-1
            str(folder / "brief.typ"), root=name, format="pdf", pdf_standards=[STANDARD],
            font_paths=fonts, ignore_system_fonts=True,
        )  # fmt: skip
    return made


def as_data(content: Document, files: Files) -> dict[str, Any]:
    """Return a document as what JSON can hold.

    Parameters
    ----------
    content : Document
    files : dict of {str: bytes}
        Pictures are put into it by file name.

    Returns
    -------
    dict
    """
    told = {
        "title": content.title,
        "question": content.question,
        "notice": content.notice,
        "imprint": content.imprint,
        "language": content.language,
        "on": [content.on.year, content.on.month, content.on.day],
        "source": say("table.source").format(on=day(content.on)),
        "none": say("table.none"),
        "sections": [
            {"heading": section.heading, "blocks": _blocks(section.blocks, files)}
            for section in content.sections
        ],
    }
    photographs = [name for name in files if name.endswith(".jpg")]
    with ThreadPoolExecutor(2) as pool:
        files.update(
            zip(photographs, pool.map(_jpeg, [files[name] for name in photographs]), strict=True)
        )
    return told


def _blocks(blocks: Any, files: Files) -> list[dict[str, Any]]:  # noqa: ANN401
    return [{"kind": type(b).__name__.lower(), **_block(b, files)} for b in blocks]


def _block(block: Block, files: Files) -> Mapping[str, Any]:
    if isinstance(block, Table):
        return _table(block, files)
    if isinstance(block, Figure):
        return {"alt": block.alt, "source": block.source, "file": _picture(block, files)}
    if isinstance(block, Answer | Beside):
        return {f.name: _blocks(getattr(block, f.name), files) for f in fields(block)}
    return asdict(block)


def _table(table: Table, files: Files) -> Mapping[str, Any]:
    return {
        "caption": table.caption,
        "head": list(table.head),
        "numbers": sorted(table.numbers),
        "widths": _widths(table),
        "empty": table.empty,
        "source": table.source,
        "groups": [
            {"heading": g.heading, "rows": [[_cell(c, files) for c in row] for row in g.rows]}
            for g in table.groups
        ],
    }


def _widths(table: Table) -> list[float]:
    """Return 0 for a column as wide as its words, else the weight with which it shares the room."""
    cells = [[_letters(row[n]) for group in table.groups for row in group.rows]
             for n in range(len(table.head))]  # fmt: skip
    longest = [max(found, default=0) for found in cells]
    whole = [max(much, len(name)) for much, name in zip(longest, table.head, strict=True)]
    if sum(whole) > LINE and max(longest) < TEXT:  # headings break, numbers do not
        words = [max(map(len, name.split()), default=0) for name in table.head]
        return [
            0 if _names(table, n) else max(longest[n], words[n]) + 2.0 for n in range(len(words))
        ]
    drawn = [any(isinstance(row[n], Drawing) for group in table.groups for row in group.rows)
             for n in range(len(table.head))]  # fmt: skip
    return [
        0 if drawn[n] or much < LONG[n in table.numbers] else round(much**0.5, 2)
        for n, much in enumerate(whole)
    ]


def _names(table: Table, column: int) -> bool:
    """Tell whether a column holds names of one word each, which must not be broken."""
    cells = [row[column] for group in table.groups for row in group.rows]
    one = all(isinstance(cell, str) and " " not in cell for cell in cells)
    widest = max(map(_letters, cells), default=0)
    return one and column not in table.numbers and len(table.head[column]) <= widest


def _letters(cell: Cell) -> int:
    if isinstance(cell, Drawing):
        return round(cell.width * 0.19)  # as wide as so many letters
    return len(cell.text if isinstance(cell, Link) else cell)


def _cell(cell: Cell, files: Files) -> str | dict[str, Any]:
    if isinstance(cell, Link):
        return {"kind": "link", "text": cell.text, "url": cell.url}
    if isinstance(cell, Drawing):
        file = f"drawing-{len(files)}.svg"
        svg = cell.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
        files[file] = svg.encode()
        return {"kind": "drawing", "alt": cell.alt, "file": file, "width": cell.width}
    return str(cell)


def _picture(figure: Figure, files: Files) -> str:
    """Put a picture among the files as it is, under the name that it will have."""
    exact = figure.image.startswith(b"\x89PNG")
    file = f"{figure.name}.{'png' if exact else 'jpg'}"
    files[file] = figure.image
    return file


def _jpeg(image: bytes) -> bytes:
    """Return a picture of WebP as JPEG, which a PDF can hold."""
    from PIL import Image

    target = io.BytesIO()
    Image.open(io.BytesIO(image)).save(target, "jpeg", quality=85, subsampling=0)
    return target.getvalue()
