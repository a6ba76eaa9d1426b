"""What measures cost those they are meant for: reinforcement, evacuation, the way to town."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.ndimage import distance_transform_edt
from scipy.spatial import cKDTree

from marchland.barriers.built import Built
from marchland.barriers.evaluate import Ground, time_added
from marchland.kernels.walls import Barriers
from marchland.mobility.travel import travel_time
from marchland.model.estimate import Estimate

COLUMNS = ("what", "unit", "low", "best", "high", "note", "towns")
BETWEEN = "; "
"""Between the names of towns in one cell of a table."""

CIVIL = "car"
NAN = float("nan")
CUT_OFF = ": people cut off"
"""End of the name of a row that counts people."""


@dataclass(frozen=True)
class Towns:
    """Towns that have a name, the largest first.

    Parameters
    ----------
    names : tuple of str
    cells : numpy.ndarray
        int64, shape (towns, 2): the nearest road that a car can use.
    """

    names: tuple[str, ...]
    cells: np.ndarray


@dataclass(frozen=True)
class People:
    """Where people live.

    Parameters
    ----------
    cells : numpy.ndarray
        int64, shape (places, 2): rows and columns.
    count : numpy.ndarray
        float64, shape (places,): how many live there.
    service : numpy.ndarray
        bool, shape of the grid: towns to which people go for what they need.
    towns : Towns
        None where no layer names them.
    """

    cells: np.ndarray
    count: np.ndarray
    service: np.ndarray
    towns: Towns = field(default_factory=lambda: Towns((), np.empty((0, 2), np.int64)))


def own_side(
    ground: Ground, built: Built, effect: pd.DataFrame, people: People | None
) -> pd.DataFrame:
    """Return what something built costs one's own side.

    Parameters
    ----------
    ground : Ground
    built : Built
    effect : pandas.DataFrame
        Crossing times before and after, as :func:`marchland.barriers.evaluate.effect`
        returns them.
    people : People or None
        Unknown where None.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`COLUMNS`; NaN is unknown, inf no way through. Beside people who are cut
        off stand the towns in which they live, the largest first, where a layer names them.

    Notes
    -----
    An own approach is charged the declared delays: whoever comes to help has to clear the
    way like anybody. A family car cannot: what holds vehicles is shut to it, at all levels.
    Evacuation runs from where people live to where own reinforcement sets out, daily life to
    the nearest town with services; both by car, on the roads of the first season.
    """
    rows = [*_reinforcement(effect), *_crossings(built)]
    rows += list(_civil(ground, built, people)) if people is not None else [
        ("people", "1", NAN, NAN, NAN, "nobody said where people live")
    ]  # fmt: skip
    whole = [(*row, "")[: len(COLUMNS)] for row in rows]
    return pd.DataFrame(whole, columns=list(COLUMNS))


def _reinforcement(effect: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Yield the extra time of every own approach, in the case that is delayed most."""
    own = effect[effect["side"] == "own"]
    for approach, rows in own.groupby("approach", sort=False):
        with np.errstate(invalid="ignore"):
            more = (rows["after_best_s"] - rows["before_best_s"]).where(
                np.isfinite(rows["before_best_s"]), 0.0
            )
        unknown = more.isna()
        worst = rows.loc[unknown.idxmax() if unknown.any() else more.idxmax()]
        added = [time / 60 for time in time_added(rows)]
        note = f"{worst['mover']}, {worst['season']}: the case delayed most, ends over all cases"
        yield (f"extra time of {approach}", "min", *added, note)


def _crossings(built: Built) -> Iterator[tuple[object, ...]]:
    """Yield how many roads on the lines are closed to vehicles, and how many stay open."""
    table = built.sites.table
    on_lines = table[table["kind"] == "crossing"]["site"]
    shut = {name for _, name, there in built.standing() if any("wheeled" in m.holds for m in there)}
    closed = float(on_lines.isin(shut).sum())
    still = float(len(on_lines)) - closed
    yield ("crossings closed", "1", closed, closed, closed, "roads and railways on closing lines")
    yield ("crossings kept open", "1", still, still, still, "roads and railways on closing lines")


def _civil(ground: Ground, built: Built, people: People) -> Iterator[tuple[object, ...]]:
    """Yield what becomes of evacuation and of the way to town."""
    season = ground.cases[0][1]
    pace = ground.speed(ground.coefficients.mover(CIVIL), season)
    walls = shut_to_cars(built)
    own = [ends for ends in ground.terminals if ends.approach.side == "own"]
    jobs: list[tuple[str, np.ndarray, np.ndarray | None]] = [
        ("the way to town", people.service, None)
    ]
    jobs += [(f"evacuation by {e.approach.name}", e.origins, e.avoid) for e in own]
    for name, goal, avoid in jobs:
        if not goal.any():
            yield (f"{name}: extra time", "min", NAN, NAN, NAN, "no place to get to")
            continue
        reach = _onto_roads(goal, pace.values > 0)
        was, now = (
            travel_time(pace, reach, avoid=avoid, barriers=w, reverse=True).values
            for w in (None, walls)
        )
        yield from _told(name, people if avoid is None else _outside(people, avoid), was, now)


