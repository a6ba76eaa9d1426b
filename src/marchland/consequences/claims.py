"""Factual claims of others, checked by rule against the dated facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal, get_args

from marchland.catalogue.factbook import Factbook, Row, factbook
from marchland.consequences.law import CONSENT, WEAKER, party_count, standing
from marchland.consequences.money import exchange_rate
from marchland.errors import CatalogueError
from marchland.model.law import Confidence, Moment

Verdict = Literal["supported", "partly", "misleading", "refuted", "not reproducible", "implausible"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
NEAR_KM = 3.0
"""How near a sum of lengths has to come to a claimed one."""

OUTSIDE = 2.0
"""How many times beyond all comparable unit costs one is implausible."""


@dataclass(frozen=True)
class Checked:
    """A claim and what the facts say of it.

    Parameters
    ----------
    claim, kind, text : str
        Its number, where it was made (brief or press), and what it says, in our words.
    verdict : str
        One of :data:`VERDICTS`.
    finding : str
        What the facts give instead, derived or looked up.
    sources : tuple of str
        Keys of the references behind the finding.
    confidence : str
        The weakest of the rows behind the finding.
    """

    claim: str
    kind: str
    text: str
    verdict: Verdict
    finding: str
    sources: tuple[str, ...]
    confidence: Confidence


Finding = tuple[Verdict, str, list[tuple[str, Confidence]]]
Rule = Callable[[Row, Factbook], Finding]


def check_claims(kind: str | None = None, *, facts: Factbook | None = None) -> tuple[Checked, ...]:
    """Check every claim in the tables.

    Parameters
    ----------
    kind : {"brief", "press"}, optional
        Only claims made there: the risk brief of July 2025, or wrong statements met in the
        press and in official lists. Both by default.
    facts : Factbook, optional
        The packaged tables by default.

    Returns
    -------
    tuple of Checked
        In the order of the table.

    Raises
    ------
    CatalogueError
        If a claim names a rule that is not there.
    """
    book = facts or factbook()
    rows = [row for row in book.tables["claims"] if kind in (None, row["set"])]
    return tuple(check(row, book) for row in rows)


def check(row: Row, facts: Factbook) -> Checked:
    """Check one row of the table of claims."""
    if row["rule"] not in RULES:
        remedy = f"Use one of {', '.join(RULES)}."
        raise CatalogueError.one(f"claims.csv {row['claim']}", f"no rule {row['rule']}", remedy)
    verdict, finding, behind = RULES[row["rule"]](row, facts)
    weakest: Confidence = max((c for _, c in behind), key=WEAKER.index, default="official")
    sources = tuple(dict.fromkeys(source for source, _ in behind))
    return Checked(row["claim"], row["set"], row["text"], verdict, finding, sources, weakest)


def _events(
    row: Row, facts: Factbook, *kinds: str
) -> tuple[list[tuple[str, str, Moment]], list[tuple[str, Confidence]]]:
    found = [
        event
        for party in row["parties"].split()
        for event in facts.of(party, row["instrument"])
        if event.what in kinds
    ]
    told = [(e.party, e.what, e.when) for e in found]
    return told, [(e.source, e.confidence) for e in found]


def _behind(rows: Sequence[Row]) -> list[tuple[str, Confidence]]:
    return [(row["source"], row["confidence"]) for row in rows]  # type: ignore[misc]


def never_joined(row: Row, facts: Factbook) -> Finding:
    """Whether states that are said to have never signed are not bound."""
    on = date.fromisoformat(row["date"])
    found = [standing(p, row["instrument"], on, facts=facts) for p in row["parties"].split()]
    bound = [w for w in found if w.status != "not bound"]
    behind = [(s, w.confidence) for w in found for s in w.sources]
    said = "; ".join(f"{w.party}: {w.status}, {w.reason}" for w in found)
    signed, _ = _events(row, facts, "signature")
    if not bound:
        return "supported", said, behind
    unsigned = {w.party for w in bound} - {party for party, _, _ in signed}
    literal = " (it acceded, so that it never signed is literally true)" if unsigned else ""
    return ("misleading" if unsigned else "refuted"), said + literal, behind


def gave_notice(row: Row, facts: Factbook) -> Finding:
    """Whether the notices of withdrawal lie within the claimed span."""
    span = Moment.parse(row["date"])
    told, behind = _events(row, facts, "announcement", "notice")
    inside = {
        p
        for p, what, when in told
        if what == "notice" and span.first <= when.first and when.last <= span.last
    }
    said = "; ".join(f"{party} {what} {when}" for party, what, when in told)
    out = {
        p: standing(p, row["instrument"], date(2100, 1, 1), facts=facts).until
        for p in row["parties"].split()
    }
    said += "; effective " + ", ".join(f"{party} {day}" for party, day in out.items())
    everyone = set(row["parties"].split())
    verdict: Verdict = "supported" if inside == everyone else "partly" if inside else "refuted"
    return verdict, said, behind


def counted(row: Row, facts: Factbook) -> Finding:
    """Whether a number of parties is the derived one."""
    on = date.fromisoformat(row["date"])
    found = party_count(row["instrument"], on, facts=facts)
    if found is None:
        return "not reproducible", "no count was read", []
    number, said = found
    source = said.partition("(")[2].partition(")")[0]
    verdict: Verdict = "supported" if number == float(row["value"]) else "refuted"
    note = f"; {row['note']}" if row["note"] else ""
    return verdict, f"{number} parties on {on}: {said}{note}", [(source, "established")]


def withdrew(row: Row, facts: Factbook) -> Finding:
    """Whether a state has given notice of withdrawal by a day."""
    on = date.fromisoformat(row["date"])
    where = standing(row["parties"], row["instrument"], on, facts=facts)
    behind = [(source, where.confidence) for source in where.sources]
    if where.status in ("leaving", "left"):
        return "supported", where.reason, behind
    said = f"no notice of withdrawal; {where.status}: {where.reason}"
    return "refuted", said + "".join(f"; {p.side}: {p.says}" for p in where.positions), behind


def _lengths(row: Row, facts: Factbook) -> dict[str, list[Row]]:
    return {
        pair: [r for r in facts.tables["borders"] if r["pair"] == pair]
        for pair in row["parties"].split()
    }


def border_total(row: Row, facts: Factbook) -> Finding:
    """Whether a total length follows from official ones, and from which others it would."""
    claimed, pairs = float(row["value"]), _lengths(row, facts)
    official = [r for rows in pairs.values() for r in rows if r["method"] == "official"]
    whole = {
        pair: max(
            (float(r["km"]) for r in official if (r["pair"], r["part"]) == (pair, "all")),
            default=0.0,
        )
        for pair in pairs
    }
    sea = sum(float(r["km"]) for r in official if r["part"] == "sea")
    total = sum(whole.values()) - sea
    near = sum_combinations(
        [
            [0.0, *sorted({float(r["km"]) for r in rows if r["part"] == "all"})]
            for rows in pairs.values()
        ],
        claimed,
    )
    said = f"{total:,.1f} km from official lengths, the sea left out"
    behind = _behind(official)
    if abs(total - claimed) <= NEAR_KM:
        return "supported", said, behind
    near.sort(key=lambda parts: abs(sum(parts) - claimed))
    said += (
        f"; {len(near)} choices of published lengths, borders left out among them, come within "
        f"{NEAR_KM:g} km of {claimed:,.0f}"
    )
    for parts in near[:2]:
        shown = " + ".join(f"{pair} {km:g}" for pair, km in zip(pairs, parts, strict=True) if km)
        said += f"; {shown} = {sum(parts):,.1f}"
    return "not reproducible", said, behind


def sum_combinations(choices: list[list[float]], target: float) -> list[tuple[float, ...]]:
    """Return every choice of one number from each list whose sum is near a target."""
    return [parts for parts in product(*choices) if abs(sum(parts) - target) <= NEAR_KM]


def border_length(row: Row, facts: Factbook) -> Finding:
    """Whether one length is the only one that was read."""
    rows = _lengths(row, facts)[row["parties"]]
    behind = _behind(rows)
    said = "; ".join(f"{float(r['km']):g} km {r['part']} ({r['source']})" for r in rows)
    said += "".join(f"; {r['differs']}" for r in rows if r["differs"])
    values = {float(r["km"]) for r in rows}
    if float(row["value"]) not in values:
        return "refuted", said, behind
    return ("supported" if len(values) == 1 else "partly"), said, behind


def no_programme(row: Row, facts: Factbook) -> Finding:
    """Whether a state had announced nothing by a day."""
    rows = [
        r
        for r in facts.tables["programmes"]
        if r["party"] == row["parties"] and r["stage"] == "announced" and r["date"] <= row["date"]
    ]
    behind = _behind(rows)
    said = "; ".join(
        " ".join(
            filter(None, (f"{r['programme']}:", r["element"], r["value"], r["unit"], r["date"]))
        )
        for r in rows
    )
    return ("refuted", said, behind) if rows else ("supported", "nothing was read", behind)


def in_force_on(row: Row, facts: Factbook) -> Finding:
    """Whether an instrument entered into force on a day."""
    rules = facts.instruments[row["instrument"]]
    right = rules.in_force == date.fromisoformat(row["date"])
    said = f"{rules.key} is in force since {rules.in_force}"
    return ("supported" if right else "refuted"), said, [(rules.source, "established")]


def happened(*kinds: str) -> Rule:
    """Return the rule that an event of some kind lies within the claimed day or span."""

    def rule(row: Row, facts: Factbook) -> Finding:
        span = Moment.parse(row["date"])
        told, behind = _events(row, facts, *kinds, "seen_party")
        adopted = facts.instruments[row["instrument"]].adopted
        said = "; ".join(f"{party} {what.replace('_', ' ')} {when}" for party, what, when in told)
        if adopted and span.last < adopted:
            return "refuted", f"{row['instrument']} was adopted on {adopted}, later", behind
        dated = [when for _, what, when in told if what != "seen_party"]
        if not dated:
            return "not reproducible", said or "nothing was read", behind
        right = any(span.first <= when.first and when.last <= span.last for when in dated)
        return ("supported" if right else "refuted"), said, behind

    return rule


def left_on(row: Row, facts: Factbook) -> Finding:
    """Whether a withdrawal took effect on a day."""
    claimed = date.fromisoformat(row["date"])
    where = standing(row["parties"], row["instrument"], date(2100, 1, 1), facts=facts)
    told, behind = _events(row, facts, "vote", "notice")
    that_day = [what for _, what, when in told if when.first == claimed]
    said = f"left on {where.until}: {where.reason.partition(';')[0]}"
    said += "".join(f"; {claimed} is the day of the {what}" for what in that_day)
    return ("supported" if where.until == claimed else "refuted"), said, behind


def exit_takes(row: Row, facts: Factbook) -> Finding:
    """Whether a withdrawal takes so many months."""
    rules = facts.instruments[row["instrument"]]
    until = standing(row["parties"], row["instrument"], date(2100, 1, 1), facts=facts).until
    said = f"{rules.exit_months} months from the notice; {row['parties']} out on {until}"
    right = rules.exit_months == float(row["value"])
    _, behind = _events(row, facts, "notice")
    return ("supported" if right else "refuted"), said, behind


def joined_last(row: Row, facts: Factbook) -> Finding:
    """Whether no other state of the tables joined later."""
    own, behind = _events(row, facts, *CONSENT)
    later = [
        e
        for e in facts.events
        if e.instrument == row["instrument"]
        and e.what in CONSENT
        and e.when.first > own[-1][2].last
    ]
    said = "; ".join(f"{e.party} {e.what} {e.when}" for e in later)
    behind += [(e.source, e.confidence) for e in later]
    said = f"{own[-1][0]} {own[-1][1]} {own[-1][2]}; later: {said or 'none in the tables'}"
    return ("refuted" if later else "supported"), said, behind


def cost_per_km(row: Row, facts: Factbook) -> Finding:
    """Whether a cost per kilometre lies among those of the same scope."""
    rows = [
        r
        for r in facts.tables["border_barriers"]
        if r["scope"] == row["parties"] and r["currency"] == "EUR"
    ]
    costs = sorted(float(r["cost_m"]) / float(r["km"]) for r in rows)
    behind = _behind(rows)
    claimed = float(row["value"])
    said = (
        f"EUR {claimed:.2g} m/km, against {costs[0]:.2f} to {costs[-1]:.2f} for {len(costs)} "
        f"works of the same scope ({row['parties']})"
    )
    if claimed < costs[0] / OUTSIDE or claimed > costs[-1] * OUTSIDE:
        return "implausible", said, behind
    return "supported", said, behind


def programme_budget(row: Row, facts: Factbook) -> Finding:
    """Whether a budget and its year are those that were announced."""
    rows = [
        r
        for r in facts.tables["programmes"]
        if r["programme"] == row["parties"]
        and r["element"].startswith("budget")
        and r["stage"] == "announced"
    ]
    behind = _behind(rows)
    told, right = [], False
    for r in rows:
        currency, scale = r["unit"].split()
        rate = exchange_rate(currency, int(r["date"][:4]), facts=facts)
        span = (float(r["low"]) / rate.high, float(r["high"]) / rate.low)
        behind.append((rate.source, "computed"))
        told.append(
            f"{r['unit']} {float(r['value']):,.0f} announced {r['date']}, EUR {scale} "
            f"{span[0]:,.0f} to {span[1]:,.0f}"
        )
        right = right or (
            span[0] <= float(row["value"]) <= span[1] and r["date"][:4] == row["date"]
        )
    return ("supported" if right else "refuted"), "; ".join(told), behind


RULES: dict[str, Rule] = {
    "never_joined": never_joined,
    "gave_notice": gave_notice,
    "party_count": counted,
    "withdrew": withdrew,
    "border_total": border_total,
    "border_length": border_length,
    "no_programme": no_programme,
    "instrument_in_force": in_force_on,
    "deposited": happened(*CONSENT),
    "consented": happened("consent"),
    "signed": happened("signature"),
    "left_on": left_on,
    "exit_months": exit_takes,
    "joined_last": joined_last,
    "cost_per_km": cost_per_km,
    "programme_budget": programme_budget,
}
"""How a claim is checked, by the name that its row gives."""
