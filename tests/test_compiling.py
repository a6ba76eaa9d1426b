"""A fresh install says once that it compiles; a warm one says nothing."""

import logging
import os
import subprocess
import sys

import numba
import pytest
from numba.core import event

from marchland.compiling import KIND, LISTENER, MESSAGE, Listener, say_when_compiling
from marchland.console import Steps

COMPILES = """
from marchland.kernels.queue import release  # a kernel like any other
import marchland.mobility
from marchland.kernels.frame import extremes
import numpy as np
extremes(np.ones(3, np.float32))
extremes(np.ones(3, np.float64))
"""

MARCHES = """
import numpy as np
import marchland as ml
from marchland.testing import world
table = ml.read_catalogue()
pace = ml.speed(world("....\\n...."), table.mover("light_tracked"), table.season("dry"))
west = np.zeros(pace.shape, bool)
west[:, 0] = True
assert np.isfinite(ml.travel_time(pace, west)).all()
"""

WARM_S = 3.0
"""Processor time within which a first travel time is there, compiled loops kept from before."""


def run(code, **environment):
    command = [sys.executable, "-c", code]
    env = {**os.environ, **environment}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=env)


def test_a_fresh_install_says_once_that_it_compiles_and_never_again(tmp_path):
    cold, warm = (run(COMPILES, NUMBA_CACHE_DIR=str(tmp_path)) for _ in range(2))
    assert cold.stderr.splitlines() == [MESSAGE]
    assert warm.stderr == ""


def test_a_warm_start_is_quick():
    run(MARCHES)
    start = os.times()
    run(MARCHES)
    spent = os.times()
    assert spent.children_user - start.children_user < WARM_S


@pytest.fixture
def listening():
    """A listener to functions of this module, as if they were kernels."""
    listener = Listener(__name__)
    event.register(KIND, listener)
    yield listener
    event.unregister(KIND, listener)


@pytest.mark.usefixtures("listening")
def test_only_the_first_of_our_own_is_said(caplog):
    elsewhere = numba.njit(lambda x: x + 1)
    elsewhere.py_func.__module__ = "someone.else"
    elsewhere(1)
    assert caplog.records == []
    first, second = numba.njit(lambda x: x + 2), numba.njit(lambda x: x + 3)
    assert first(1) + second(1) == 7
    assert [record.getMessage() for record in caplog.records] == [MESSAGE]
    assert caplog.records[0].name == "marchland"
    assert caplog.records[0].levelno == logging.WARNING


def test_it_listens_once():
    for _ in range(2):
        say_when_compiling()
    assert event._registered[KIND].count(LISTENER) == 1


def test_the_command_line_says_it_among_its_steps(capsys):
    logger = logging.getLogger("marchland")
    with Steps() as steps:
        steps("reading the ground")
        logger.warning(MESSAGE)
    logger.debug("nothing")
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(" s  ")[2] for line in lines] == ["reading the ground", MESSAGE]
    assert logger.handlers == []
