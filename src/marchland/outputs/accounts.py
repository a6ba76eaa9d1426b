"""Law, declared areas and accounts over years, as tables that leave a study."""

from dataclasses import asdict

import pandas as pd

from marchland.consequences.dossier import duty_row, standing_row
from marchland.outputs.report import Report

FINDING = ("area", "instrument", "article", "status", "party", "on", "reason", "source")


def accounted_tables(report: Report) -> dict[str, tuple[pd.DataFrame, str]]:
    """Return these tables by name, each with one sentence on it.

    Parameters
    ----------
    report : Report

    Returns
    -------
    dict of {str: (pandas.DataFrame, str)}
        ``law``, ``duties``, ``ledger`` and ``cases``; ``findings`` and ``declared`` where
        areas are declared. Empty where the report was not accounted.
    """
    found = report.accounted
    if found is None:
        return {}
    standings = [{"party": o.party, **standing_row(s)} for o in found.law for s in o.standings]
    duties = [{"party": one.party, **duty_row(d)} for one in found.law for d in one.binding]
    sides = ("necessity", "humanity", "unknown")
    said = [(side, text) for side in sides for text in getattr(found.cases, side)]
    said += [("ranking", text) for text in found.ranked]
    tables = {
        "law": (pd.DataFrame(standings), "Where each party stands on the day."),
        "duties": (pd.DataFrame(duties), "What binds on the day, or is contested."),
        "ledger": (found.ledger, "What falls due before each horizon; NULL has no source."),
        "cases": (
            pd.DataFrame(said, columns=["side", "says"]),
            f"Both arguments: {' against '.join(found.names)}.",
        ),
    }
    if found.assessment.areas:
        rows = [{"area": name, **asdict(f)} for name, f in found.assessment.findings]
        findings = pd.DataFrame(rows, columns=list(FINDING)).assign(
            on=[str(row["on"]) for row in rows]
        )
        tables["findings"] = findings, "What each article says of each declared area."
        tables["declared"] = found.assessment.consequences, "What the declared areas mean."
    return {name: table for name, table in tables.items() if len(table[0])}
