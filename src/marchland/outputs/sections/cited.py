"""Sources of the dated facts, as cells of a table."""

from marchland.catalogue.factbook import factbook
from marchland.outputs.content import Cell, Link


def cited(key: str) -> Cell:
    """Return the source of a fact: a link where it has an address, its words, or the key."""
    words = factbook().references.get(key)
    if words is None:
        return key
    return Link(words["text"], words["url"]) if "url" in words else words["text"]
