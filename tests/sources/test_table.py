import pytest

from marchland.errors import LayerError
from marchland.sources.table import read_table


@pytest.mark.parametrize("head", ["name,lon,lat", "name,Longitude,Latitude", "name,lng,LAT"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_rows_become_points(item, tmp_path, head, mark):
    (tmp_path / "t.csv").write_text(f"{mark}{head}\nSuwałki,22.93,54.1\n", encoding="utf-8")
    found = read_table(item("t.csv"))
    assert found.crs.to_epsg() == 4326
    assert (found.geometry.x[0], found.geometry.y[0], found["name"][0]) == (22.93, 54.1, "Suwałki")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a;lon;lat\n1;2;3\n", "no column lon among its columns a;lon;lat"),
        ("a,lon\n1,2\n", "no column lat among its columns a, lon"),
        ("lon,lat\n22,54\n23,north\n", "1 rows whose lat is no number within 90 degrees"),
        ("lon,lat\n22,54\n54,230\n", "the first is line 3: np.int64"),
        ("lon,lat\n5200000,3500000\n", "1 rows whose lon"),
        ('lon,lat\n1,2,3,4\n"', "is not a table that can be read"),
        ("\n\n", "is not a table that can be read"),
    ],
)
def test_what_is_no_table_of_points(item, tmp_path, text, said):
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(LayerError) as caught:
        read_table(item("t.csv"))
    assert said.replace("np.int64", "") in str(caught.value).replace("np.int64", "")


def test_a_table_in_another_encoding(item, tmp_path):
    (tmp_path / "t.csv").write_bytes("name,lon,lat\nSuwałki,22,54\n".encode("latin2"))
    with pytest.raises(LayerError, match="UTF-8"):
        read_table(item("t.csv"))


def test_a_row_with_too_many_fields_is_named(item, tmp_path):
    (tmp_path / "t.csv").write_text("lon,lat,name\n22,54,A\n23,54,B, the second\n")
    with pytest.raises(
        LayerError, match="read: 1 rows have more fields than the first line"
    ) as caught:
        read_table(item("t.csv"))
    assert "The first is line 3, with 4 for 3; quote texts with commas." in str(caught.value)
