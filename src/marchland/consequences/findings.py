"""What each instrument says of a declared area, as findings and never as a yes or no."""

from collections.abc import Sequence
from datetime import date

from marchland.catalogue.factbook import Factbook, factbook
from marchland.consequences.law import obligations, standing
from marchland.model.declaration import Declaration
from marchland.model.finding import Finding, Status
from marchland.model.law import Conflict, Obligation
from marchland.model.said import Said, together

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
    values = {"duty": duty.text, "said": said, "due": str(owed.due)}
    reason = Said("", "{duty}: {said}", values)
    if owed.due and status != "not prohibited":
        reason = Said("finding.due", "{duty}: {said}; due by {due}", values)
    return Finding(
        duty.instrument, duty.article, status, where.party, where.on, reason, duty.source
    )


def _read(area: Declaration, owed: Obligation) -> tuple[Status, str]:
    duty, where = owed.duty, owed.standing
    if duty.instrument in PERSONNEL_ONLY and area.category == "anti_vehicle":
        words = f"{{silent}}: outside its scope (Article 2); {OTHERS}"
        return "not prohibited", Said("finding.scope", words, {"silent": _silent(owed)})
    if owed.status == "not binding":
        words = f"{{silent}}: {{status}}, {{reason}}; {OTHERS}"
        values = {"silent": _silent(owed), "status": where.status, "reason": where.reason}
        return "not prohibited", Said("finding.unbound", words, values)
    if owed.status in ("contested", "unknown"):
        sides = [
            Said("", "{side}: {says}", {"side": p.side, "says": p.says}) for p in where.positions
        ]
        return owed.status, together(sides, "; ") if sides else where.reason
    if duty.if_bound == "prohibited":
        if duty.instrument in PERSONNEL_ONLY and area.category == "unknown":
            return "conditional", "prohibited if any of it is anti-personnel; not declared"
        return "prohibited", where.reason
    return _conditions(area, owed)


def _silent(owed: Obligation) -> Said:
    """Return what exactly is not prohibited: by which article, for whom, on which day."""
    duty, where = owed.duty, owed.standing
    words = "not prohibited by {instrument} Article {article} for {party} on {on}"
    values = {"instrument": duty.instrument, "article": duty.article, "party": where.party,
              "on": str(where.on)}  # fmt: skip
    return Said("finding.silent", words, values)


def _conditions(area: Declaration, owed: Obligation) -> tuple[Status, str]:
    asked = {field: getattr(area, field) for field in owed.duty.condition}
    unmet = [field for field, met in asked.items() if met is False]
    open_ = [field for field, met in asked.items() if met is None]
    if unmet:
        without = [Said("finding.not", "not {field}", {"field": field}) for field in unmet]
        return "not met", Said("finding.unmet", "declared as {fields}", _fields(without))
    if open_:
        return "conditional", Said("finding.open", "not declared: {fields}", _fields(open_))
    if asked:
        words = "declared as {fields}; whether the ground bears it out is not known"
        return "met", Said("finding.met", words, _fields(list(asked)))
    return "conditional", "the duty binds; nothing declared says whether it is met"


def _fields(names: Sequence[str]) -> dict[str, str | int]:
    return {"fields": together(names, ", ")}
