import numpy as np
import pytest
import shapely
from tests.sources.opendata.conftest import write_countries, write_tile

from marchland.sources.opendata.population import address
from marchland.sources.opendata.prepare import PROVIDERS

PEOPLE = PROVIDERS["worldpop-2025"]
SECONDS = 1 / 1200


def test_the_address_of_a_country():
    assert address("https://data.worldpop.org", "POL") == (
        "https://data.worldpop.org/GIS/Population/Global_2015_2030/R2025A/2025/POL/v1/100m/"
        "constrained/pol_pop_2025_CN_100m_R2025A_v1.tif"
    )


@pytest.fixture
def two(server):
    """Two countries that meet at 23.01 E; each has 2 people in each of its pixels."""
    shapes = {"Alder": shapely.box(22, 53, 23.01, 55), "Birch": shapely.box(23.01, 53, 24, 55)}
    write_countries(server.root, shapes)
    lon = 22.98 + SECONDS * (np.arange(72) + 0.5)
    for iso3, inside in (("ALD", lon < 23.01), ("BIR", lon >= 23.01)):
        values = np.where(inside, 2.0, -99999.0) * np.ones((60, 1))
        path = server.root / "people" / address("x", iso3)[2:]
        write_tile(path, values.astype(np.float32), 22.98, 54.03, (SECONDS, SECONDS), nodata=-99999)


@pytest.mark.usefixtures("two")
def test_nobody_is_lost_at_a_border(made):
    (draft,), rasters = made(PEOPLE)
    people = rasters["population"]
    assert not np.isnan(people).any()
    a_cell = 2 * 2500 / (92.77 * 54.6)  # a pixel of 3 seconds is 92.77 m by some 54.6 m here
    assert people.mean() == pytest.approx(a_cell, rel=0.01)
    assert np.abs(people.sum(axis=0) / people.sum(axis=0).mean() - 1).max() < 0.1
    assert draft.note.endswith("people in ALD, BIR")


@pytest.mark.usefixtures("two")
def test_a_country_that_is_not_there_is_unknown_and_not_empty(server, made):
    (server.root / "people" / address("x", "BIR")[2:]).unlink()
    (draft,), rasters = made(PEOPLE)
    people = rasters["population"]
    assert np.isnan(people[:, -5:]).all()
    assert (people[:, :10] > 0).all()
    assert "unknown in BIR, which the server does not have" in draft.note


def test_where_nothing_is_built_nobody_lives(server, made):
    write_countries(server.root, {"Alder": shapely.box(22, 53, 24, 55)})
    values = np.full((60, 72), -99999, np.float32)
    values[30, 40] = 9
    path = server.root / "people" / address("x", "ALD")[2:]
    write_tile(path, values, 22.98, 54.03, (SECONDS, SECONDS), nodata=-99999)
    _, rasters = made(PEOPLE)
    assert not np.isnan(rasters["population"]).any()
    assert rasters["population"].sum() == pytest.approx(9)
