"""The independent check of a certificate: it knows nothing of how the plan was found.

It reads numbers, adds them up again and has the bound proved once more by another solver, on
integers; see :mod:`marchland.optimise.integers`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from marchland.errors import Fault
from marchland.model.certificate import Certificate, digest, instance_hash
from marchland.optimise.integers import Prover, admits, provers

SHARE = 0.2
"""Of the time, for the solver that had no part in the bound; then the other is asked."""

AGAIN = "Run the study again, and do not edit its files."


@dataclass(frozen=True)
class Verdict:
    """What the check found.

    Parameters
    ----------
    faults : tuple of Fault
        Everything that does not hold.
    proved : bool or None
        Whether the bound was proved again; None where the time was up before.
    seconds : float
        That the proof took.
    by : {"CP-SAT", "SCIP"}
        Who was asked last.
    """

    faults: tuple[Fault, ...]
    proved: bool | None
    seconds: float
    by: Prover

    @property
    def holds(self) -> bool:
        """Whether everything was checked, and holds."""
        return bool(self.proved) and not self.faults


def recheck(certificate: Certificate, *, time_s: float = 600.0) -> Verdict:
    """Check a certificate: sums, values, hashes, and the bound by a second solver.

    Where that solver has no answer in a fifth of the time, the one that found the bound is asked,
    in the whole numbers of the check.

    Parameters
    ----------
    certificate : Certificate
    time_s : float
        After which the proof is given up.

    Returns
    -------
    Verdict
    """
    faults = [*_hashes(certificate), *_names(certificate)]
    if faults:
        return Verdict(tuple(faults), proved=False, seconds=0.0, by=provers(certificate)[0])
    faults = [*_plan(certificate), *_values(certificate)]
    first, last = provers(certificate)
    by, (better, seconds) = first, admits(certificate, SHARE * time_s, first)
    if better is None:
        by, (better, more) = last, admits(certificate, time_s - seconds, last)
        seconds += more
    if better:
        what = f"the cuts of the pool allow a plan above {certificate.upper:.10g}"
        faults.append(Fault("upper", what, AGAIN))
    return Verdict(tuple(faults), None if better is None else not better, seconds, by)


def _hashes(this: Certificate) -> Iterator[Fault]:
    if digest(this) != this.digest:
        yield Fault("digest", "the certificate is not as it was written", AGAIN)
    if instance_hash(this) != this.instance:
        yield Fault("instance", "the instance is not the one that was solved", AGAIN)


def _names(this: Certificate) -> Iterator[Fault]:
    """Yield references to what is not there."""
    options, sites = {o.option for o in this.options}, {o.site for o in this.options}
    if len(options) < len(this.options):
        yield Fault("options", "two have one name", AGAIN)
    for option in this.options:
        if len(option.delay_s) != len(this.movements):
            yield Fault(f"option {option.option}", "not one delay for each movement", AGAIN)
    for name in set(this.plan) - options:
        yield Fault("plan", f"{name} is no option", AGAIN)
    for row in this.rows:
        if set(row.coefficients) - options:
            yield Fault(f"row {row.name}", "speaks of what is no option", AGAIN)
    for number, cut in enumerate(this.cuts):
        crossed = {site for way in cut.ways for site in way.crossed}
        if cut.movement >= len(this.movements) or crossed - sites:
            yield Fault(f"cut {number}", "speaks of what is not there", AGAIN)


def _plan(this: Certificate) -> Iterator[Fault]:
    """Yield what the plan breaks."""
    chosen = set(this.plan)
    built = [option.site for option in this.options if option.option in chosen]
    if len(set(built)) < len(this.plan):
        yield Fault("plan", "two options stand at one site, or one is named twice", AGAIN)
    for row in this.rows:
        total = sum(a for name, a in row.coefficients.items() if name in chosen)
        slack = this.tolerance * max(1.0, abs(row.bound))
        over = row.sense != ">=" and total > row.bound + slack
        if over or (row.sense != "<=" and total < row.bound - slack):
            yield Fault("plan", f"breaks {row.name}: {total:.10g} {row.sense} {row.bound:.10g}",
                        AGAIN)  # fmt: skip


def _values(this: Certificate) -> Iterator[Fault]:
    """Yield sums that do not add up, and times that a cut of the pool contradicts."""
    scores = [(m.time_s - m.offset_s) / m.scale_s for m in this.movements]
    close = this.tolerance * max(abs(this.upper), abs(this.lower), 1e-9)
    total = sum(m.weight for m in this.movements)
    if abs(total - 1) > 1e-9:
        yield Fault("movements", f"weights sum to {total:.10g}, not to one", AGAIN)
    if abs(_objective(this, scores) - this.lower) > close:
        yield Fault("lower", "is not what the movements' times give", AGAIN)
    if this.lower > this.upper + close:
        yield Fault("upper", f"{this.upper:.10g} is below the value {this.lower:.10g}", AGAIN)
    gap = (this.upper - this.lower) / abs(this.lower) if this.lower else float("inf")
    if abs(gap - this.gap) > 1e-9 * max(1.0, abs(gap)):
        yield Fault("gap", f"{this.gap:.10g} is not {gap:.10g}", AGAIN)
    held = _held(this)
    for number, cut in enumerate(this.cuts):
        most = max(
            way.time_s + sum(n * held[cut.movement].get(s, 0.0) for s, n in way.crossed.items())
            for way in cut.ways
        )
        if this.movements[cut.movement].time_s > most * (1 + this.tolerance):
            what = f"takes {most:.10g} s with the plan, less than its movement's time"
            yield Fault(f"cut {number}", what, AGAIN)


def _held(this: Certificate) -> list[dict[str, float]]:
    """Return, for each movement, the delay at each site where the plan builds, s."""
    chosen = [option for option in this.options if option.option in set(this.plan)]
    return [{o.site: o.delay_s[w] for o in chosen} for w in range(len(this.movements))]


def _objective(this: Certificate, scores: list[float]) -> float:
    weights = [m.weight for m in this.movements]
    if this.aim.kind == "min":
        return min(scores)
    if this.aim.kind == "expected":
        return sum(w * z for w, z in zip(weights, scores, strict=True))
    left, mean = this.aim.share, 0.0
    for score, weight in sorted(zip(scores, weights, strict=True)):
        part = min(left, weight)
        mean, left = mean + part * score, left - part
    return mean / this.aim.share
