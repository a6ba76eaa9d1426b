"""Instances whose best plans are known, and followers over them."""

import json
from itertools import product

import numpy as np
from tests.oracles import shortest

from marchland.optimise.candidates import Candidates
from marchland.optimise.follower import Answer, Cut, Member, Way
from marchland.optimise.raster import Movement, RasterFollower


class GraphFollower:
    """A graph with one source and one target; every arc is a site."""

    def __init__(self, arcs, source, target):
        self.arcs, self.ends = arcs, (source, target)
        self.members, self.sites = (Member("graph"),), len(arcs)

    def sweep(self, delay_s, *, via=True):
        """The shortest path, and with `via` nothing more."""
        del via
        held = [(t, h, c + d) for (t, h, c), d in zip(self.arcs, delay_s[0], strict=True)]
        length, path = shortest(held, *self.ends)
        if not np.isfinite(length):
            return Answer((length,), ())
        base = float(sum(self.arcs[number][2] for number in path))
        sites = tuple(sorted(path))
        return Answer((length,), (Cut(0, (Way(base, sites, (1.0,) * len(sites)),)),))


def best_of_all(candidates, rows, follower, objective):
    """The best value by trying every plan."""
    best = -np.inf
    for plan in product([0.0, 1.0], repeat=len(candidates.names)):
        x = np.array(plan)
        if all(row.holds(x) for row in (*rows, *candidates.single())):
            times = follower.sweep(candidates.delays(x), via=False).time_s
            best = max(best, objective.value(np.array(times), tuple(follower.members)))
    return best


def published(shared):
    """The instances beside the repository."""
    path = shared / "oracles" / "interdiction_instances.json"
    return json.loads(path.read_text(encoding="utf-8"))["instances"]


def of_graph(instance):
    """Candidates and follower of a graph instance."""
    arcs = [(a["tail"], a["head"], float(a["length"])) for a in instance["arcs"]]
    follower = GraphFollower(arcs, instance["source"], instance["target"])
    names = tuple(f"arc {number:02d}" for number in range(len(arcs)))
    return Candidates(
        names,
        np.arange(len(arcs)),
        np.array([[float(a["delay"]) for a in instance["arcs"]]]),
        {"cost": np.array([float(a["cost"]) for a in instance["arcs"]])},
    ), follower


def of_raster(instance, stencil="eight"):
    """Candidates and follower of a raster instance; times as given, not normalised."""
    owner = np.array(instance["owner"]) + 1
    movements = []
    for number, slowness in enumerate(instance["slowness"]):
        cost = np.array(slowness, float)
        cost = np.where(np.isfinite(cost), cost, np.inf).astype(np.float32)
        ends = np.zeros((2, *cost.shape), np.bool_)
        ends[0, :, instance["source_column"]] = True
        for row, col in instance["targets"]:
            ends[1, row, col] = True
        movements.append(Movement(Member(f"member {number}"), cost, *ends))
    follower = RasterFollower(movements, owner.astype(np.uint16), stencil=stencil)
    sites = len(instance["cost"])
    return Candidates(
        tuple(f"site {number:02d}" for number in range(sites)),
        np.arange(sites),
        np.array(instance["delay"], float),
        {"cost": np.array(instance["cost"], float)},
    ), follower
