"""Every error Marchland raises, in one tree.

::

    MarchlandError
    └── InputError          something the analyst wrote or supplied; carries its faults
        ├── ScenarioError   the scenario file: every fault in it, gathered
        ├── CatalogueError  a catalogue row: every fault in it, gathered
        ├── LayerError      a data file: missing, damaged, without CRS, outside the region
        ├── GridError       two rasters that do not lie on one grid
        ├── ApproachError   an approach that cannot be run: origin in water, no way through
        ├── ScopeError      a weapon expressed as a measure, or a declaration optimised
        ├── ProblemError    clauses on a plan that cannot be: contradictory, absurd, unknown
        ├── CertificateError  a certificate that cannot be read, or does not hold
        ├── OutputError     a folder that cannot be written, or is already there
        └── FetchError      files that could not be had from a network
            ├── OfflineError      not in the cache, and no connection may be opened
            ├── UnreachableError  no answer, or none that is of use, however often asked
            ├── AbsentError       the server has no such file
            ├── NotDataError      a page of text came in place of the file
            ├── DamagedError      the file is cut short or corrupted
            ├── ChecksumError     the file is not the one its publisher describes
            ├── ChangedError      the file on the server is not the one it was
            └── FullDiskError     the disk holds no more

A message says what is wrong, where, and what to do. Where several things are wrong at
once they are raised once, as :attr:`InputError.faults`.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class MarchlandError(Exception):
    """Base of every error that Marchland explains."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input.

    Parameters
    ----------
    where : str
        The place: a key in a file, a file, a row.
    what : str
        What is wrong there.
    remedy : str
        What to do about it.
    """

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}"


class InputError(MarchlandError):
    """Input that cannot be used; carries every fault found.

    Parameters
    ----------
    subject : str
        What was being read, such as the name of a file.
    faults : sequence of Fault
        Everything wrong with it, at least one.
    """

    def __init__(self, subject: str, faults: Sequence[Fault]) -> None:
        self.subject = subject
        self.faults = tuple(faults)
        count = "one fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"{subject}: {count}\n{lines}")

    @classmethod
    def one(cls, where: str, what: str, remedy: str) -> "InputError":
        """Build the error for a single fault."""
        return cls(where, [Fault(where, what, remedy)])


class ScenarioError(InputError):
    """A scenario file that cannot be run."""


class CatalogueError(InputError):
    """A catalogue table with rows that cannot be trusted."""


class LayerError(InputError):
    """A data file that cannot be read as what it should be."""


class GridError(InputError):
    """Rasters that do not lie on one grid."""


class ApproachError(InputError):
    """An approach that cannot be run on this ground."""


class ScopeError(InputError):
    """An attempt to express a weapon, or to optimise a declaration."""


class ProblemError(InputError):
    """Clauses on a plan that cannot be: contradictory, absurd, or about what is not there."""


class CertificateError(InputError):
    """A certificate that cannot be read, or does not hold."""


class OutputError(InputError):
    """An output folder that cannot be written."""


class FetchError(InputError):
    """Files that could not be had from a network."""


class OfflineError(FetchError):
    """A file that is not in the cache when no connection may be opened."""


class UnreachableError(FetchError):
    """A server that does not answer, or not usefully, however often it is asked."""


class AbsentError(FetchError):
    """A file that the server does not have."""


class NotDataError(FetchError):
    """A page of text, such as a sign-in form, in place of a file."""


class DamagedError(FetchError):
    """A file that is cut short or corrupted."""


class ChecksumError(FetchError):
    """A file that is not the one its publisher describes."""


class ChangedError(FetchError):
    """A file that is no longer the one it was."""


class FullDiskError(FetchError):
    """A disk that holds no more."""
