"""Finding a packaged sample."""

from pathlib import Path

from marchland.errors import InputError

HOME = Path(__file__).parent


def sample_file(name: str) -> Path:
    """Return the scenario file of a packaged sample.

    Parameters
    ----------
    name : str
        Such as ``suwalki``.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    InputError
        If there is no such sample.
    """
    path = HOME / name / "scenario.toml"
    if not path.is_file():
        known = ", ".join(sorted(p.parent.name for p in HOME.glob("*/scenario.toml")))
        raise InputError.one(name, "no such sample", f"Samples: {known}.")
    return path
