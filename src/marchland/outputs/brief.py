"""The brief: one page that answers, the rest lets a sceptic check."""

import base64
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from marchland.outputs.content import Block, Document, Images
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.order import document
from marchland.outputs.words import day

TEMPLATES = Path(__file__).parent / "templates"


def brief(report: Report, images: Images) -> str:
    """Return the brief as HTML.

    Parameters
    ----------
    report : Report
    images : mapping of {str: bytes}
        Maps by name as WebP images; ``answer`` is the one for the first page. One that is
        missing is left out.

    Returns
    -------
    str
    """
    return html(document(report, images))


def html(content: Document) -> str:
    """Return a document as one page of HTML.

    Parameters
    ----------
    content : Document

    Returns
    -------
    str
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    page = environment.get_template("brief.html.j2")
    return page.render(document=content, kind=_kind, uri=_uri, say=say, day=day)


def _kind(block: Block) -> str:
    """Return what a block is called in the template."""
    return type(block).__name__.lower()


def _uri(image: bytes) -> str:
    form = "png" if image.startswith(b"\x89PNG") else "webp"
    return f"data:image/{form};base64,{base64.b64encode(image).decode('ascii')}"
