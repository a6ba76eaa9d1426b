"""Postures side by side: the same approaches, limits and answer for each of them."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from marchland.barriers.built import Built
from marchland.barriers.evaluate import Ground
from marchland.mobility.setting import OPPOSITE
from marchland.mobility.terminals import Terminals
from marchland.mobility.travel import crossing
from marchland.model.estimate import Level, spanning
from marchland.model.mover import Mover
from marchland.model.season import Season
from marchland.posture.adaptive import adapted
from marchland.posture.answer import Answered, Asked, answered
from marchland.posture.belts import LEVELS, Belt, Reserve
from marchland.posture.passage import Passage

Case = tuple[Mover, Season]
NAN = float("nan")

COLUMNS = (
    "approach", "side", "mover", "season",
    *(f"{what}_{level}_s" for what in ("time", "added") for level in LEVELS),
    "floor_s",
    *(f"noticed_{level}" for level in LEVELS),
    *(f"interrupted_{level}" for level in LEVELS),
    *(f"adaptive_{level}" for level in LEVELS),
    *(f"response_{level}_s" for level in LEVELS),
    "must_hold_s", "undeclared",
)  # fmt: skip


@dataclass(frozen=True)
class Worst:
    """The case that counts on an approach: where it opposes the quickest, else the most delayed.

    Parameters
    ----------
    ends : Terminals
    case : (Mover, Season)
    floor_s : float
        Its time at best, with whatever nobody has declared counted as nothing.
    """

    ends: Terminals
    case: Case
    floor_s: float


@dataclass(frozen=True)
class Encounter:
    """What an opposing movement passes in its worst case, and what answers it.

    Parameters
    ----------
    approach, mover, season : str
    belts : tuple of Belt
        On its fastest way, until it is met; of two flanks, those of the one whose answer counts.
    reserve : Reserve
    must_hold_s : float
        See :class:`marchland.posture.answer.Answered`.
    """

    approach: str
    mover: str
    season: str
    belts: tuple[Belt, ...]
    reserve: Reserve
    must_hold_s: float


@dataclass(frozen=True)
class Compared:
    """What one posture does.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns :data:`COLUMNS`, a row for each approach.
    encounters : tuple of Encounter
        One for each opposing approach on which there is a way through.
    """

    table: pd.DataFrame
    encounters: tuple[Encounter, ...]


def compared(ground: Ground, before: pd.DataFrame, built: Built, asked: Asked | None) -> Compared:
    """Return what one posture does on every approach.

    Parameters
    ----------
    ground : Ground
    before : pandas.DataFrame
        Crossing times of the ground as it is, as
        :func:`marchland.barriers.evaluate.crossing_times` returns them.
    built : Built
        What the posture builds.
    asked : Asked or None
        What answers; unknown where None.

    Returns
    -------
    Compared
        Each approach in its worst case: of an opposing approach the quickest mover and
        season with the posture built, of an own one the most delayed. Times in s, inf no way
        through. NaN is unknown, because a delay or a notice on the way is not declared;
        `floor_s` is then the least time, as if it were nothing; `adaptive` is `interrupted` of
        a movement that takes the way on which it is least likely; `undeclared` names what is
        missing, and `must_hold_s` is how long each obstacle on the way must hold for an even
        chance of an answer in time, if every notice is certain that nobody has declared.
    """
    least = replace(built, floor=True)
    found = [_row(ground, before, worst, built, asked) for worst in _worst(ground, before, least)]
    table = pd.DataFrame([row for row, _ in found], columns=list(COLUMNS))
    return Compared(table, tuple(met for _, met in found if met is not None))


def _worst(ground: Ground, before: pd.DataFrame, least: Built) -> list[Worst]:
    """Return the case that counts on every approach."""
    known = before.set_index(["approach", "mover", "season"])["best_s"]
    jobs = [case for case in ground.cases if least.acts(case[0].kind)]

    def run(case: Case) -> dict[str, float]:
        pace, walls = ground.speed(*case, "best", least), least.barriers(case[0].kind, "best")
        return {e.approach.name: crossing(pace, e, barriers=walls).time_s for e in ground.terminals}

    with ThreadPoolExecutor(ground.workers) as pool:
        after = dict(zip([_names(case) for case in jobs], pool.map(run, jobs), strict=True))
    found = []
    for ends in ground.terminals:
        name = ends.approach.name
        was = {_names(c): float(known[(name, *_names(c))]) for c in ground.cases}
        now = {key: after[key][name] if key in after else time for key, time in was.items()}
        if ends.approach.side == "opposing":
            key = min(now, key=lambda k: (now[k], k))
        else:
            key = max(now, key=lambda k: (_more(now[k], was[k]), -was[k], k))
        found.append(Worst(ends, ground.case(*key), now[key]))
    return found


def _names(case: Case) -> tuple[str, str]:
    return case[0].name, case[1].name


def _more(now: float, was: float) -> float:
    """Return what was added; nothing where there was no way before either."""
    return 0.0 if np.isinf(was) else now - was


def _row(
    ground: Ground, before: pd.DataFrame, worst: Worst, built: Built, asked: Asked | None
) -> tuple[tuple[object, ...], Encounter | None]:
    """Return the row of one approach in its worst case, and what is met on it."""
    approach, (mover, season) = worst.ends.approach, worst.case
    same = (before["approach"] == approach.name) & (before["mover"] == mover.name)
    was = before[same & (before["season"] == season.name)].iloc[0]
    if built.unknown(mover.kind):
        times = dict.fromkeys(LEVELS, NAN)
    elif not built.acts(mover.kind):
        times = {level: float(was[f"{level}_s"]) for level in LEVELS}
    else:
        times = {v: _time(ground, built, worst, v) for v in LEVELS}
    added = _ordered([_more(times[v], float(was[f"{v}_s"])) for v in LEVELS])
    answer, counts = _answer(ground, worst, built, asked)
    case = (approach.name, mover.name, season.name)
    met = (
        None
        if counts is None
        else Encounter(*case, counts.belts, counts.reserve, counts.must_hold_s)
    )
    return (
        approach.name, approach.side, mover.name, season.name,
        *times.values(), *added, worst.floor_s, *answer,
    ), met  # fmt: skip


def _ordered(levels: list[float]) -> list[float]:
    """Return best with the least and the greatest of all levels: slow ground hides delays."""
    return levels if np.isnan(levels).any() else [*spanning(*levels)]


def _time(ground: Ground, built: Built, worst: Worst, level: Level) -> float:
    if level == "best":
        return worst.floor_s
    mover, season = worst.case
    pace = ground.speed(mover, season, OPPOSITE[level], built)
    return crossing(pace, worst.ends, barriers=built.barriers(mover.kind, level)).time_s


def _answer(
    ground: Ground, worst: Worst, built: Built, asked: Asked | None
) -> tuple[tuple[object, ...], Answered | None]:
    """Return what is noticed, interrupted and missing; nothing is said of own movement."""
    nothing = (*(NAN,) * 13, ""), None
    if worst.ends.approach.side != "opposing" or not np.isfinite(worst.floor_s):
        return nothing
    mover, season = worst.case
    least = replace(built, floor=True)
    speeds = {level: ground.speed(mover, season, level, least) for level in LEVELS}
    way = crossing(
        speeds["best"], worst.ends, barriers=least.barriers(mover.kind, "best"), route=True
    )
    halves = [way.path]
    if way.meeting is not None:
        halves = [way.path[: way.meeting + 1], way.path[way.meeting :][::-1]]
    now = None if asked is None else replace(asked, season=season)
    passages = [Passage(h, speeds, built, mover.kind) for h in halves if len(h) > 1]
    found = [answered(passage, ground, now) for passage in passages]
    if not found:
        return nothing
    worse = [
        adapted(passage, answer, worst.ends, ground, now)
        for passage, answer in zip(passages, found, strict=True)
    ]
    return _either(found, worse), max(found, key=_counts)


def _counts(found: Answered) -> tuple[float, float]:
    """Return what orders answers: an unknown one makes the whole so; then the better chance."""
    chance, hold_s = found.interrupted[1], found.must_hold_s
    return (np.inf if np.isnan(chance) else chance, -np.inf if np.isnan(hold_s) else -hold_s)


def _either(found: list[Answered], worse: list[Answered]) -> tuple[object, ...]:
    """Return what comes of several movements that must all get through: any may be stopped.

    The better answer counts; as long as one of them is unknown so is the whole.
    """
    missed = np.prod([1 - np.array(each.noticed) for each in found], axis=0)
    chances, least = (np.array([each.interrupted for each in all_]) for all_ in (found, worse))
    best = max(found, key=lambda each: np.nan_to_num(each.interrupted[1], nan=-1.0))
    holds = [each.must_hold_s for each in found if not np.isnan(each.must_hold_s)]
    missing = ", ".join(sorted({m for each in found for m in each.missing}))
    return (
        *(1 - missed).tolist(), *chances.max(axis=0).tolist(), *least.max(axis=0).tolist(),
        *best.response_s,
        min(holds, default=NAN), missing,
    )  # fmt: skip


def totals(options: pd.DataFrame, columns: Mapping[str, str]) -> dict[str, float]:
    """Return the sums of some columns over a posture's options.

    Parameters
    ----------
    options : pandas.DataFrame
        Those that it builds, priced.
    columns : mapping of {str: str}
        Name in the result by name of the column.

    Returns
    -------
    dict of {str: float}
        ``NAME_low`` … by level; NaN where a part of the sum is unknown.
    """
    return {
        f"{name}_{level}": float(options[f"{column}_{level}"].sum(skipna=False))
        for column, name in columns.items()
        for level in LEVELS
    }
