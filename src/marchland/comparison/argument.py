"""Both cases of a pair, with the order that somebody's weights give."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marchland.consequences.cases import BothCases
from marchland.consequences.rank import Ranking
from marchland.model.said import Said, numeral, together

Row = dict[str, Any]
NO_WEIGHTS = Said(
    "ranked.no_weights", "Nothing is ranked: no weights were given, and there are no defaults."
)


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
        ends = {"best": best, "low": low, "high": high}
        values = {"name": name, **{end: numeral(f"{total:,.0f}") for end, total in ends.items()}}
        words = "{name}: {best} ({low} to {high}) by the weights given."
        yield Said("ranked.total", words, values)
    first = {"name": ranking.first}
    same = Said("ranked.same", "Both come to the same.")
    yield Said("ranked.first", "{name} comes first.", first) if ranking.first else same
    if ranking.first and not ranking.certain:
        words = "Not certain: the ranges of the totals meet, or a cost of the first is missing."
        yield Said("ranked.uncertain", words)
    for topic, weight in ranking.flips.items():
        words = "It flips at a weight of {weight} for {topic}, all others as given."
        yield Said("ranked.flips", words, {"weight": numeral(f"{weight:.4g}"), "topic": topic})
    if ranking.turned_by is not None:
        values = {**first, "missing": together(ranking.missing, ", "),
                  "cost": numeral(f"{ranking.turned_by:,.0f}")}  # fmt: skip
        words = "It flips if what has no source ({missing}) costs {name} more than EUR {cost}."
        yield Said("ranked.turned", words, values)
