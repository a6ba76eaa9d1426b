"""What each layer of the browser's map is called, means, and how well it is known."""

from dataclasses import dataclass

from marchland.outputs.language import say, spoken, vocabulary


@dataclass(frozen=True)
class Caption:
    """What is said of a layer.

    Parameters
    ----------
    title : str
    meaning : str
        One sentence.
    uncertainty : str
        How well it is known.
    sources : tuple of str
        Layers of the sources it rests on, as provenance names them; none means all of the
        ground's.
    """

    title: str
    meaning: str
    uncertainty: str
    sources: tuple[str, ...] = ()


SOURCES = {"borders": ("borders",), "towns": ("places",), "declarations": ("declarations",)}
"""Layers that rest on one layer of the sources."""

GROUPS = {
    "ground": ("restriction", "limiting_factor", "speed"),
    "time": ("before", "after", "change", "slack"),
    "chances": ("chance_severe", "chance_restricted", "chance_unrestricted"),
    "fixed": ("cover", "elevation"),
}
"""Fields in the order and under the headings of the map."""

FIXED = GROUPS["fixed"]
"""Fields of the ground as such, and of no case."""

OVER = {
    "answer": (
        "plan", "options", "sites", "bottlenecks", "doors", "avenues", "routes", "ends",
    ),
    "declared": ("declarations",),
    "orient": ("towns", "borders", "roads", "rails", "rivers"),
}  # fmt: skip
"""Layers over the fields, in order and under headings."""


def caption(name: str) -> Caption:
    """Return what is said of a layer, in the language that is written."""
    title, meaning, known = (
        say(f"weblayer.{name}.{part}") for part in ("title", "meaning", "uncertainty")
    )
    return Caption(title, meaning, known, SOURCES.get(name, ()))


def group(name: str) -> str:
    """Return the heading of a group of layers."""
    return say(f"webgroup.{name}")


def page_words() -> dict[str, str]:
    """Return every word that the page itself says, by key, and names of the catalogue."""
    every = vocabulary(spoken())
    own = {key.removeprefix("web."): text for key, text in every.items() if key.startswith("web.")}
    return own | {key: text for key, text in every.items() if key.startswith("name.")}
