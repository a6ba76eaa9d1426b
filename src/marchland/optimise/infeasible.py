"""Clauses that no plan can keep together: which, and how far they would have to give way."""

from collections.abc import Mapping, Sequence

import numpy as np

from marchland.errors import Fault
from marchland.optimise.candidates import Candidates, Row
from marchland.optimise.integers import least

Parts = Mapping[str, Sequence[Row]]
"""Rows by the clause that they come from, in words."""


def conflict(candidates: Candidates, parts: Parts) -> tuple[str, ...]:
    """Return clauses that contradict one another, none of which can be spared.

    A deletion filter: a clause without which there is still no plan is dropped for good. What
    is left has no plan together, and one as soon as any of it gives way.

    Parameters
    ----------
    candidates : Candidates
    parts : mapping of {str: sequence of Row}

    Returns
    -------
    tuple of str
        Empty where some plan keeps everything.
    """
    kept = dict(parts)
    if least(candidates, _rows(kept)) is not None:
        return ()
    for words in parts:
        fewer = {other: rows for other, rows in kept.items() if other != words}
        if least(candidates, _rows(fewer)) is None:
            kept = fewer
    return tuple(kept)


def nearest(candidates: Candidates, parts: Parts, words: str) -> float | None:
    """Return the nearest bound at which a clause of one row can be kept with all the others.

    Parameters
    ----------
    candidates : Candidates
    parts : mapping of {str: sequence of Row}
    words : str
        The clause that gives way.

    Returns
    -------
    float or None
        None where it has several rows, or the others alone admit no plan.
    """
    if len(parts[words]) != 1:
        return None
    (row,) = parts[words]
    others = {other: rows for other, rows in parts.items() if other != words}
    sign = 1.0 if row.sense == "<=" else -1.0
    found = least(candidates, _rows(others), sign * np.asarray(row.coefficients))
    return None if found is None else sign * found


def contradictions(candidates: Candidates, parts: Parts) -> list[Fault]:
    """Return one fault for each clause of a conflict, with the value that would do.

    Parameters
    ----------
    candidates : Candidates
    parts : mapping of {str: sequence of Row}

    Returns
    -------
    list of Fault
        Empty where some plan keeps everything.
    """
    found = conflict(candidates, parts)
    if len(found) == 1:
        what = "no plan at all can keep this"
    else:
        what = f"no plan keeps all {len(found)} of: {'; '.join(found)}"
    faults = []
    for words in found:
        value = nearest(candidates, parts, words)
        if value is None:
            remedy = "Drop it, or loosen another of them."
        else:
            remedy = f"The others allow {value:,.10g} at the nearest in place of its bound."
        faults.append(Fault(words, what, remedy))
    return faults


def _rows(parts: Parts) -> list[Row]:
    return [row for rows in parts.values() for row in rows]
