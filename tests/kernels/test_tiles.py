"""A march by tiles is the march of the whole, bit for bit, however often it is broken off."""

import multiprocessing
import os
import signal
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import grounds

from marchland.errors import InputError, OutputError
from marchland.kernels.journal import Npy
from marchland.kernels.march import march
from marchland.kernels.tiles import Vast, march_tiled
from marchland.kernels.walls import Barriers

stencils = st.sampled_from(["any", "eight"])


def vast(ground, stencil, *, reverse=False):
    cells = np.argwhere(np.isfinite(ground.start))
    start_s = ground.start[tuple(cells.T)]
    owner, delay_s = ground.barriers.owner, ground.barriers.delay_s
    return Vast(ground.cost, cells, start_s, stencil, owner, delay_s, reverse)


def whole(task):
    start = np.full(task.cost.shape, np.inf, np.float32)
    start[tuple(task.cells.T)] = task.start_s
    barriers = Barriers(task.owner, task.delay_s)
    return march(task.cost, start, stencil=task.stencil, barriers=barriers, reverse=task.reverse)


def noisy(size, stencil):
    rng = np.random.default_rng(8)
    cost = np.exp(rng.normal(2, 1, (size, size))).astype(np.float32)
    cost[rng.random(cost.shape) < 0.1] = np.inf
    cost[size // 2, 1] = 1
    owner = np.zeros(cost.shape, np.uint16)
    owner[:, size // 2 : size // 2 + 2] = 1
    cells, delay_s = np.array([[size // 2, 1]]), np.array([0, 200], np.float32)
    return Vast(cost, cells, np.zeros(1, np.float32), stencil, owner, delay_s)


@settings(max_examples=150)
@given(ground=grounds(), stencil=stencils, tile=st.integers(2, 12), reverse=st.booleans())
def test_equals_the_march_of_the_whole(ground, stencil, tile, reverse):
    task = vast(ground, stencil, reverse=reverse)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "time.npy"
        march_tiled(task, out, tile=tile)
        np.testing.assert_array_equal(np.load(out), whole(task))


@pytest.mark.parametrize("stencil", ["any", "eight"])
def test_equals_the_march_of_the_whole_on_files(stencil, tmp_path):
    task = noisy(150, stencil)
    np.save(tmp_path / "cost.npy", task.cost)
    np.save(tmp_path / "owner.npy", task.owner)
    cost, owner = Npy(tmp_path / "cost.npy"), Npy(tmp_path / "owner.npy")
    filed = Vast(cost, task.cells, task.start_s, stencil, owner, task.delay_s)
    seen = []
    march_tiled(filed, tmp_path / "time.npy", tile=40, progress=lambda *at: seen.append(at))
    np.testing.assert_array_equal(np.load(tmp_path / "time.npy"), whole(task))
    assert [visits for visits, _ in seen] == list(range(1, len(seen) + 1))
    assert seen[-1][1] == 0


@given(ground=grounds(most=16), stencil=stencils, tile=st.integers(2, 6))
def test_goes_on_after_an_interrupt_at_every_visit(ground, stencil, tile):
    def interrupt(*_):
        raise KeyboardInterrupt

    task = vast(ground, stencil)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "time.npy"
        for _ in range(1000):
            try:
                march_tiled(task, out, tile=tile, progress=interrupt)
            except KeyboardInterrupt:
                continue
            break
        np.testing.assert_array_equal(np.load(out), whole(task))


@settings(max_examples=50)
@given(ground=grounds(most=16), stencil=stencils, tile=st.integers(2, 6), share=st.floats(0, 1))
def test_goes_on_after_every_tile_was_half_written_once(ground, stencil, tile, share):
    task, torn, write = vast(ground, stencil), set(), Npy.write

    def tear(raster, window, values):
        rows, cols = window
        if raster.path.name == "time.npy" and str(window) not in torn:
            torn.add(str(window))
            some = rows.start + int(share * (rows.stop - rows.start))
            write(raster, (slice(rows.start, some), cols), values[: some - rows.start])
            raise KeyboardInterrupt
        write(raster, window, values)

    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Npy, "write", tear)
        out = Path(folder) / "time.npy"
        for _ in range(1000):
            try:
                march_tiled(task, out, tile=tile)
            except KeyboardInterrupt:
                continue
            break
        np.testing.assert_array_equal(np.load(out), whole(task))


def killed(task, out, visits):
    def kill(done, _):
        if done == visits:
            os.kill(os.getpid(), signal.SIGKILL)

    march_tiled(task, out, tile=20, progress=kill)


def test_goes_on_after_it_was_killed(tmp_path):
    task, out = noisy(60, "any"), tmp_path / "time.npy"
    process = multiprocessing.get_context("spawn").Process(target=killed, args=(task, out, 4))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert not np.array_equal(np.load(out), whole(task))
    march_tiled(task, out, tile=20)
    np.testing.assert_array_equal(np.load(out), whole(task))


def test_a_finished_raster_is_left_as_it_is_and_another_task_is_refused(tmp_path):
    task, out = noisy(30, "any"), tmp_path / "time.npy"
    march_tiled(task, out, tile=10)
    visits = []
    march_tiled(task, out, tile=10, progress=lambda *at: visits.append(at))
    assert visits == []
    with pytest.raises(OutputError, match="another task"):
        march_tiled(noisy(30, "eight"), out, tile=10)


def test_a_tile_of_one_cell_is_refused(tmp_path):
    with pytest.raises(InputError, match="1 cells wide"):
        march_tiled(noisy(9, "any"), tmp_path / "time.npy", tile=1)


def test_never_reads_more_than_a_tile_and_its_rim(tmp_path):
    class Watched:
        def __init__(self, values):
            self.values, self.shape, self.most = values, values.shape, 0

        def __getitem__(self, window):
            self.most = max(self.most, self.values[window].size)
            return self.values[window]

    task = noisy(90, "any")
    cost = Watched(task.cost)
    watched = Vast(cost, task.cells, task.start_s, "any", task.owner, task.delay_s)
    march_tiled(watched, tmp_path / "time.npy", tile=16)
    assert cost.most == 18 * 18
