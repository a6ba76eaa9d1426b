"""The published foot functions to the digits printed, and the laws public code breaks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.catalogue.read import catalogue
from marchland.errors import CatalogueError
from marchland.mobility.foot import (
    FUNCTIONS,
    OFF_PATH,
    PATH,
    campbell,
    irmischer_clarke,
    irmischer_clarke_off_path,
    langmuir,
    marquez_perez,
    rees,
    there_and_back,
    tobler,
    walking_speed,
)
from marchland.units import KM_H

BOOK = catalogue()
CAP = BOOK.get("foot.walker.cap").best
SLOPE = np.array([-0.40, -0.30, -0.10, -0.05, 0.0, 0.05, 0.10, 0.20, 0.40])
# Each function's own formula worked out by hand, to four places; Tobler in km/h, the walk of
# Naismith and Langmuir in s/m, the rest in m/s.
WORKED = {
    tobler: [1.7625, 2.5012, 5.0367, 6.0000, 5.0367, 4.2281, 3.5493, 2.5012, 1.2420],
    irmischer_clarke: [0.6163, 0.8166, 1.0962, 1.1100, 1.0962, 1.0560, 0.9925, 0.8166, 0.4347],
    irmischer_clarke_off_path: [
        *(0.4104, 0.5434, 0.7566, 0.7767, 0.7785, 0.7620, 0.7285, 0.6220, 0.3615)
    ],
    langmuir: [1.5199, 1.3199, 0.5200, 0.6200, 0.7200, 1.0200, 1.3200, 1.9200, 3.1200],
    rees: [0.3203, 0.4782, 1.1050, 1.2642, 1.3333, 1.2642, 1.1050, 0.7396, 0.3203],
}
CAMPBELL_P50 = [1.1480, 1.3582, 2.4463, 2.6453, 2.5519, 2.2253, 1.8496, 1.2962, 0.8288]
AS_PRINTED = {tobler: lambda speed: speed / KM_H, langmuir: lambda speed: 1 / speed}

slopes = st.floats(-2, 2)
members = st.sampled_from(sorted(FUNCTIONS))
grounds = st.sampled_from([PATH, OFF_PATH, "meadow", "bog", "below_treeline", "swamp"])


def optimum(function, ground):
    steps = np.linspace(-1, 1, 200_001)
    return steps[np.argmax(walking_speed(steps, function, BOOK, ground=ground))]


BEST = {(name, ground): optimum(name, ground) for name in FUNCTIONS for ground in (PATH, OFF_PATH)}


@pytest.mark.parametrize("function", WORKED, ids=lambda f: f.__name__)
def test_a_function_gives_its_worked_values_at_every_slope(function):
    found = AS_PRINTED.get(function, lambda speed: speed)(function(SLOPE, BOOK))
    np.testing.assert_allclose(found, WORKED[function], atol=1e-4)


def test_the_middle_of_the_tracks_gives_its_worked_values():
    np.testing.assert_allclose(campbell(SLOPE, BOOK, "p50"), CAMPBELL_P50, atol=1e-4)


def test_the_middle_of_the_tracks_jogs_and_the_fifth_percentile_walks():
    flat = np.zeros(())
    assert campbell(flat, BOOK, "p50") == pytest.approx(2.5519, abs=1e-4)
    assert campbell(flat, BOOK) == pytest.approx(1.145, abs=1e-3)


def test_marquez_perez_by_its_formula():
    assert marquez_perez(np.array(-0.03 / 0.7), BOOK) / KM_H == pytest.approx(4.8)
    assert marquez_perez(np.array(0.1), BOOK) / KM_H == pytest.approx(4.8 * np.exp(-0.53))


@pytest.mark.parametrize(
    ("percent", "off_path", "shortened"),
    [
        *((1.5, 2.80, 3.02), (6.5, 2.75, 2.82), (15, 2.52, 2.10), (25, 2.10, 1.48)),
        *((37.5, 1.50, 0.95), (45, 1.18, 0.73), (60, 0.72, 0.43)),
    ],
)
def test_there_and_back_off_the_path(percent, off_path, shortened):
    """Harmonic means of the two off-path functions, in km/h to two places."""
    both = np.array([1.0, -1.0]) * percent / 100

    def mean(function):
        return there_and_back(*walking_speed(both, function, BOOK, ground=OFF_PATH)) / KM_H

    assert mean("irmischer_clarke") == pytest.approx(off_path, abs=0.005)
    assert mean("tobler") == pytest.approx(shortened, abs=0.0051)


def test_a_descent_is_not_taken_as_a_climb():
    """Public code takes |S|: 0.616 m/s at 30 % down, where the function has 0.817."""
    down, up = irmischer_clarke(np.array([-0.30, 0.30]), BOOK)
    assert down == pytest.approx(0.8166, abs=1e-4)
    assert up == pytest.approx(0.6163, abs=1e-4)


def test_the_spread_is_twice_the_square_and_not_the_square_of_twice():
    """Some pages print (2 · 30)²: at 40 % off the base speed falls by exp(-1764 / 1800)."""
    base = BOOK.get("foot.irmischer_clarke_off_path.base").best
    found = irmischer_clarke_off_path(np.array(0.40), BOOK) - base
    assert found == pytest.approx(0.67 * np.exp(-(42**2) / 1800))


def test_speeds_are_in_metres_a_second_and_not_in_kilometres_an_hour():
    flat = {name: function(np.zeros(()), BOOK) for name, function in FUNCTIONS.items()}
    assert all(1.0 < speed < 1.5 for speed in flat.values()), flat


def test_a_gentle_descent_is_not_run_down():
    """Naismith and Langmuir have 12.2 km/h just above the break of slope, and then a jump."""
    brink = np.array([-0.2124, -0.2126])
    fast, slow = langmuir(brink, BOOK) / KM_H
    assert fast == pytest.approx(12.2, abs=0.05)
    assert slow < fast / 3
    assert walking_speed(brink, "langmuir", BOOK).max() <= CAP


@given(slopes, members, grounds)
def test_no_walker_is_faster_than_the_cap_or_goes_backwards(slope, function, ground):
    speed = walking_speed(np.array(slope), function, BOOK, ground=ground)
    assert 0 < speed <= CAP


@given(members, grounds, st.floats(0, 2), st.floats(0, 2), st.sampled_from([-1, 1]))
def test_steeper_than_the_optimum_is_never_faster(function, ground, one, other, way):
    best = BEST[function, OFF_PATH if ground == OFF_PATH else PATH]
    gentle, steep = (best + way * past for past in sorted((one, other)))
    pair = walking_speed(np.array([gentle, steep]), function, BOOK, ground=ground)
    assert pair[1] <= pair[0] + 1e-8


@pytest.mark.parametrize("percentile", ["p5", "p10", "p25", "p50", "p75", "p90", "p95"])
def test_no_percentile_of_the_tracks_rises_again_on_a_cliff(percentile):
    speeds = campbell(np.linspace(-3, 3, 601), BOOK, percentile)
    turns = np.diff(np.sign(np.diff(speeds)[np.abs(np.diff(speeds)) > 1e-12]))
    assert np.count_nonzero(turns) == 1
    assert speeds.min() > 0


@given(slopes)
def test_what_speaks_of_rough_ground_is_not_slowed_for_it_again(slope):
    steep = np.array(slope)
    own = irmischer_clarke_off_path(steep, BOOK)
    assert walking_speed(steep, "irmischer_clarke", BOOK, ground=OFF_PATH) == min(own, CAP)
    tobler_off = walking_speed(steep, "tobler", BOOK, ground=OFF_PATH)
    assert tobler_off == pytest.approx(0.6 * tobler(steep, BOOK))


@pytest.mark.parametrize(
    ("ground", "multiplier"),
    [
        *(("road", 1.00), ("lawn", 1.03), ("beach_sand", 1.19), ("disturbed", 1.24)),
        *(("meadow", 1.25), ("tall_grass", 1.35), ("above_treeline", 1.50), ("off_path", 1.67)),
        *(("bog", 1.79), ("below_treeline", 2.00), ("rock", 2.50), ("swamp", 5.00)),
    ],
)
def test_ground_multiplies_the_time_of_an_on_path_function(ground, multiplier):
    """Herzog's compilation of terrain multipliers."""
    here = np.array(0.1)
    found = rees(here, BOOK) / walking_speed(here, "rees", BOOK, ground=ground)
    assert found == pytest.approx(multiplier)


