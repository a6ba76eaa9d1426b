"""A movement that knows what is built takes another way: the worse of two answers counts.

The way on which it is least likely to be met in time is searched over the raster, past what
holds and what reports, and then looked at like any other. So the answer to a movement that
adapts is never better than that to the fastest one.
"""

from dataclasses import replace

import numpy as np

from marchland.barriers.built import Built
from marchland.barriers.evaluate import Ground
from marchland.kernels.walls import Barriers
from marchland.mobility.terminals import Terminals
from marchland.model.approach import Approach
from marchland.model.mover import Kind
from marchland.posture.adversary import Search, Watch, vulnerable
from marchland.posture.answer import Answered, Asked, answered
from marchland.posture.belts import Reserve, Times, response
from marchland.posture.passage import Passage, notice_of

SEARCH = Search(longest=1.25, labels=8.0)
"""Ways a quarter longer than the fastest; exact unless labels are many, as on large ground."""

ALMOST = 1 - 1e-9
"""The search takes no report for certain."""


def adapted(
    passage: Passage, found: Answered, ends: Terminals, ground: Ground, asked: Asked | None
) -> Answered:
    """Return the answer to a movement that adapts.

    Parameters
    ----------
    passage : Passage
        On the fastest way, from its start to where it is going.
    found : Answered
        The answer to it.
    ends : Terminals
        Of the approach; of two flanks that meet, both go on meeting where the fastest do.
    ground : Ground
    asked : Asked or None

    Returns
    -------
    Answered
        That on the fastest way where nothing reports, where the answer is unknown or where no
        way is worse; unknown where the other way leads over what nobody has declared.
    """
    if asked is None or np.isnan(found.interrupted[1]) or found.noticed[1] == 0:
        return found
    walls, notice = reported(passage.built, passage.kind)
    if np.isnan(notice).any():
        return found
    told = Reserve(Times(*found.response_s), asked.assessment, asked.communication)
    ways = vulnerable(
        passage.speeds["best"],
        halfway(passage.path, ends),
        response(told, coefficients=ground.coefficients),
        Watch(np.zeros(ends.origins.shape), notice),
        barriers=walls,
        search=SEARCH,
    )
    if ways is None:
        return found
    others = [answered(replace(passage, path=way.path), ground, asked)
              for way in (ways.fastest, ways.worst) if len(way.path) > 1]  # fmt: skip
    unknown = [each for each in others if np.isnan(each.interrupted[1])]
    return unknown[0] if unknown else min([found, *others], key=lambda a: a.interrupted[1])


def reported(built: Built, kind: Kind) -> tuple[Barriers, np.ndarray]:
    """Return the sites that hold or report as barriers, and how likely each reports.

    Parameters
    ----------
    built : Built
    kind : {"dismounted", "wheeled", "tracked"}

    Returns
    -------
    Barriers
        Delays at best; what nobody has declared counts as nothing.
    numpy.ndarray
        float64, shape (sites + 1,): probability at best, NaN where it is unknown.
    """
    held = replace(built, floor=True).barriers(kind, "best")
    count = len(built.sites.table) + 1
    delay_s = np.zeros(count, np.float32) if held is None else held.delay_s
    notice = np.zeros(count)
    for number, _, there in built.standing():
        chance = notice_of(there)
        notice[number] = np.nan if chance is None else min(chance.best, ALMOST)
    acts = (delay_s > 0) | ~(notice == 0)
    owner = np.where(acts, np.arange(count), 0).astype(np.uint16)[built.sites.owner]
    return Barriers(owner, delay_s), notice


def halfway(path: np.ndarray, ends: Terminals) -> Terminals:
    """Return the ends of one movement of an approach.

    Parameters
    ----------
    path : numpy.ndarray
        int64, shape (cells, 2): its fastest way.
    ends : Terminals
        Where two flanks meet, each sets out from its own end for the last cell of its way.

    Returns
    -------
    Terminals
    """
    if not ends.approach.meet:
        return ends
    start, goal = tuple(path[0]), np.zeros(ends.origins.shape, np.bool_)
    goal[tuple(path[-1])] = True
    own = ends.origins if ends.origins[start] else ends.objectives
    one = Approach(ends.approach.name, ends.approach.origins, ends.approach.objectives)
    return Terminals(one, own, goal, ends.avoid)
