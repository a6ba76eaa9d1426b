"""What a brief says, free of how it looks: the same for HTML, PDF and whatever comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import escape

Images = Mapping[str, bytes]
"""Pictures by name, as WebP or PNG files."""


@dataclass(frozen=True)
class Link:
    """Words that lead to an address.

    Parameters
    ----------
    text : str
    url : str
    """

    text: str
    url: str

    def __html__(self) -> str:
        """Return the link as HTML."""
        return f'<a href="{escape(self.url)}">{escape(self.text)}</a>'

    def __str__(self) -> str:
        return self.__html__()


@dataclass(frozen=True)
class Drawing:
    """A small drawing inside a table.

    Parameters
    ----------
    alt : str
        The same in words.
    svg : str
        An SVG element that is complete in itself.
    width : float
        Of the element, in its own units.
    """

    alt: str
    svg: str
    width: float

    def __html__(self) -> str:
        """Return the drawing as an element of HTML."""
        return self.svg

    def __str__(self) -> str:
        return self.svg


Cell = str | Link | Drawing
Row = Sequence[Cell]


@dataclass(frozen=True)
class Group:
    """Rows under one heading; an empty heading is not printed."""

    heading: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Table:
    """A table.

    Parameters
    ----------
    caption : str
        What it shows, with the units.
    head : sequence of str
        Column headings.
    groups : sequence of Group
        Without a row anywhere, the caption and "None." are printed.
    numbers : frozenset of int
        Columns that are aligned right.
    wide : bool
        Whether it may be broken over pages.
    folded : str
        What is to be clicked before it is seen on a screen; empty where it lies open.
    source : str
        Where the figures come from, their date and their range; empty for a result of the run
        itself, of which the renderer says so.
    """

    caption: str
    head: Sequence[str]
    groups: Sequence[Group]
    numbers: frozenset[int] = frozenset()
    wide: bool = False
    folded: str = ""
    source: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is no row."""
        return not any(group.rows for group in self.groups)


@dataclass(frozen=True)
class Paragraph:
    """Sentences, with a bold word before them where `lead` is given."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """Sentences of equal weight, under a heading where one is given."""

    items: Sequence[str]
    heading: str = ""


@dataclass(frozen=True)
class Terms:
    """Words and what they mean."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Note:
    """What must not be read over, set apart from the text."""

    text: str


@dataclass(frozen=True)
class Figure:
    """A picture.

    Parameters
    ----------
    name : str
        Of the picture; unlike any other in the brief.
    image : bytes
        WebP or PNG.
    alt : str
        What a reader who does not see it must know: the finding, not the looks.
    source : str
        As for :class:`Table`.
    """

    name: str
    image: bytes
    alt: str
    source: str = ""


@dataclass(frozen=True)
class Answer:
    """The sentences that answer the question, set apart by a rule."""

    items: Sequence[Paragraph]


@dataclass(frozen=True)
class Beside:
    """Two columns, which follow each other where there is no room."""

    left: "Sequence[Block]"
    right: "Sequence[Block]"


Block = Paragraph | Bullets | Terms | Note | Table | Figure | Answer | Beside


@dataclass(frozen=True)
class Section:
    """A part of the brief.

    Parameters
    ----------
    key : str
        One word, unlike any other section's; also the anchor.
    heading : str
    blocks : sequence of Block
        In the order in which they are read.
    """

    key: str
    heading: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Document:
    """A brief.

    Parameters
    ----------
    title, question : str
    notice : str
        Printed on top and under every section; may be empty.
    imprint : str
        Region, date, grid, version and fingerprint; printed under every section.
    language : str
        Two letters of ISO 639-1.
    on : datetime.date
        The day that the study speaks of.
    sections : sequence of Section
        The first is the page that answers.
    """

    title: str
    question: str
    notice: str
    imprint: str
    language: str
    on: date
    sections: Sequence[Section]


def flat(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with those of columns in the place of the columns.

    Parameters
    ----------
    blocks : sequence of Block

    Returns
    -------
    list of Block
        None of them is :class:`Beside`.
    """
    found: list[Block] = []
    for block in blocks:
        inner = [*block.left, *block.right] if isinstance(block, Beside) else [block]
        found += flat(inner) if isinstance(block, Beside) else inner
    return found
