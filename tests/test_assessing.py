"""Declared areas on a scenario's ground, from files to tables."""

import pytest

from marchland.assessing import WHOSE, assessed_tables
from marchland.errors import InputError, LayerError
from marchland.model.declaration import Declaration
from marchland.outputs.declared import write_declarations
from marchland.scenario.template import write_template

RING = ((23.0, 54.15), (23.1, 54.15), (23.1, 54.2), (23.0, 54.2))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A coarse copy of the sample, and an area drawn by hand in it."""
    home = tmp_path_factory.mktemp("assessing")
    scenario = write_template(home / "study", "narva")
    text = scenario.read_text("utf-8").replace("cell_m = 250", "cell_m = 2000")
    scenario.write_text(text, "utf-8")
    area = Declaration("drawn by hand", "mined_area", RING, "LT", category="anti_personnel")
    return scenario, write_declarations([area], home / "areas.geojson")


def test_every_table_is_there(files):
    found = assessed_tables(*files, (20, 0.03), ())
    assert set(found) == {"areas", "findings", "consequences", "ledger", "elsewhere", "notices"}
    assert any(row["notice"].startswith("Sources: ") for row in found["notices"])
    assert WHOSE in [row["notice"] for row in found["notices"]]
    assert found["notices"][-1]["notice"] == "A reading of dated sources, not legal advice."
    assert {row["area"] for row in found["findings"]} == {"drawn by hand"}
    assert found["areas"][0]["migration_route"] == "unknown"
    land = next(row for row in found["consequences"] if row["consequence"] == "land out of use")
    assert land["best"] == pytest.approx(36e6, rel=0.35)  # 6.5 km by 5.6 km in cells of 2 km
    asked = next(row for row in found["consequences"] if "working" in row["consequence"])
    assert asked["best"] is None
    assert {row["place"] for row in found["elsewhere"]} == {"Evros", "Falklands"}


def test_what_cannot_be_read_is_told(files):
    scenario, areas = files
    with pytest.raises(InputError, match="Write BEGIN/"):
        assessed_tables(scenario, areas, (None, 0.0), ("2025",))
    with pytest.raises(InputError, match="is no rate"):
        assessed_tables(scenario, areas, (None, -2.0), ())
    with pytest.raises(LayerError, match="cannot be read"):
        assessed_tables(scenario, areas.with_name("none.gpkg"), (None, 0.0), ())
