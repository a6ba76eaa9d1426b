"""Where studies come from: a file, a file that names open data, a packaged sample."""

from pathlib import Path

from marchland.downloads.wanted import Way
from marchland.samples.find import sample_file
from marchland.scenario.read import read_scenario
from marchland.sources.opendata.prepare import prepared
from marchland.study.study import Study


def load(path: str | Path) -> Study:
    """Return the study that a scenario file, or the ``run.json`` of a run, describes.

    Parameters
    ----------
    path : str or pathlib.Path
        A scenario in TOML, or ``run.json``.

    Returns
    -------
    Study
        Nothing of it is computed yet.

    Raises
    ------
    ScenarioError
        With everything wrong with the file.
    """
    return Study(read_scenario(Path(path)))


def fetch(path: str | Path, cache: str | Path, *, offline: bool = False) -> Study:
    """Return the study of a scenario that names open data, with that data fetched.

    Parameters
    ----------
    path : str or pathlib.Path
        A scenario in TOML, or ``run.json``.
    cache : str or pathlib.Path
        The folder in which files are kept; shared by every study.
    offline : bool
        Whether no connection may be opened.

    Returns
    -------
    Study
        Its layers are made; nothing else is computed yet.

    Raises
    ------
    ScenarioError
        With everything wrong with the file.
    FetchError
        With every file that could not be had.
    """
    way = Way(Path(cache).absolute(), offline=offline)
    return Study(prepared(read_scenario(Path(path)), way))


def sample(name: str = "suwalki") -> Study:
    """Return the study of a packaged sample, which needs no network.

    A generalised sample: for learning the tool, not for conclusions.

    Parameters
    ----------
    name : str
        ``suwalki``.

    Returns
    -------
    Study
        Nothing of it is computed yet.
    """
    return load(sample_file(name))
