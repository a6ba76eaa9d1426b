"""Both cases of a pair, with the order that somebody's weights give."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marchland.consequences.cases import BothCases
from marchland.consequences.rank import Ranking

Row = dict[str, Any]
NO_WEIGHTS = "Nothing is ranked: no weights were given, and there are no defaults."


@dataclass(frozen=True)
class Argument:
    """Both cases of a pair.

    Parameters
    ----------
    names : tuple of str
    cases : BothCases
    ranking : Ranking or None
        By the weights that were given; None without any.
    """

    names: tuple[str, str]
    cases: BothCases
    ranking: Ranking | None

    def tables(self) -> dict[str, list[Row]]:
        """Return the sentences of each side, what neither can say, and the ranking."""
        sides = ("necessity", "humanity", "unknown")
        return {
            "pair": [{"says": " against ".join(self.names)}],
            **{side: [{"says": said} for said in getattr(self.cases, side)] for side in sides},
            "ranking": [{"says": said} for said in ranked(self.ranking)],
        }

    def __str__(self) -> str:
        return "\n".join(
            f"{name}\n" + "\n".join(f"  {row['says']}" for row in rows)
            for name, rows in self.tables().items()
            if rows
        )


def ranked(ranking: Ranking | None) -> Iterator[str]:
    """Yield a ranking in sentences: the totals, whether it is certain, and where it flips."""
    if ranking is None:
        yield NO_WEIGHTS
        return
    for name, (low, best, high) in sorted(ranking.totals.items(), key=lambda pair: pair[1][1]):
        yield f"{name}: {best:,.0f} ({low:,.0f} to {high:,.0f}) by the weights given."
    yield f"{ranking.first} comes first." if ranking.first else "Both come to the same."
    if ranking.first and not ranking.certain:
        yield "Not certain: the ranges of the totals meet, or a cost of the first is missing."
    for topic, weight in ranking.flips.items():
        yield f"It flips at a weight of {weight:.4g} for {topic}, all others as given."
    if ranking.turned_by is not None:
        missing = ", ".join(ranking.missing)
        yield (
            f"It flips if what has no source ({missing}) costs {ranking.first} more than "
            f"EUR {ranking.turned_by:,.0f}."
        )
