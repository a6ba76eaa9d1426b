"""An offer: what can be chosen, and what its movements count."""

from dataclasses import replace

import numpy as np
from tests.optimise.plans import offer

from marchland.optimise.clauses import Maximise

OFFER = offer([1, 2], [(0, (10.0, {0: 1})), (1, (20.0, {1: 1}))], members=("walker", "truck"))


def members(aim):
    return [(m.scale_s, m.offset_s) for m in OFFER.aimed(aim).members]


def test_times_count_as_the_aim_says():
    assert members(Maximise()) == [(1, 0), (1, 0)]
    assert members(Maximise(of="ratio")) == [(10, 0), (20, 0)]
    assert members(Maximise(of="margin", response_s=7)) == [(1, 7), (1, 7)]
    assert replace(OFFER, kept=True).aimed(Maximise(of="ratio")) is OFFER.follower


def test_the_ground_stays_the_same_whatever_counts():
    delays = np.array([[1.0, 2.0], [3.0, 4.0]])
    aimed = OFFER.aimed(Maximise(of="ratio"))
    assert aimed.sites == 2
    assert aimed.sweep(delays).time_s == OFFER.follower.sweep(delays).time_s == (11.0, 24.0)


def test_totals():
    assert OFFER.total(frozenset({"line-1:wall"}), "cost_eur_best") == 2
    assert OFFER.total(frozenset(), "cost_eur_best") == 0


def test_delays_are_best_where_nothing_else_is_said():
    spread = (np.zeros((2, 2)), np.full((2, 2), 8.0))
    ranged = replace(OFFER, spread_s=spread)
    assert (ranged.delays({}) == OFFER.candidates.delay_s).all()
    assert (ranged.delays({"wall": 0.25}) == 2).all()
    assert (OFFER.delays({"wall": 0.25}) == 1).all()
