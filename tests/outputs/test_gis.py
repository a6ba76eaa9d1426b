import rasterio

from marchland.outputs.gis import rasters, write_gis


def test_rasters_are_the_studys_and_the_ground(report):
    assert list(rasters(report)) == [
        "slack", "speed", "travel_time", "travel_time_after", "chance_unrestricted",
        "chance_restricted", "chance_severe", "elevation", "cover",
    ]  # fmt: skip


def test_every_raster_says_what_it_is_and_has_its_style_beside_it(report, tmp_path):
    told = []
    write_gis(report, tmp_path, told.append)
    assert told[-1] == "writing study.qgz"
    for path in tmp_path.rglob("*.tif"):
        assert path.with_suffix(".qml").is_file()
        with rasterio.open(path) as source:
            tags = source.tags()
            assert tags["NOTICE"] == "A drawing, not a place."
            assert ("MOVER" in tags) == (path.stem not in {"elevation", "cover"})
    with rasterio.open(tmp_path / "restriction" / "dismounted-wet.tif") as source:
        assert (source.tags()["MOVER"], source.tags()["SEASON"]) == ("dismounted", "wet")