def _outside(people: People, avoid: np.ndarray) -> People:
    """Return the people who do not live where one's own side may not go."""
    own, towns = ~avoid[tuple(people.cells.T)], people.towns
    here = np.flatnonzero(~avoid[tuple(towns.cells.T)])
    named = Towns(tuple(towns.names[n] for n in here), towns.cells[here])
    return People(people.cells[own], people.count[own], people.service, named)


def _told(
    name: str, people: People, was: np.ndarray, now: np.ndarray
) -> Iterator[tuple[object, ...]]:
    """Yield the extra minutes of a person, and how many are cut off."""
    at = tuple(people.cells.T)
    before, after, count = was[at], now[at], people.count
    could = np.isfinite(before)
    cut = could & ~np.isfinite(after)
    still = could & np.isfinite(after)
    extra = (after[still] - before[still]) / 60
    many = float(count[still].sum())
    mean = float((extra * count[still]).sum() / many) if many else NAN
    most = float(extra.max()) if extra.size else NAN
    left = float(count[~could].sum())
    note = f"by {CIVIL}; {left:.0f} people had no way before either"
    yield (f"{name}: extra time of a person, mean", "min", mean, mean, mean, note)
    yield (f"{name}: extra time of a person, most", "min", most, most, most, note)
    off = float(count[cut].sum())
    there = tuple(people.towns.cells.T)
    lost = np.isfinite(was[there]) & ~np.isfinite(now[there])
    towns = BETWEEN.join(people.towns.names[n] for n in np.flatnonzero(lost))
    yield (f"{name}{CUT_OFF}", "people", off, off, off, note, towns)


def cut_off(table: pd.DataFrame) -> Estimate | None:
    """Return how many people lose a way by car, of the way that most lose.

    Parameters
    ----------
    table : pandas.DataFrame
        As :func:`own_side` returns it.

    Returns
    -------
    Estimate or None
        People; None where nobody said where they live.
    """
    found = table.loc[table["what"].str.endswith(CUT_OFF), "best"]
    if found.empty or found.isna().any():
        return None
    most = float(found.max())
    return Estimate(most, most, most, "1", "by car on the roads", "computed")


def shut_to_cars(built: Built) -> Barriers | None:
    """Return what is built as a car meets it: whatever holds wheels is closed."""
    delays = np.zeros(len(built.sites.table) + 1, np.float32)
    for number, _, there in built.standing():
        if any("wheeled" in m.holds for m in there):
            delays[number] = np.inf
    if not delays.any():
        return None
    held = np.where(delays > 0, np.arange(delays.size), 0).astype(np.uint16)
    return Barriers(held[built.sites.owner], delays)


def _onto_roads(goal: np.ndarray, road: np.ndarray) -> np.ndarray:
    """Return the road cells of a goal, or those nearest to it where it has none."""
    both: np.ndarray = goal & road
    if both.any() or not road.any():
        return both
    off = np.where(road, distance_transform_edt(~goal), np.inf)
    nearest: np.ndarray = off <= off.min()
    return nearest


def settled(
    rows: np.ndarray, cols: np.ndarray, count: np.ndarray, ground: Ground, least: float
) -> People:
    """Return people as they live, each moved to the nearest cell of road that a car can use.

    Parameters
    ----------
    rows, cols : numpy.ndarray
        int64, shape (places,).
    count : numpy.ndarray
        float64, shape (places,): people; those unknown (NaN) are left out.
    ground : Ground
    least : float
        People from which a place is a town with services.

    Returns
    -------
    People
    """
    known = ~np.isnan(count)
    rows, cols, count = rows[known], cols[known], count[known]
    cells = _by_road(np.column_stack([rows, cols]), ground)
    service = np.zeros(ground.terrain["slope"].shape, np.bool_)
    service[tuple(cells[count >= least].T)] = True
    return People(cells, count, service)


def named(names: Sequence[str], cells: np.ndarray, count: np.ndarray, ground: Ground) -> Towns:
    """Return towns by name, the largest first, each at the nearest road that a car can use.

    Parameters
    ----------
    names : sequence of str
    cells : numpy.ndarray
        int64, shape (towns, 2): rows and columns.
    count : numpy.ndarray
        float64, shape (towns,): people; those of whom it is not known (NaN) come last.
    ground : Ground

    Returns
    -------
    Towns
    """
    order = sorted(range(len(names)), key=lambda n: (-np.nan_to_num(count[n], nan=-1.0), names[n]))
    return Towns(tuple(names[n] for n in order), _by_road(cells[order], ground))


def _by_road(cells: np.ndarray, ground: Ground) -> np.ndarray:
    """Return the nearest cells of road that a car can use, shape (places, 2)."""
    car = ground.speed(ground.coefficients.mover(CIVIL), ground.cases[0][1])
    roads = np.argwhere(car.values > 0)
    if not len(roads) or not len(cells):
        return cells
    return np.asarray(roads[cKDTree(roads).query(cells)[1]])
