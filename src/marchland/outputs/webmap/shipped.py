"""Whether the script of the browser's map is there: a wheel carries it, a checkout builds it."""

from pathlib import Path

BUNDLE = Path(__file__).parent / "bundle"
"""What ``make web`` builds from ``web/``."""

PARTS = ("map.js", "map.css")
MISSING = "map.html is left out: the map's script is not built; run `make web` in a checkout"
"""Said where the bundle is not there."""


def built() -> bool:
    """Tell whether the bundle is there, whole."""
    return all((BUNDLE / part).is_file() for part in PARTS)
