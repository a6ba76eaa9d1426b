"""Weather in netCDF: small fields whose values a reader can check."""

from datetime import date

import numpy as np
import pytest
from scipy.io import netcdf_file

from marchland.catalogue.read import catalogue
from marchland.errors import LayerError
from marchland.sources.check import check_sources
from marchland.sources.local import read_layers
from marchland.sources.weather import MIDDLES_M, check_weather, frost_depth, read_weather

ON = date(2026, 3, 15)
DENSITY = catalogue().get("rules.soil.dry_density").best


@pytest.fixture
def weather(tmp_path, at):
    """Write a file of a tenth of a degree, a step for each time, hours since 1 March."""

    def write(fields, hours=(336,), *, turned=0.0, axis="valid_time", since="2026-03-01", lon=0.0):
        middle = np.round(at(4, 5), 1)
        lons = middle[0] + 0.1 * np.arange(-3, 4) + turned + lon
        lats = middle[1] + 0.1 * np.arange(3, -4, -1)
        with netcdf_file(tmp_path / "w.nc", "w") as file:
            for name, values in ((axis, hours), ("latitude", lats), ("longitude", lons)):
                file.createDimension(name, len(values))
                axis_of = file.createVariable(name, "f8", (name,))
                axis_of[:] = values
            file.variables[axis].units = f"hours since {since}"
            file.variables["latitude"].units = "degrees_north"
            file.variables["longitude"].units = "degrees_east"
            for name, value in fields.items():
                field = file.createVariable(name, "f4", (axis, "latitude", "longitude"))
                field._FillValue = np.float32(-32767)
                field[:] = np.reshape(np.asarray(value, np.float32), (-1, 1, 1))

    return write


def test_every_layer_of_its_own_variables(weather, item):
    weather(
        {"swvl2": 0.35, "sde": 0.2, "licd": 0.3, "t2m": 268.15,
         "stl1": 271.15, "stl2": 275.15, "stl3": 276.15, "stl4": 277.15}
    )  # fmt: skip
    layers, note = read_weather(item("w.nc"), ON)
    middle = {name: values[4, 5] for name, values in layers.items()}
    assert middle["moisture"] == pytest.approx(0.35 / DENSITY, rel=1e-5)
    assert middle["snow_depth"] == pytest.approx(0.2)
    assert middle["ice"] == pytest.approx(0.3)
    assert middle["temperature"] == pytest.approx(-5, abs=1e-4)
    half = MIDDLES_M[0] + (MIDDLES_M[1] - MIDDLES_M[0]) / 2  # -2 °C above, +2 °C below
    assert middle["frost_depth"] == pytest.approx(half, abs=1e-5)
    assert all(v.dtype == np.float32 and v.shape == (8, 10) for v in layers.values())
    assert note.endswith("; 1 steps of 2026-03-15")
    assert "moisture from swvl2" in note


def test_snow_from_its_water_and_density(weather, item):
    weather({"sd": 0.03, "rsn": 150})
    layers, _ = read_weather(item("w.nc"), ON)
    assert layers["snow_depth"][0, 0] == pytest.approx(0.2)
    assert set(layers) == {"snow_depth"}


def test_the_steps_of_the_day_are_averaged(weather, item):
    weather({"t2m": [270, 280, 290, 300]}, hours=(335, 336, 359, 360))
    layers, note = read_weather(item("w.nc"), ON)
    assert layers["temperature"][0, 0] == pytest.approx(285 - 273.15, abs=1e-3)
    assert note.endswith("2 steps of 2026-03-15")


def test_a_monthly_mean_stands_for_its_month_and_nothing_older(weather, item):
    weather({"t2m": [270, 280]}, hours=(0, 744))
    layers, note = read_weather(item("w.nc"), ON)
    assert layers["temperature"][0, 0] == pytest.approx(270 - 273.15, abs=1e-3)
    assert note.endswith("the step of 2026-03-01, for want of one of 2026-03-15")
    with pytest.raises(LayerError, match="covers 2026-03-01 to 2026-04-01 and says nothing of"):
        read_weather(item("w.nc"), date(2026, 5, 9))
    with pytest.raises(LayerError, match="says nothing of 2026-02-01"):
        read_weather(item("w.nc"), date(2026, 2, 1))


def test_what_the_file_does_not_know_is_unknown(weather, item):
    weather({"t2m": -32767, "sde": 0.5})
    layers, _ = read_weather(item("w.nc"), ON)
    assert np.isnan(layers["temperature"]).all()
    assert (layers["snow_depth"] == np.float32(0.5)).all()


def test_frost_lies_where_nought_degrees_do():
    ground = np.array(
        [[-4, 1, -1, -1, np.nan], [-2, -1, 1, -1, 1], [2, 1, 2, -1, 1], [5, 3, 3, -1, 1]], float
    )
    found = frost_depth(ground)
    assert found[0] == pytest.approx((MIDDLES_M[1] + MIDDLES_M[2]) / 2)
    assert found[1] == 0  # thawed at the surface, whatever lies under it
    assert found[2] == pytest.approx((MIDDLES_M[0] + MIDDLES_M[1]) / 2)
    assert found[3] == MIDDLES_M[-1]
    assert np.isnan(found[4])


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"fields": {"blh": 1.0}}, "holds blh, none of which is known"),
        ({"fields": {"t2m": 1.0}, "since": "the flood"}, "time is in 'hours since the flood'"),
        ({"fields": {"t2m": 1.0}, "axis": "step"}, "t2m has no time"),
        ({"fields": {"t2m": 1.0}, "lon": 30.0}, "does not overlap the region"),
    ],
)
def test_what_is_wrong_is_told(weather, item, change, text):
    weather(**change)
    with pytest.raises(LayerError, match=text):
        read_weather(item("w.nc"), ON)


def test_something_else_is_refused(item, tmp_path, raster):
    raster("w.tif", np.ones((8, 10), np.float32))
    with pytest.raises(LayerError, match="is no netCDF"):
        read_weather(item("w.tif"), ON)
    (tmp_path / "w.nc").write_text("hello")
    with pytest.raises(LayerError, match="cannot be opened"):
        check_weather(item("w.nc"))


def test_a_study_reads_its_layers(scenario, source, raster, weather):
    raster("dem.tif", np.ones((8, 10), np.float32))
    raster("cover.tif", np.ones((8, 10), np.uint8))
    bare = [source("dem.tif", "elevation"), source("cover.tif", "cover", classes={"1": "grass"})]
    study = scenario(*bare, source("w.nc", "weather"))
    hours = 24 * (study.on - date(2026, 3, 1)).days
    weather({"sde": 0.4, "t2m": 263.15}, hours=(hours,))
    assert check_sources(study) == []
    layers, provenance = read_layers(study)
    assert (layers["snow_depth"] == np.float32(0.4)).all()
    assert provenance[-1].layer == "weather"
    weather({"blh": 0.4})
    assert "none of it known" in str(check_sources(study)[0])
