"""A run read again: its seal, and its certificate proved anew and held against the scenario."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marchland.errors import CertificateError, Fault, ProblemError
from marchland.model.certificate import Certificate
from marchland.optimise.certificate import FILE, read_certificate
from marchland.optimise.integers import provers
from marchland.optimise.recheck import recheck
from marchland.outputs.bound import unbound
from marchland.outputs.seal import RUN, SEAL, broken
from marchland.units import percent_above

NAMED = 3
"""Conditions of a plan that are named; more are counted."""


@dataclass(frozen=True)
class Verified:
    """A run in which everything is as it was written, and whose certificate holds.

    Parameters
    ----------
    certificate : Certificate or None
        None where the run has no plan with a bound, and so nothing to prove.
    by : str
        The solver that proved the bound again; none where there is nothing to prove.
    seconds : float
        That the proof took.
    digest : str
        SHA-256 of the run, as its seal has it.
    files : int
        Files that the seal speaks of, besides ``run.json``.
    """

    certificate: Certificate | None
    by: str
    seconds: float
    digest: str
    files: int

    def __str__(self) -> str:
        beside = "file" if self.files == 1 else f"{self.files} files"
        intact = f"run.json and the {beside} beside it are as they were written."
        return f"{intact}\n{self._proved()}\nDigest of the run: {self.digest}"

    def _proved(self) -> str:
        this = self.certificate
        if this is None:
            return "The run has no plan with a bound, so there is nothing to prove."
        kept = [row.name for row in this.rows]
        more = f" and {len(kept) - NAMED} more" if len(kept) > NAMED else ""
        told = f"{'; '.join(kept[:NAMED])}{more}" if kept else "there is none"
        return (
            f"The plan builds {len(this.plan)} of {len(this.options)} options and keeps every "
            f"condition: {told}.\n"
            f"{this.aim.words}: {this.lower:.10g} on the raster; no plan has more than "
            f"{this.upper:.10g}, a gap of {percent_above(this.gap):g}%.\n"
            f"Bound by {this.engine} after {this.sweeps} sweeps; proved again by {self._prover()} "
            f"from {len(this.cuts)} cuts in {self.seconds:.1f} s.\n"
            "The certificate holds, and is that of the run's scenario and results."
        )

    def _prover(self) -> str:
        """Return who proved the bound again, and whether it had found it as well."""
        if self.certificate is None or self.by == provers(self.certificate)[0]:
            return self.by
        other = provers(self.certificate)[0]
        return f"{self.by} (which found it too; {other} had no answer in a fifth of the time)"


def verify(path: str | Path, *, time_s: float = 600.0) -> Verified:
    """Check that a run is as it was written, and prove the bound of its plan once more.

    Parameters
    ----------
    path : str or pathlib.Path
        The ``run.json`` of a run, or its folder, with the run's files beside it.
    time_s : float
        After which the proof is given up.

    Returns
    -------
    Verified
        Only where everything holds.

    Raises
    ------
    CertificateError
        With everything that does not hold: what is not as it was written, what the certificate
        proves of another problem, and what it does not prove.
    """
    if not 0 < time_s < float("inf"):
        raise CertificateError.one("--time", f"{time_s:g} s is no time", "Give seconds above 0.")
    run = Path(path)
    run = run / RUN if run.is_dir() else run
    said = _read(run)
    faults = [*broken(said, run.parent)]
    if faults:
        raise CertificateError(str(run), faults)
    seal = said[SEAL]
    if said["plan"].get("proof") is None:
        return Verified(None, "", 0.0, seal["digest"], len(seal["files"]))
    certificate = read_certificate(run.parent / FILE)
    verdict = recheck(certificate, time_s=time_s)
    faults = [*verdict.faults, *_unbound(run, said, certificate)]
    if verdict.proved is None:
        what = f"was not proved again within {time_s:g} s"
        faults.append(Fault("upper", what, "Give the proof more time with --time."))
    if faults or not verdict.holds:
        raise CertificateError(str(run), faults)
    return Verified(certificate, verdict.by, verdict.seconds, seal["digest"], len(seal["files"]))


def _read(run: Path) -> dict[str, Any]:
    """Return what a run says, strictly: a key named twice or a word for no number is refused."""
    try:
        found = json.loads(run.read_bytes(), object_pairs_hook=_once, parse_constant=_refused)
    except OSError as error:
        remedy = "Give the run.json of a run, or its folder."
        raise CertificateError.one(str(run), f"cannot be read: {error.strerror}", remedy) from None
    except (ValueError, RecursionError):
        found = None
    keys = {"scenario", "plan", "options", "effect"}
    if (
        not isinstance(found, dict)
        or not found.keys() >= keys
        or not isinstance(found["plan"], dict)
    ):
        remedy = "Give the run.json of a run."
        raise CertificateError.one(str(run), "is not the run.json of a run", remedy)
    return found


def _unbound(run: Path, said: dict[str, Any], certificate: Certificate) -> list[Fault]:
    try:
        return list(unbound(said, certificate))
    except (KeyError, TypeError, AttributeError, ValueError, ProblemError):
        remedy = "Give the run.json of a run."
        raise CertificateError.one(str(run), "is not the run.json of a run", remedy) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is named twice")
    return found


def _refused(word: str) -> None:
    raise ValueError(f"{word} is no number")
