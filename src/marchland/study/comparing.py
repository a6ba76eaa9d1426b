"""Two studies compared."""

from collections.abc import Mapping
from dataclasses import replace

from marchland.comparison.argument import Argument
from marchland.comparison.compare import Comparison
from marchland.comparison.compare import compare as compared
from marchland.comparison.differences import Subject
from marchland.consequences.rank import rank
from marchland.kinds import expect
from marchland.study.accounted import Accounted


def compare(
    one: Accounted, two: Accounted, *, weights: Mapping[str, float] | None = None
) -> Comparison:
    """Compare two studies: what differs, by how much, and what flips.

    Parameters
    ----------
    one, two : Study
        Each with its plan and its declared areas, if it has any.
    weights : mapping of {str: float}, optional
        What one unit of a topic's figure is worth, for a ranking. Those of the scenarios by
        default, where both give the same; without any, nothing is ranked.

    Returns
    -------
    Comparison
        What differs, by how much, and what flips.

    Raises
    ------
    InputError
        If a weight is given to what is unknown, or to no topic; or one is no study.
    """
    for where, study in (("one", one), ("two", two)):
        remedy = "Give what marchland.load(FILE) returns."
        expect(where, study, Accounted, remedy, called="study")
    names = [study.scenario.name for study in (one, two)]
    if names[0] == names[1]:
        names = [f"{names[0]} (first)", f"{names[1]} (second)"]
    given = [study.scenario.accounts.weights for study in (one, two)]
    if weights is None and given[0] == given[1]:
        weights = given[0]
    first, second = (subject(s, n) for s, n in zip((one, two), names, strict=True))
    return compared(first, second, weights)


def subject(study: Accounted, name: str) -> Subject:
    """Return the results of a study that are compared, under a name."""
    case = study.headline
    return Subject(
        name,
        study.scenario.model_dump(mode="json"),
        f"{case.approach}, {case.mover}, {case.season}",
        study.effect,
        study.plan.options,
        replace(study.account.side, name=name),
        study.ledger,
    )


def argue(
    one: Accounted, two: Accounted | None = None, *, weights: Mapping[str, float] | None = None
) -> Argument:
    """Argue twice about a pair, from computed figures only.

    Parameters
    ----------
    one : Study
    two : Study, optional
        The other of the pair. Without it the pair is the plan of the first against the areas
        that it declares, or against building nothing.
    weights : mapping of {str: float}, optional
        As :func:`compare` takes them.

    Returns
    -------
    Argument
        Both cases, and the ranking.

    Raises
    ------
    InputError
        If a weight is given to what is unknown, or to no topic.
    """
    if two is not None:
        found = compare(one, two, weights=weights)
        return Argument(found.names, found.cases, found.ranking)
    first, second = (account.side for account in one.pair)
    chosen = one.scenario.accounts.weights if weights is None else weights
    ranking = rank(first, second, chosen) if chosen else None
    return Argument((first.name, second.name), one.cases, ranking)