@pytest.mark.parametrize(
    ("share", "time"),
    [
        *(("cover.forest.dismounted", 2.00), ("water.stream.dismounted", 5.00)),
        *(
            ("cover.wetland.dismounted", np.sqrt(1.79 * 5)),
            ("cover.peat.dismounted", np.sqrt(8.95)),
        ),
    ],
)
def test_cover_tells_only_what_the_off_path_speed_has_not_told(share, time):
    """Off the path stands for 1.67 of Herzog's times: with the cover's share it is the whole."""
    off_path = BOOK.get("foot.off_path.time").best
    assert BOOK.get(share).best / off_path == pytest.approx(1 / time, rel=2e-3)


def test_no_cover_is_slower_than_its_multiplier_over_the_path():
    """I.e. woods on the flat: never below the on-path speed over 2.00."""
    flat = np.zeros(())
    woods = BOOK.get("cover.forest.dismounted").low * irmischer_clarke_off_path(flat, BOOK)
    assert woods == pytest.approx(irmischer_clarke(flat, BOOK) / 2.00, rel=2e-3)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_unknown_slope_is_unknown_speed(function):
    assert np.isnan(walking_speed(np.array([np.nan]), function, BOOK)).all()


def test_what_is_no_function_or_no_ground_is_refused():
    with pytest.raises(CatalogueError, match="unknown foot function"):
        walking_speed(np.zeros(1), "imhof", BOOK)
    with pytest.raises(CatalogueError, match=r"foot\.lava\.time"):
        walking_speed(np.zeros(1), "rees", BOOK, ground="lava")


@given(slopes)
def test_there_and_back_lies_between_the_two(slope):
    up, down = (walking_speed(np.array(s), "tobler", BOOK) for s in (slope, -slope))
    low, high = sorted((float(up), float(down)))
    assert low * (1 - 1e-12) <= there_and_back(up, down) <= high * (1 + 1e-12)
