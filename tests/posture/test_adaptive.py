"""A movement that goes around what reports it, on ground that can be timed by hand."""

from dataclasses import replace

import numpy as np
import pytest
from tests.drawing import ends, exactly, ground, measure, sites

from marchland.barriers.built import Built
from marchland.barriers.evaluate import crossing_times
from marchland.mobility.travel import crossing
from marchland.model.measure import Notice
from marchland.posture.adaptive import adapted, halfway, reported
from marchland.posture.answer import Asked, answered
from marchland.posture.compare import compared
from marchland.posture.passage import Passage

# The northern row is bare and quick, the southern one grass and a little slower.
DRAWING = """
    assssssssssb
    OOOOOOOOOOOO
    a,,,,,,,,,,b
"""
NORTH = sites("""
    ..1.........
    ............
    ............
""")
ENDS = ends(DRAWING)
HERE = ground(DRAWING, ENDS)
MOVER, SEASON = HERE.cases[0]
SPEEDS = {level: HERE.speed(MOVER, SEASON, level) for level in ("low", "best", "high")}
SEEN = replace(measure("cameras"), actions=(Notice(exactly(1.0, "1")),))
GUESSED = replace(measure("radar"), actions=(Notice(None),))


def asked(decision_s=0.0):
    bases = np.zeros((3, 12), bool)
    bases[:, -1] = True
    sure = exactly(1.0, "1")
    return Asked(bases, MOVER, SEASON, exactly(decision_s), sure, sure)


def both(built, on=None):
    on = on or asked()
    way = crossing(SPEEDS["best"], ENDS, barriers=built.barriers("wheeled", "best"), route=True)
    passage = Passage(way.path, SPEEDS, built, "wheeled")
    found = answered(passage, HERE, on)
    return found, adapted(passage, found, ENDS, HERE, on)


def test_who_knows_of_the_camera_takes_the_row_without_it():
    found, adaptive = both(Built(NORTH, {"line-1": (SEEN,)}))
    assert found.interrupted[1] > 0.9
    assert adaptive.interrupted[1] == 0
    assert adaptive.noticed == (0, 0, 0)


def test_where_every_way_reports_there_is_nothing_to_gain():
    everywhere = sites("""
        ..1.........
        ............
        ..2.........
    """)
    built = Built(everywhere, {"line-1": (SEEN,), "line-2": (SEEN,)})
    found, adaptive = both(built)
    assert adaptive.noticed == (1, 1, 1)
    assert adaptive.interrupted[1] <= found.interrupted[1]
    assert adaptive.interrupted[1] > 0.9


def test_without_reports_or_without_an_answer_nothing_changes():
    found, adaptive = both(Built(NORTH, {"line-1": (measure(wheeled=60.0),)}))
    assert adaptive is found
    built = Built(NORTH, {"line-1": (SEEN,)})
    way = crossing(SPEEDS["best"], ENDS, route=True)
    passage = Passage(way.path, SPEEDS, built, "wheeled")
    nobody = answered(passage, HERE, None)
    assert adapted(passage, nobody, ENDS, HERE, None) is nobody


def test_what_holds_and_what_reports_is_one_barrier_by_site():
    walls, notice = reported(Built(NORTH, {"line-1": (SEEN, measure(wheeled=60.0))}), "wheeled")
    assert walls.delay_s.tolist() == [0, 60]
    assert notice == pytest.approx([0, 1])
    assert notice[1] < 1
    assert walls.owner[0].tolist() == [0, 0, 1, *[0] * 9]
    _, unknown = reported(Built(NORTH, {"line-1": (GUESSED,)}), "wheeled")
    assert np.isnan(unknown[1])


def test_flanks_go_on_meeting_where_the_fastest_do():
    meeting = ends(DRAWING, meet=True)
    path = np.array([[0, 11], [0, 10], [0, 9]])
    one = halfway(path, meeting)
    assert one.origins is meeting.objectives
    assert np.argwhere(one.objectives).tolist() == [[0, 9]]
    assert not one.approach.meet
    assert halfway(path, ENDS) is ENDS


@pytest.mark.parametrize("meet", [False, True])
def test_the_table_shows_both_and_the_adaptive_is_never_better(meet):
    here = ground(DRAWING, ends(DRAWING, meet=meet))
    table = compared(here, crossing_times(here), Built(NORTH, {"line-1": (SEEN,)}), asked()).table
    row = table.iloc[0]
    assert row["adaptive_best"] <= row["interrupted_best"]
    if not meet:
        assert row["adaptive_best"] == 0 < row["interrupted_best"]
