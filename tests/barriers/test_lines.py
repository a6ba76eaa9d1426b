"""Lines that close the opposing approaches."""

from tests.drawing import ends, ground

from marchland.barriers import lines
from marchland.barriers.lines import closing_lines, narrowest_doors
from marchland.mobility.bottlenecks import narrowest

LAKES = """
    assOssssOssb
    assssssssssb
    assOssssOssb
"""


def closing(here, kinds=frozenset({"wheeled"})):
    return closing_lines(here.speed(*here.cases[0]), here, set(kinds))


def test_every_band_of_an_opposing_approach_gets_its_line():
    assert [door.band for door in closing(ground(LAKES))] == ["border", "middle", "deep"]


def test_an_own_approach_is_not_closed():
    own = ends(LAKES, "own", side="own")
    here = ground(LAKES, own, ends(LAKES, "theirs"))
    assert {door.approach for door in closing(here)} == {"theirs"}


def test_a_line_closes_every_mover_it_is_for():
    marsh = LAKES.replace("O", "w")
    here = ground(marsh, movers=("heavy_wheeled", "dismounted"))
    wheeled, both = closing(here), closing(here, {"wheeled", "dismounted"})
    assert [door.width_m for door in wheeled][::2] == [100.0, 100.0]
    assert [door.width_m for door in both][::2] == [300.0, 300.0]


def test_narrowest_doors_are_found_for_every_case():
    movers = ("heavy_wheeled", "light_tracked")
    here = ground(LAKES, movers=movers, seasons=("dry", "wet"))
    doors = narrowest_doors(here)
    assert set(doors) == {(m, s) for m in movers for s in ("dry", "wet")}
    assert {door.width_m for found in doors.values() for door in found} == {100.0}


def test_cases_to_which_the_same_ground_is_open_share_their_door(monkeypatch):
    seen = []

    def counted(pace, ends):
        seen.append(ends.approach.name)
        return narrowest(pace, ends)

    monkeypatch.setattr(lines, "narrowest", counted)
    marsh = LAKES.replace("O", "w")
    here = ground(marsh, movers=("heavy_wheeled", "dismounted"), seasons=("dry", "wet"))
    doors = narrowest_doors(here)
    assert len(seen) == 2
    assert doors["heavy_wheeled", "dry"] is doors["heavy_wheeled", "wet"]
    assert doors["heavy_wheeled", "dry"][0].width_m < doors["dismounted", "dry"][0].width_m


def test_an_approach_that_no_line_closes_is_left_out():
    drawing = "ssss\nssab\nssss"
    assert narrowest_doors(ground(drawing)) == {("heavy_wheeled", "dry"): ()}
