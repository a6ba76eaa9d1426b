"""The search for a plan: complements, limits, and instances whose optimum is known."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import shortest
from tests.strategies import seeds

from marchland.errors import InputError
from marchland.kernels.march import march
from marchland.kernels.trace import trace
from marchland.kernels.walls import Barriers
from marchland.optimise.search import Outcome, search


def options(costs, land=1.0):
    """Return one option for each site, its cost known exactly."""
    rows = [
        (f"{site}:wall", site, *[float(cost)] * 3, *[land] * 3, *[0.0] * 3)
        for site, cost in costs.items()
    ]
    priced = [
        f"{c}_{v}" for c in ("cost_eur", "land_m2", "build_s") for v in ("low", "best", "high")
    ]
    return pd.DataFrame(rows, columns=["option", "site", *priced])


def plan(costs, evaluate, limit_eur, **given):
    return search(options(costs), {"cost_eur": limit_eur}, evaluate, objective="s", **given)


def ways(*delays):
    """Equally fast ways, each through sites that may delay it; the fastest that is left counts."""

    def evaluate(chosen):
        times = [10.0 + sum(d for s, d in way.items() if f"{s}:wall" in chosen) for way in delays]
        fastest = int(np.argmin(times))
        return Outcome(times[fastest], tuple(delays[fastest]))

    return evaluate


def network(arcs):
    """Arcs of (tail, head, length, delay) from node 0 to the last, each of them a site."""
    last = max(head for _, head, _, _ in arcs)

    def evaluate(chosen):
        built = [
            (tail, head, length + delay * (f"arc-{number}:wall" in chosen))
            for number, (tail, head, length, delay) in enumerate(arcs)
        ]
        value, path = shortest(built, 0, last)
        return Outcome(float(value), tuple(f"arc-{number}" for number in path))

    return evaluate


def priced(arcs):
    return {f"arc-{number}": cost for number, (*_, cost) in enumerate(arcs)}


@st.composite
def networks(draw):
    """Small acyclic networks with a way through, and what each arc costs."""
    rng = draw(seeds)
    nodes = rng.integers(3, 7)
    arcs = [(n, n + 1) for n in range(nodes - 1)]
    arcs += [tuple(np.sort(rng.choice(nodes, 2, replace=False))) for _ in range(rng.integers(8))]
    return [(int(t), int(h), *map(int, rng.integers(1, 9, 3))) for t, h in arcs]


@pytest.mark.parametrize("sites", [("line-1", "line-2"), ("north-1", "south-1")])
def test_two_options_that_help_only_together_are_found(sites):
    found = plan(dict.fromkeys(sites, 1), ways(*({site: 5} for site in sites)), 2)
    assert found.options == tuple(f"{site}:wall" for site in sites)
    assert found.value == 15


def test_half_of_what_helps_only_together_is_not_built():
    found = plan({"line-1": 1, "line-2": 1}, ways({"line-1": 5}, {"line-2": 5}), 1)
    assert (found.options, found.value) == ((), 10)


def test_without_money_nothing_is_built():
    found = plan({"line-1": 1}, ways({"line-1": 5}), 0)
    assert (found.options, found.value, found.cost_eur.best) == ((), 10, 0)


def test_what_does_not_help_is_left_out():
    found = plan({"line-1": 1, "line-2": 1}, ways({"line-1": 5}), 9)
    assert found.options == ("line-1:wall",)


def test_what_no_longer_helps_is_dropped():
    """The cheap arc is taken first; once the dear one is too, all go round."""
    arcs = [(0, 1, 1, 1), (1, 2, 1, 100), (0, 2, 50, 0)]
    found = plan({"arc-0": 1, "arc-1": 2, "arc-2": 9}, network(arcs), 3)
    assert (found.options, found.value) == (("arc-1:wall",), 50)


def test_a_whole_line_is_tried_before_cheap_things_eat_the_money():
    two = ways({"line-1": 100, "north-1": 1}, {"line-2": 100, "south-1": 1})
    found = plan({"line-1": 5, "line-2": 5, "north-1": 1, "south-1": 1}, two, 10)
    assert found.options == ("line-1:wall", "line-2:wall")


def test_a_line_that_helps_a_little_does_not_hide_what_helps_more():
    two = ways({"north-1": 100, "line-1": 1}, {"south-1": 100, "line-1": 1})
    found = plan({"line-1": 10, "north-1": 5, "south-1": 5}, two, 10)
    assert found.options == ("north-1:wall", "south-1:wall")


def test_the_cheaper_of_two_measures_that_do_the_same_is_taken():
    table = pd.concat([options({"line-1": 5}), options({"line-1": 3})], ignore_index=True)
    table["option"] = ["line-1:wall", "line-1:fence"]

    def evaluate(chosen):
        return Outcome(15.0 if chosen else 10.0, () if chosen else ("line-1",))

    found = search(table, {"cost_eur": 9}, evaluate, objective="s")
    assert found.options == ("line-1:fence",)


def test_a_way_that_can_be_closed_for_good_is():
    found = plan({"line-1": 1}, ways({"line-1": np.inf}), 1)
    assert found.value == np.inf


def test_a_plan_says_that_it_has_no_bound():
    found = plan({"line-1": 1}, ways({"line-1": 5}), 1)
    assert found.certificate == "heuristic: no bound"
    assert found.upper_bound is None


@given(networks(), st.integers(0, 30), st.integers(0, 5))
def test_a_plan_keeps_every_limit_and_is_never_worse_than_none(arcs, cost_eur, land_m2):
    evaluate = network([arc[:4] for arc in arcs])
    table, limits = options(priced(arcs)), {"cost_eur": cost_eur, "land_m2": land_m2}
    found = search(table, limits, evaluate, objective="s")
    assert found.cost_eur.best <= cost_eur
    assert found.land_m2.best <= land_m2
    assert found.cost_eur.best == sum(priced(arcs)[o.partition(":")[0]] for o in found.options)
    assert found.value == evaluate(frozenset(found.options)).value_s
    assert found.value >= evaluate(frozenset()).value_s


@given(networks(), st.integers(0, 30), seeds)
def test_the_order_of_options_changes_nothing(arcs, cost_eur, rng):
    evaluate, table = network([arc[:4] for arc in arcs]), options(priced(arcs))
    shuffled = table.iloc[rng.permutation(len(table))]
    ours, theirs = (
        search(rows, {"cost_eur": cost_eur}, evaluate, objective="s") for rows in (table, shuffled)
    )
    assert ours == theirs


@given(networks(), st.integers(1, 9))
def test_no_set_is_asked_twice_and_the_sweeps_are_kept(arcs, most):
    asked = []
    evaluate = network([arc[:4] for arc in arcs])

    def counted(chosen):
        asked.append(chosen)
        return evaluate(chosen)

    found = plan(priced(arcs), counted, 30, most_sweeps=most)
    assert len(asked) == len(set(asked)) == found.sweeps <= most


def test_options_of_one_site_are_not_built_together():
    table = pd.concat([options({"line-1": 1}), options({"line-1": 1})], ignore_index=True)
    table["option"] = ["line-1:wall", "line-1:fence"]
    asked = []

    def evaluate(chosen):
        asked.append(chosen)
        return Outcome(10.0 + len(chosen), ("line-1",))

    search(table, {"cost_eur": 9}, evaluate, objective="s")
    assert max(map(len, asked)) == 1


PYOMO_GALLERY = [(0, 1, 10), (0, 2, 2), (2, 1, 2), (1, 4, 10), (2, 3, 7), (3, 4, 8)]
"""S to E over B, C and D, in the published order; the direct arc B to E takes 1."""
KNOWN = {(3, 1): 8, (3, 2): 11, (3, 3): 14, (5, 1): 10, (5, 2): 15, (5, 3): 16}
"""Optimum by delay and number of arcs attacked, by enumeration."""


@pytest.mark.parametrize(("delay", "attacks"), KNOWN)
def test_no_plan_beats_the_enumerated_optimum_of_the_pyomo_gallery(delay, attacks):
    arcs = [(t, h, 1 if (t, h) == (1, 4) else length, delay, 1) for t, h, length in PYOMO_GALLERY]
    found = plan(priced(arcs), network([arc[:4] for arc in arcs]), attacks)
    assert 5 <= found.value <= KNOWN[delay, attacks]


def instances(shared, kind):
    path = shared / "oracles" / "interdiction_instances.json"
    everything = json.loads(path.read_text(encoding="utf-8"))["instances"]
    return [each for each in everything if each["type"] == kind]


def beats_nothing_but_the_optimum(costs, evaluate, instance):
    for result in instance["results"]:
        if result.get("objective", "maximin") == "maximin":
            found = plan(costs, evaluate, result["budget"])
            base = evaluate(frozenset()).value_s
            assert base <= found.value <= result["optimum"] * (1 + 1e-5)


def test_no_plan_beats_the_enumerated_optimum_of_a_network(shared):
    for instance in instances(shared, "graph"):
        nodes = [instance["source"]]
        nodes += [arc[end] for arc in instance["arcs"] for end in ("tail", "head")]
        order = {node: number for number, node in enumerate(dict.fromkeys(nodes))}
        order[instance["target"]] = len(order)
        arcs = [
            (order[a["tail"]], order[a["head"]], a["length"], a["delay"], a["cost"])
            for a in instance["arcs"]
        ]
        beats_nothing_but_the_optimum(priced(arcs), network([a[:4] for a in arcs]), instance)


def test_no_plan_beats_the_enumerated_optimum_of_a_raster(shared):
    for instance in instances(shared, "raster"):
        costs = {f"{'east' if n > 4 else 'west'}-{n}": c for n, c in enumerate(instance["cost"])}
        beats_nothing_but_the_optimum(costs, swept(instance, list(costs)), instance)


def swept(instance, names):
    """The raster's answer: the fastest scenario on eight neighbours."""
    owner = np.array(instance["owner"]).astype(np.int16) + 1
    start = np.full(owner.shape, np.inf, np.float32)
    start[:, instance["source_column"]] = 0
    grounds = [
        np.array([[np.inf if c is None else c for c in row] for row in slowness], np.float32)
        for slowness in instance["slowness"]
    ]

    def evaluate(chosen):
        built = np.array([f"{name}:wall" in chosen for name in names])
        outcomes = []
        for ground, delay in zip(grounds, instance["delay"], strict=True):
            delays = np.concatenate([[0], np.where(built, delay, 0)]).astype(np.float32)
            barriers = Barriers(owner.astype(np.uint16), delays)
            time = march(ground, start, stencil="eight", barriers=barriers)
            end = min(map(tuple, instance["targets"]), key=lambda cell: time[cell])
            path = trace(ground, time, end, barriers=barriers)
            crossed = np.unique(owner[tuple(path.T)])
            outcomes.append(
                Outcome(float(time[end]), tuple(names[number - 1] for number in crossed if number))
            )
        return min(outcomes, key=lambda outcome: outcome.value_s)

    return evaluate


def test_a_limit_on_what_is_unknown_is_refused():
    """No layer says what is protected: a plan within that limit would be a guess."""
    table = options({"a": 1}).assign(
        **{f"protected_m2_{v}": np.nan for v in ("low", "best", "high")}
    )
    with pytest.raises(InputError, match=r"limits.protected_m2: limits what is unknown"):
        search(table, {"protected_m2": 0.0}, ways({"a": 1.0}), objective="s")
