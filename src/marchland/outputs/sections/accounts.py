"""The ledger: what falls due over years, with its gaps."""

import pandas as pd

from marchland.outputs.content import Block, Figure, Group, Images, Note, Section, Table
from marchland.outputs.language import say
from marchland.outputs.ledgerfigure import headline
from marchland.outputs.report import Report
from marchland.outputs.words import plain, ranged

PICTURE = "accounts"


def section(report: Report, images: Images) -> Section | None:
    """Return the sums over the horizon of the study and beside it over 10, 30 and 50 years."""
    found = report.accounted
    if found is None:
        return None
    years = sorted(found.ledger["horizon_y"].unique())
    groups = [
        Group(f"{plain(str(of))}, {unit}", _rows(rows, years))
        for (of, unit), rows in found.ledger.groupby(["of", "unit"], sort=False)
    ]
    head = [say("accounts.item"), *(say("accounts.years").format(n=n) for n in years)]
    head.append(say("accounts.read"))
    rate = f"{found.discount:.1%}" if found.discount else say("accounts.none")
    blocks: list[Block] = []
    if PICTURE in images:
        alt = headline(found.flows, found.horizon_y, found.discount)
        blocks.append(Figure(PICTURE, images[PICTURE], alt, say("accounts.source")))
    blocks.append(Note(say("accounts.note")))
    numbers = frozenset(range(1, len(years) + 1))
    blocks.append(Table(say("accounts.caption").format(rate=rate), head, groups, numbers, wide=True,
                        source=say("accounts.source")))  # fmt: skip
    return Section("accounts", say("accounts.heading"), blocks)


def _rows(rows: pd.DataFrame, years: list[int]) -> list[list[str]]:
    """Return a row for each item, the total last."""
    names = [name for name in dict.fromkeys(rows["item"]) if name != "total"]
    found = []
    for name in [*names, "total"]:
        each = rows[rows["item"] == name].set_index("horizon_y")
        cells = [
            ranged((each.loc[n, "low"], each.loc[n, "best"], each.loc[n, "high"]),
                   str(each.loc[n, "unit"]))
            for n in years
        ]  # fmt: skip
        row = each.iloc[0]
        tag = {"assumed": f" ({say('accounts.assumed')})"}.get(str(row["tag"]), "")
        found.append([plain(name), *cells, f"{plain(str(row['source']))}{tag}"])
    return found
