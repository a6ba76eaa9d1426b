"""A run read again: its certificate proved anew, and compared with what the run says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marchland.errors import CertificateError, Fault
from marchland.model.certificate import Certificate
from marchland.optimise.certificate import FILE, read_certificate
from marchland.optimise.recheck import AGAIN, recheck


@dataclass(frozen=True)
class Verified:
    """A run whose certificate holds.

    Parameters
    ----------
    certificate : Certificate
    seconds : float
        That the proof took.
    """

    certificate: Certificate
    seconds: float

    def __str__(self) -> str:
        this = self.certificate
        return (
            f"The plan of {len(this.plan)} options, of {len(this.options)}, keeps "
            f"{len(this.rows)} rows.\n"
            f"{this.aim.words}: {this.lower:.10g} on the raster; no plan has more than "
            f"{this.upper:.10g}, a gap of {this.gap:.2%}.\n"
            f"Found by {this.engine} in {this.sweeps} sweeps; proved again by CP-SAT from "
            f"{len(this.cuts)} cuts in {self.seconds:.1f} s.\n"
            "The certificate holds."
        )


def verify(path: str | Path, *, time_s: float = 600.0) -> Verified:
    """Check the plan of a run: every number of its certificate, and its bound once more.

    Parameters
    ----------
    path : str or pathlib.Path
        The ``run.json`` of a run, or its folder, with ``certificate.json`` beside it.
    time_s : float
        After which the proof is given up.

    Returns
    -------
    Verified
        Only where everything holds.

    Raises
    ------
    CertificateError
        With everything that does not hold.
    """
    run = Path(path)
    run = run / "run.json" if run.is_dir() else run
    plan = _plan(run)
    certificate = read_certificate(run.parent / FILE)
    verdict = recheck(certificate, time_s=time_s)
    faults = [*verdict.faults, *_differences(plan, certificate)]
    if verdict.proved is None:
        what = f"was not proved again within {time_s:g} s"
        faults.append(Fault("upper", what, "Give the proof more time with --time."))
    if faults or not verdict.holds:
        raise CertificateError(str(run), faults)
    return Verified(certificate, verdict.seconds)


def _plan(run: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(run.read_bytes())["plan"]
    except OSError as error:
        remedy = "Give the run.json of a run, or its folder."
        raise CertificateError.one(str(run), f"cannot be read: {error.strerror}", remedy) from None
    except (ValueError, KeyError, TypeError):
        remedy = "Give the run.json of a run."
        raise CertificateError.one(str(run), "is not the run.json of a run", remedy) from None
    return found


def _differences(plan: dict[str, Any], this: Certificate) -> Iterator[Fault]:
    """Yield where a run says something else than its certificate."""
    pairs = {
        "options": list(this.plan),
        "value": this.lower,
        "upper_bound": this.upper,
        "gap": this.gap,
        "sweeps": this.sweeps,
        "proof": this.digest,
    }
    for name, true in pairs.items():
        said = plan.get(name)
        same = said == true or (
            isinstance(said, int | float)
            and isinstance(true, float)
            and abs(said - true) <= 1e-12 * max(1.0, abs(true))
        )
        if not same:
            what = f"the run says {said!r}, its certificate {true!r}"
            yield Fault(f"plan.{name}", what if name != "options" else "differ", AGAIN)
    for row in this.rows:
        name, _, rest = row.name.partition(" ")
        if not rest.startswith("at most"):
            continue
        total = sum(a for option, a in row.coefficients.items() if option in set(this.plan))
        said = plan[name].get("best") if isinstance(plan.get(name), dict) else None
        if said is not None and abs(said - total) > 1e-9 * max(1.0, abs(total)):
            yield Fault(f"plan.{name}", f"the run says {said!r}, its options {total!r}", AGAIN)
