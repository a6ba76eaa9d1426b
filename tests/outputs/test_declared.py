import pytest

from marchland.errors import OutputError
from marchland.model.declaration import Declaration
from marchland.outputs.declared import write_declarations

AREA = Declaration("a", "flooded", ((23.0, 54.1), (23.1, 54.1), (23.1, 54.2)), "LT")


def test_another_format_is_refused(tmp_path):
    with pytest.raises(OutputError, match=r"End the name in \.gpkg or \.geojson"):
        write_declarations([AREA], tmp_path / "areas.shp")


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        write_declarations([AREA], tmp_path / "nowhere" / "areas.gpkg")
