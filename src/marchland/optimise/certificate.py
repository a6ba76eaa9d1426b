"""Certificates of plans found by the search, and their files."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from marchland.errors import CertificateError, Fault
from marchland.model.certificate import Aim, Bound, Certificate, Leg, Line, Movement, Offered
from marchland.optimise.candidates import Candidates, Row
from marchland.optimise.follower import Cut, Member, Way
from marchland.optimise.solution import Objective, Solution

TOLERANCE = 1e-6
"""Relative error that times on the raster may carry: they are float32."""
FILE = "certificate.json"
"""Its name in a run folder."""


@dataclass(frozen=True)
class Instance:
    """What a search was asked.

    Parameters
    ----------
    candidates : Candidates
    rows : tuple of Row
        Every row on the plan.
    members : tuple of Member
        Of the follower.
    objective : Objective
    words : str
        What is maximised, in words.
    sites : tuple of str
        Names of the sites by their numbers.
    """

    candidates: Candidates
    rows: tuple[Row, ...]
    members: tuple[Member, ...]
    objective: Objective
    words: str
    sites: tuple[str, ...]


def certify(
    asked: Instance, solution: Solution, *, engine: str, limit_s: float | None = None
) -> Certificate:
    """Return the certificate of a solution.

    Parameters
    ----------
    asked : Instance
    solution : Solution
    engine : str
        What solved the masters.
    limit_s : float, optional
        The time limit, where the user set one.

    Returns
    -------
    Certificate
        Sealed. Of the pool it keeps the cuts that can bind below the bound.
    """
    objective, sites = asked.objective, _offered(asked)
    return Certificate(
        format=1,
        aim=Aim(kind=objective.kind, share=objective.share, words=asked.words),
        movements=_movements(asked.members, solution),
        options=_options(asked),
        rows=tuple(_line(row, asked.candidates.names) for row in asked.rows),
        cuts=tuple(_bound(cut, sites) for cut in _binding(asked, solution)),
        plan=tuple(sorted(solution.chosen)),
        lower=solution.lower,
        upper=solution.upper,
        gap=solution.gap,
        tolerance=TOLERANCE,
        engine=engine,
        limit_s=limit_s,
        sweeps=solution.sweeps,
        pool=len(solution.pool),
    ).sealed()


def _movements(members: tuple[Member, ...], solution: Solution) -> tuple[Movement, ...]:
    total = sum(member.weight for member in members)
    return tuple(
        Movement(
            name=m.name, weight=m.weight / total, scale_s=m.scale_s, offset_s=m.offset_s, time_s=t
        )
        for m, t in zip(members, solution.time_s, strict=True)
    )


def _options(asked: Instance) -> tuple[Offered, ...]:
    these = asked.candidates
    columns = these.site.tolist(), these.delay_s.T.tolist()
    return tuple(
        Offered(option=name, site=asked.sites[site], delay_s=tuple(delays))
        for name, site, delays in zip(these.names, *columns, strict=True)
    )


def _line(row: Row, names: tuple[str, ...]) -> Line:
    used = np.flatnonzero(row.coefficients)
    pairs = {names[k]: float(row.coefficients[k]) for k in used}
    return Line(name=row.name, coefficients=pairs, sense=row.sense, bound=float(row.bound))


def _binding(asked: Instance, solution: Solution) -> tuple[Cut, ...]:
    """Return the cuts of the pool that can be below the bound, in an order of their own."""

    def least(cut: Cut) -> float:
        return asked.members[cut.member].score(max(way.base_s for way in cut.ways))

    reach = float("inf")
    if asked.objective.kind == "min":
        size = max(abs(solution.upper), abs(solution.lower), 1e-9)
        reach = solution.upper + 2 * TOLERANCE * size
    kept = {cut for cut in solution.pool if least(cut) <= reach}
    return tuple(
        sorted(kept, key=lambda c: (c.member, [(w.base_s, w.sites, w.counts) for w in c.ways]))
    )


def _offered(asked: Instance) -> dict[int, str]:
    """Return the names of the sites at which anything can be built, by their numbers."""
    return {site: asked.sites[site] for site in asked.candidates.site.tolist()}


def _bound(cut: Cut, sites: dict[int, str]) -> Bound:
    return Bound(movement=cut.member, ways=tuple(_leg(way, sites) for way in cut.ways))


def _leg(way: Way, sites: dict[int, str]) -> Leg:
    """Return a way; where nothing can be built nothing ever holds it."""
    pairs = zip(way.sites, way.counts, strict=True)
    return Leg(time_s=way.base_s, crossed={sites[s]: float(n) for s, n in pairs if s in sites})


def write_certificate(certificate: Certificate, path: Path) -> None:
    """Write a certificate as JSON, the same bytes every time.

    Parameters
    ----------
    certificate : Certificate
    path : pathlib.Path
    """
    raw = certificate.model_dump(mode="json")
    text = json.dumps(raw, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_certificate(path: Path) -> Certificate:
    """Return the certificate in a file.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Certificate
        As it is written; :func:`marchland.optimise.recheck.recheck` says whether it holds.

    Raises
    ------
    CertificateError
        With everything that makes it no certificate.
    """
    try:
        return Certificate.model_validate_json(path.read_bytes())
    except OSError as error:
        remedy = "Give the run.json, or the folder, of a run that has a plan."
        raise CertificateError.one(str(path), f"cannot be read: {error.strerror}", remedy) from None
    except ValidationError as error:
        faults = [
            Fault(".".join(map(str, e["loc"])) or "the file", e["msg"], "Run the study again.")
            for e in error.errors()
        ]
        raise CertificateError(str(path), faults) from None
