"""Whether a certificate proves the problem that a run's scenario asks."""

from collections.abc import Iterator, Mapping
from typing import Any

from marchland.errors import Fault
from marchland.model.certificate import Certificate
from marchland.optimise.clauses import Limit, Maximise
from marchland.optimise.recheck import AGAIN


def unbound(run: Mapping[str, Any], this: Certificate) -> Iterator[Fault]:
    """Yield where a certificate proves something else than a run's scenario asks or results say.

    Parameters
    ----------
    run : mapping
        What ``run.json`` says: of it ``scenario``, ``plan``, ``options`` and ``effect``.
    this : Certificate

    Yields
    ------
    Fault
        Where is a key of ``run.json``.
    """
    yield from _figures(run["plan"], this)
    yield from _limits(run["scenario"]["limits"], this)
    yield from _aim(run["scenario"]["plan"], this)
    yield from _totals(run["plan"], this)
    yield from _amounts(run["options"], this)
    yield from _times(run["effect"], this)


def _figures(plan: Mapping[str, Any], this: Certificate) -> Iterator[Fault]:
    pairs = {
        "options": list(this.plan),
        "value": this.lower,
        "upper_bound": this.upper,
        "gap": this.gap,
        "sweeps": this.sweeps,
        "proof": this.digest,
    }
    for name, true in pairs.items():
        said = plan.get(name)
        if said != true and not (isinstance(true, float) and _near(said, true, 1e-12)):
            what = f"the run says {said!r}, its certificate {true!r}"
            yield Fault(f"plan.{name}", what if name != "options" else "differ", AGAIN)


def _limits(limits: Mapping[str, Any], this: Certificate) -> Iterator[Fault]:
    """Yield limits of the scenario that the certificate does not prove, and the reverse."""
    asked = {str(Limit(name, most)): most for name, most in limits.items() if most is not None}
    proved = {row.name: row for row in this.rows}
    for name, most in asked.items():
        row, where = proved.get(name), f"scenario.limits.{name.partition(' ')[0]}"
        if row is None:
            yield Fault(where, f"the certificate proves nothing of {name}", AGAIN)
        elif (row.sense, row.bound) != ("<=", float(most)):
            yield Fault(where, f"the certificate proves {row.sense} {row.bound:,.10g}", AGAIN)
    unknown = {f"{name.partition(' ')[0]} unknown is not built" for name in asked}
    for name in proved.keys() - asked.keys() - unknown:
        yield Fault("scenario.limits", f"the scenario does not ask for {name}", AGAIN)


def _aim(asked: Mapping[str, Any], this: Certificate) -> Iterator[Fault]:
    aim = Maximise(asked["maximise"], asked["of"], asked["worst"], asked["response_s"])
    offset = aim.response_s if aim.of == "margin" else 0.0
    same = (this.aim.kind, this.aim.share, this.aim.words) == (aim.how, aim.worst, str(aim))
    if not same or any(m.offset_s != offset for m in this.movements):
        yield Fault("scenario.plan", f"the certificate is of the {this.aim.words}", AGAIN)
    if this.limit_s != asked["time_s"]:
        yield Fault("scenario.plan.time_s", "is another in the certificate", AGAIN)


def _totals(plan: Mapping[str, Any], this: Certificate) -> Iterator[Fault]:
    chosen = set(this.plan)
    for name, amounts in _amounts_of(this):
        said = plan.get(name)
        total = sum(a for option, a in amounts.items() if option in chosen)
        if isinstance(said, dict) and not _near(said.get("best"), total, 1e-9):
            what = f"the run says {said.get('best')!r}, its options {total!r}"
            yield Fault(f"plan.{name}", what, AGAIN)


def _amounts(options: list[Mapping[str, Any]], this: Certificate) -> Iterator[Fault]:
    """Yield options built whose amounts are others in the certificate."""
    for row in options:
        for name, amounts in _amounts_of(this):
            said = row.get(f"{name}_best", row.get(name))
            true = amounts.get(row.get("option", ""), 0.0)
            if said is not None and not _near(said, true, 1e-9):
                what = f"{name} of {row.get('option')} is {said!r}, in the certificate {true!r}"
                yield Fault("options", what, AGAIN)


def _times(effect: list[Mapping[str, Any]], this: Certificate) -> Iterator[Fault]:
    """Yield crossing times with the plan that are others in the certificate."""
    times = {movement.name: movement.time_s for movement in this.movements}
    for row in effect:
        name = f"{row['approach']}: {row['mover']}, {row['season']}"
        said = row["after_best_s"]
        if name in times and not _near(said, times[name], this.tolerance):
            what = f"{name} takes {said!r} s, in the certificate {times[name]!r} s"
            yield Fault("effect", what, AGAIN)


def _amounts_of(this: Certificate) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the columns that are limited at their best values, with the amount of each option."""
    for row in this.rows:
        name, _, rest = row.name.partition(" ")
        if rest.startswith("at most"):
            yield name, row.coefficients


def _near(said: object, true: float, share: float) -> bool:
    number = isinstance(said, int | float) and not isinstance(said, bool)
    return number and abs(said - true) <= share * max(1.0, abs(true))  # type: ignore[operator]
