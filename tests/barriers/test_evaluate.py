"""What a set of options does to every movement."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing import ends, ground, measure, sites
from tests.strategies import seeds, worlds

from marchland.barriers.evaluate import (
    Built,
    Ground,
    cases,
    crossing_times,
    effect,
    fastest_cases,
    time_added,
)
from marchland.catalogue.read import catalogue
from marchland.mobility.terminals import Terminals
from marchland.model.approach import Approach
from marchland.model.estimate import Estimate

TWO_WAYS = """
    assssssb
    aOOOOOOb
    assssssb
"""
ON_BOTH = """
    ...1....
    ........
    ...2....
"""
INF, NAN = float("inf"), float("nan")
HOUR = measure(wheeled=3600)
LEVELS = ["low_s", "best_s", "high_s"]


def built(*numbers, what=HOUR, drawing=ON_BOTH):
    return Built(sites(drawing), {f"line-{number}": what for number in numbers})


def best(here, standing=None):
    return crossing_times(here, standing)["best_s"].tolist()


def test_closing_one_of_two_equal_ways_adds_nothing_and_closing_both_adds_the_delay():
    here = ground(TWO_WAYS)
    (free,) = best(here)
    assert best(here, built(1)) == [free]
    assert best(here, built(2)) == [free]
    assert best(here, built(1, 2)) == pytest.approx([free + 3600])


def test_nothing_built_is_the_ground_as_it_is():
    here = ground(TWO_WAYS)
    assert best(here, built()) == best(here)


def test_the_order_of_options_changes_nothing():
    here = ground(TWO_WAYS)
    assert crossing_times(here, built(1, 2)).equals(crossing_times(here, built(2, 1)))


def test_a_delay_that_nobody_declared_makes_the_time_unknown_for_that_mover():
    here = ground(TWO_WAYS, movers=("heavy_wheeled", "light_tracked"))
    times = crossing_times(here, built(1, what=measure(wheeled=None, tracked=60)))
    assert times.set_index("mover")["best_s"].isna().to_dict() == {
        "heavy_wheeled": True,
        "light_tracked": False,
    }
    with pytest.raises(ValueError, match="delay of ditch for wheeled is not declared"):
        built(1, what=measure(wheeled=None)).barriers("wheeled", "best")


def test_whoever_is_not_held_walks_on_as_before():
    here = ground(TWO_WAYS, movers=("dismounted",))
    assert built(1, 2).barriers("dismounted", "best") is None
    assert crossing_times(here, built(1, 2)).equals(crossing_times(here))


def test_low_is_the_fastest_ground_and_the_shortest_delay():
    delay = Estimate(600, 3600, 7200, "s", "here", "declared")
    here = ground(TWO_WAYS)
    free, held = (
        crossing_times(here),
        crossing_times(here, built(1, 2, what=measure(wheeled=delay))),
    )
    added = (held[LEVELS] - free[LEVELS]).to_numpy()
    np.testing.assert_allclose(added, [[600, 3600, 7200]], rtol=1e-5)
    assert (np.diff(free[LEVELS].to_numpy()) >= 0).all()


def test_every_approach_mover_and_season_has_a_row():
    both = ends(TWO_WAYS, "north"), ends(TWO_WAYS, "own", side="own")
    here = ground(TWO_WAYS, *both, movers=("heavy_wheeled", "dismounted"), seasons=("dry", "wet"))
    times = crossing_times(here)
    assert times.columns.tolist() == ["approach", "side", "mover", "season", *LEVELS]
    assert not times.duplicated(["approach", "mover", "season"]).any()
    assert len(times) == 2 * 2 * 2


def test_threads_change_nothing_and_every_sweep_is_told():
    ticks = []
    here = ground(TWO_WAYS, movers=("heavy_wheeled", "light_tracked"), seasons=("dry", "wet"))
    alone = Ground(here.terrain, here.terminals, here.cases, here.coefficients, workers=1)
    ours = crossing_times(here, tick=lambda: ticks.append(1))
    assert ours.equals(crossing_times(alone))
    assert len(ticks) == 4 * len(LEVELS)


def test_no_way_through_is_infinite():
    assert best(ground("asOsb\nasOsb")) == [np.inf]


@st.composite
def built_ground(draw):
    """Random ground with an approach, and sites for which delays are declared."""
    terrain, rng = draw(worlds()), draw(seeds)
    shape = terrain["cover"].shape
    origins, objectives = np.zeros((2, *shape), np.bool_)
    origins[:, 0] = objectives[:, -1] = True
    approach = Terminals(
        Approach("west", ("a",), ("b",), meet=bool(rng.random() < 0.3)),
        origins,
        objectives,
        np.zeros(shape, np.bool_),
    )
    table = catalogue()
    case = table.mover("dismounted"), table.season("dry")
    drawing = "\n".join("".join(rng.choice(list("...123"), shape[1])) for _ in range(shape[0]))
    return Ground(terrain, (approach,), (case,), table, workers=1), sites(drawing)


@settings(max_examples=20)
@given(built_ground(), st.floats(0, 1e5))
def test_one_more_option_never_shortens_a_crossing(world, delay):
    here, where = world
    measures, last = {}, crossing_times(here)[LEVELS].to_numpy()
    for name in where.table["site"]:
        measures[name] = measure(dismounted=delay)
        times = crossing_times(here, Built(where, measures))[LEVELS].to_numpy()
        assert (times >= last * (1 - 1e-5)).all()
        last = times


def test_cases_are_every_mover_in_every_season():
    scenario = SimpleNamespace(movers=("heavy_wheeled", "light_tracked"), seasons=("dry", "frozen"))
    found = [(mover.name, season.name) for mover, season in cases(scenario, catalogue())]
    assert found == [(m, s) for m in ("heavy_wheeled", "light_tracked") for s in ("dry", "frozen")]


def test_the_fastest_case_of_a_mover_is_that_of_its_shortest_opposing_approach():
    approaches = ends(TWO_WAYS, "north"), ends(TWO_WAYS, "own", side="own")
    here = ground(
        TWO_WAYS, *approaches, movers=("heavy_wheeled", "light_tracked"), seasons=("wet", "dry")
    )
    times = crossing_times(here)
    rows = times.set_index(["mover", "season", "side"])["best_s"]
    rows.loc[:, :, "own"] = 0.0
    rows.loc[:, :, "opposing"] = [3.0, 2.0, 4.0, 9.0]
    found = fastest_cases(times.assign(best_s=rows.to_numpy()), here)
    assert [(mover.name, season.name) for mover, season in found] == [
        ("heavy_wheeled", "dry"),
        ("light_tracked", "wet"),
    ]


def times(**best_s):
    """Crossing times of one mover: approach and side in a name, such as north_opposing."""
    rows = [
        (*name.split("_"), "heavy_wheeled", "dry", time / 2, time, time * 2)
        for name, time in best_s.items()
    ]
    return pd.DataFrame(rows, columns=["approach", "side", "mover", "season", *LEVELS])


def test_an_effect_sets_before_beside_after():
    table = effect(times(north_opposing=100.0), times(north_opposing=400.0))
    assert table.columns.tolist() == [
        "approach", "side", "mover", "season",
        "before_low_s", "before_best_s", "before_high_s",
        "after_low_s", "after_best_s", "after_high_s",
    ]  # fmt: skip
    assert table.iloc[0, 4:].tolist() == [50, 100, 200, 200, 400, 800]


def test_an_effect_names_opposing_approaches_first_and_the_fastest_of_each_first():
    before = times(south_own=1.0, north_opposing=5.0, east_opposing=9.0)
    table = effect(before, before)
    assert table["approach"].tolist() == ["east", "north", "south"]
    slower = before.assign(season="wet", best_s=[2.0, 6.0, np.nan])
    table = effect(*[pd.concat([slower, before])] * 2)
    assert table["season"].tolist() == ["dry", "wet"] * 3


def test_the_time_that_a_plan_adds_is_a_range_in_order():
    """On slow ground a detour costs more, so that the high end of the way adds less."""
    rows = pd.DataFrame(
        {
            "before_low_s": [10.0, 5.0], "before_best_s": [20.0, 6.0], "before_high_s": [60.0, INF],
            "after_low_s": [25.0, 5.0], "after_best_s": [40.0, 9.0], "after_high_s": [70.0, INF],
        }
    )  # fmt: skip
    assert time_added(rows) == (10.0, 20.0, 20.0)
    assert time_added(rows[1:]) == (0.0, 3.0, 3.0)
    unknown = rows.assign(after_best_s=[NAN, 9.0])
    assert np.isnan(time_added(unknown)).all()
