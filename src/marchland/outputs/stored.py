"""What a run folder keeps, read by packages that load quickly: rasters, and a report as JSON."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

FILE = "report.zip"
"""Of a run folder: everything that its brief is written from and that no other file holds."""

TOLD = "report.json"
"""Of that file: the report without its arrays."""

FORMAT = 1


@dataclass(frozen=True)
class Stored:
    """A run folder as it is read.

    Parameters
    ----------
    run : dict
        What ``run.json`` holds.
    report : dict
        Parts of the report by name, as :func:`marchland.outputs.codec.encode` wrote them.
    arrays : dict of {str: numpy.ndarray}
        Cells of the rasters in it, by name.
    """

    run: Mapping[str, Any]
    report: Mapping[str, Any]
    arrays: dict[str, np.ndarray]


def stored(folder: Path) -> Stored:
    """Return what a run folder keeps of its report.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    Stored

    Raises
    ------
    OSError, zipfile.BadZipFile, rasterio.RasterioIOError
        If a file is not there or cannot be read.
    ValueError, KeyError
        If it is of another format.
    """
    run = json.loads((folder / "run.json").read_bytes())
    with zipfile.ZipFile(folder / FILE) as source:
        whole = json.loads(source.read(TOLD))
        if whole["format"] != FORMAT:
            raise ValueError(f"it is of format {whole['format']}")
        return Stored(run, whole["report"], dict(_arrays(source, folder, whole["files"])))


def _arrays(
    source: zipfile.ZipFile, folder: Path, files: Mapping[str, str]
) -> Iterator[tuple[str, np.ndarray]]:
    with ThreadPoolExecutor(2) as pool:
        beside = pool.map(lambda each: (each[0], _read(folder / each[1])), files.items())
        for name in source.namelist():
            if name.endswith(".npy"):
                held = io.BytesIO(source.read(name))
                yield name.removesuffix(".npy"), np.load(held, allow_pickle=False)
        yield from beside


def _read(path: Path) -> np.ndarray:
    with rasterio.open(path) as source:
        return np.asarray(source.read(1))
