"""What each instrument says of a declared area, as findings and never as a yes or no."""

from collections.abc import Sequence
from datetime import date

from marchland.catalogue.factbook import Factbook, factbook
from marchland.consequences.law import obligations, standing
from marchland.model.declaration import Declaration
from marchland.model.finding import Finding, Status
from marchland.model.law import Conflict, Obligation

PERSONNEL_ONLY = ("APMBC",)
"""Instruments that do not speak of anti-vehicle mines."""

OTHERS = "other duties stand beside it"
"""What follows wherever one article does not prohibit something."""


def findings(
    area: Declaration,
    on: date,
    *,
    in_armed_conflict: Sequence[Conflict] = (),
    facts: Factbook | None = None,
) -> tuple[Finding, ...]:
    """Return what every article that speaks of a declared area says of it on a day.

    Parameters
    ----------
    area : Declaration
        What the analyst drew, with what is known of its marking.
    on : datetime.date
        The day the findings speak of.
    in_armed_conflict : sequence of Conflict
        As :func:`marchland.standing` takes it.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    tuple of Finding
        A prohibition that does not bind is told as ``not prohibited``, by that article for that
        party on that day alone; a duty that does not bind is not told. None for a kind of which
        no instrument speaks, such as flooding.
    """
    book = facts or factbook()
    rows = []
    for key in book.instruments:
        where = standing(area.party, key, on, in_armed_conflict=in_armed_conflict, facts=book)
        rows += [
            _finding(area, owed)
            for owed in obligations(where, facts=book)
            if area.kind in owed.duty.kinds
            and (owed.status != "not binding" or owed.duty.if_bound == "prohibited")
        ]
    return tuple(rows)


def _finding(area: Declaration, owed: Obligation) -> Finding:
    duty, where = owed.duty, owed.standing
    status, said = _read(area, owed)
    due = f"; due by {owed.due}" if owed.due and status != "not prohibited" else ""
    reason = f"{duty.text}: {said}{due}"
    return Finding(
        duty.instrument, duty.article, status, where.party, where.on, reason, duty.source
    )


def _read(area: Declaration, owed: Obligation) -> tuple[Status, str]:
    duty, where = owed.duty, owed.standing
    if duty.instrument in PERSONNEL_ONLY and area.category == "anti_vehicle":
        return "not prohibited", f"{_silent(owed)}: outside its scope (Article 2); {OTHERS}"
    if owed.status == "not binding":
        why = f"{where.status}, {where.reason}"
        return "not prohibited", f"{_silent(owed)}: {why}; {OTHERS}"
    if owed.status in ("contested", "unknown"):
        sides = "; ".join(f"{p.side}: {p.says}" for p in where.positions)
        return owed.status, sides or where.reason
    if duty.if_bound == "prohibited":
        if duty.instrument in PERSONNEL_ONLY and area.category == "unknown":
            return "conditional", "prohibited if any of it is anti-personnel; not declared"
        return "prohibited", where.reason
    return _conditions(area, owed)


def _silent(owed: Obligation) -> str:
    """Return what exactly is not prohibited: by which article, for whom, on which day."""
    duty, where = owed.duty, owed.standing
    article = f"{duty.instrument} Article {duty.article}"
    return f"not prohibited by {article} for {where.party} on {where.on}"


def _conditions(area: Declaration, owed: Obligation) -> tuple[Status, str]:
    asked = {field: getattr(area, field) for field in owed.duty.condition}
    unmet = [field for field, met in asked.items() if met is False]
    open_ = [field for field, met in asked.items() if met is None]
    if unmet:
        return "not met", f"declared as not {', not '.join(unmet)}"
    if open_:
        return "conditional", f"not declared: {', '.join(open_)}"
    if asked:
        return (
            "met",
            f"declared as {', '.join(asked)}; whether the ground bears it out is not known",
        )
    return "conditional", "the duty binds; nothing declared says whether it is met"
