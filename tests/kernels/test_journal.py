"""What is left to do, in files."""

import numpy as np
import pytest

from marchland.errors import LayerError, OutputError
from marchland.kernels.journal import Journal, Npy

WINDOW = (slice(1, 4), slice(2, 7))


@pytest.fixture
def raster(tmp_path):
    np.save(tmp_path / "a.npy", np.arange(60, dtype=np.float32).reshape(6, 10))
    return Npy(tmp_path / "a.npy")


def test_a_window_is_read_as_an_array_gives_it(raster):
    assert raster.shape == (6, 10)
    np.testing.assert_array_equal(raster[WINDOW], np.load(raster.path)[WINDOW])


def test_a_window_is_written_and_nothing_else(raster):
    expected = np.load(raster.path)
    expected[WINDOW] *= -1
    raster.write(WINDOW, -raster[WINDOW])
    np.testing.assert_array_equal(np.load(raster.path), expected)


def test_a_new_raster_holds_one_value(tmp_path):
    raster = Npy.filled(tmp_path / "b.npy", (1030, 3), np.inf)
    values = np.load(raster.path)
    assert values.dtype == np.float32
    assert values.shape == (1030, 3)
    assert np.isinf(values).all()
    assert [path.name for path in tmp_path.iterdir()] == ["b.npy"]


@pytest.mark.parametrize("values", [np.zeros(3), np.asfortranarray(np.zeros((2, 3)))])
def test_a_file_that_is_no_plain_raster_is_refused(tmp_path, values):
    np.save(tmp_path / "c.npy", values)
    with pytest.raises(LayerError, match="row by row"):
        _ = Npy(tmp_path / "c.npy").shape


def test_a_journal_is_kept_and_goes_on(tmp_path):
    out = tmp_path / "t.npy"
    journal = Journal.beside(out, "one", (2, 3))
    journal.add((1, 2), 5.0)
    journal.add((0, 1), 3.0, whole=True)
    journal.add((1, 2), 9.0)
    journal.save()
    again = Journal.beside(out, "one", (2, 3))
    assert (again.pending, again.first()) == (2, (0, 1))
    assert again.whole[0, 1]
    again.remove((0, 1))
    assert (again.pending, again.first(), again.key[1, 2]) == (1, (1, 2), 5.0)
    assert not again.whole.any()


def test_a_file_begun_by_somebody_else_is_refused(tmp_path):
    out = tmp_path / "t.npy"
    out.touch()
    with pytest.raises(OutputError, match="is there already"):
        Journal.beside(out, "one", (1, 1))
    out.unlink()
    Journal.beside(out, "one", (1, 1)).save()
    with pytest.raises(OutputError, match="another task"):
        Journal.beside(out, "two", (1, 1))
