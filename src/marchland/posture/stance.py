"""A posture on the ground: which options it takes, within the same limits as every other."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from marchland.barriers.areas import OWN
from marchland.model.posture import BANDS, Posture

AREAS = ("peat", "low")


@dataclass(frozen=True)
class Stance:
    """A posture on the ground.

    Parameters
    ----------
    posture : Posture
    options : tuple of str
        What it builds, sorted.
    left_out : tuple of str
        What it would build and cannot, each with why; areas of a kind together, with how many.
    """

    posture: Posture
    options: tuple[str, ...]
    left_out: tuple[str, ...]


def stance(
    posture: Posture,
    options: pd.DataFrame,
    sites: pd.DataFrame,
    limits: Mapping[str, float],
    first: Sequence[str] = (),
) -> Stance:
    """Return what a posture builds within limits.

    A line is built whole or not at all, since half of one closes nothing, layer by layer as
    the posture names them; the bands follow one another as
    :data:`marchland.model.posture.BANDS` has them, and areas one by one.

    Parameters
    ----------
    posture : Posture
    options : pandas.DataFrame
        Priced: columns option, site, measure, layer and ``COLUMN_best`` for each limit.
    sites : pandas.DataFrame
        Columns site, kind, approach and band.
    limits : mapping of {str: float}
        Most of each column at best, such as ``cost_eur``.
    first : sequence of str
        Area sites in the order in which they are taken; the others follow.

    Returns
    -------
    Stance
        Options of which a limited column is unknown are left out: no limit can hold them.
    """
    columns = [f"{name}_best" for name in limits]
    unknown = options[columns].isna().any(axis=1)
    used = options["measure"].isin(posture.measures())
    left = [f"{m}: cost unknown" for m in sorted(set(options[unknown & used]["measure"]))]
    known = options[~unknown & used]
    chosen: list[str] = []
    spent = dict.fromkeys(limits, 0.0)
    areas: Counter[tuple[str, str, str]] = Counter()
    kinds = dict(zip(sites["site"], sites["kind"], strict=True))
    for name, group in _groups(posture, known, sites, first):
        sums = {c: spent[c] + float(group[f"{c}_best"].sum()) for c in limits}
        over = [c for c, most in limits.items() if sums[c] > most]
        why = f"beyond the limit of {' and '.join(over)}"
        if not over:
            spent, chosen = sums, [*chosen, *group["option"]]
        elif kinds[group["site"].iloc[0]] in AREAS:
            areas[kinds[group["site"].iloc[0]], group["layer"].iloc[0], why] += 1
        else:
            left.append(f"{name}: {why}")
    left += [f"areas of {k}, {layer}, {n} of them: {why}" for (k, layer, why), n in areas.items()]
    return Stance(posture, tuple(sorted(chosen)), tuple(left))


def _groups(
    posture: Posture, options: pd.DataFrame, sites: pd.DataFrame, first: Sequence[str]
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield what is built together: a line of a band, or an area."""
    rank = {site: number for number, site in enumerate(first)}
    table = sites.assign(band=[_band(row) for row in sites.itertuples()])
    for band in BANDS:
        wanted: tuple[str, ...] = getattr(posture, band)
        here = table[table["band"] == band]
        if band == "area":
            names = sorted(here["site"], key=lambda site: (rank.get(site, len(rank)), site))
            groups = [(f"{name}", [name]) for name in names]
        else:
            lines = here.groupby("approach", sort=True)["site"]
            groups = [(f"{band} line of {a}".strip(), list(names)) for a, names in lines]
        for name, members in groups:
            taken = _first_of_each_layer(options[options["site"].isin(members)], wanted)
            for layer, part in taken.groupby("layer", sort=False):
                yield f"{name}, {layer}", part


def _band(row: object) -> str:
    """Return the band of a site: lines that an analyst drew count as border, areas as area."""
    kind, band = str(getattr(row, "kind", "")), str(getattr(row, "band", ""))
    if kind in AREAS:
        return "area"
    return "border" if band == OWN else band


def _first_of_each_layer(options: pd.DataFrame, wanted: tuple[str, ...]) -> pd.DataFrame:
    """Return, for each site and layer, the first measure wanted that is an option there."""
    rank = {name: number for number, name in enumerate(wanted)}
    fits = options[options["measure"].isin(wanted)]
    order = fits["measure"].map(rank).sort_values(kind="stable").index
    return fits.loc[order].drop_duplicates(["site", "layer"])
