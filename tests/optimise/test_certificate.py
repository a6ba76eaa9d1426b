"""Certificates made of solutions, and their files."""

import numpy as np
import pytest
from tests.optimise.plans import every, offer

from marchland.errors import CertificateError
from marchland.optimise.certificate import Instance, certify, read_certificate, write_certificate
from marchland.optimise.follower import Cut, Way
from marchland.optimise.recheck import recheck
from marchland.optimise.solution import Objective, Solution

OFFER = offer([1, 2], [(0, (10.0, {0: 1})), (0, (11.0, {1: 0.5}), (9.0, {})), (0, (90.0, {}))])


def made():
    objective = Objective("min")
    best = every(OFFER.candidates, (), OFFER.follower, objective)
    asked = Instance(
        OFFER.candidates, (), OFFER.follower.members, objective, "least time", OFFER.sites
    )
    return certify(asked, best, engine="enumeration", limit_s=5.0)


def test_it_says_what_was_asked_and_found():
    found = made()
    assert found.plan == ("line-0:wall",)
    assert [m.time_s for m in found.movements] == [11.0]
    assert (found.lower, found.upper, found.gap) == (11, 11, 0)
    assert found.engine == "enumeration"
    assert found.limit_s == 5.0
    assert [o.delay_s for o in found.options] == [(1.0,), (1.0,)]


def test_cuts_that_cannot_bind_are_left_out_and_the_pool_is_still_counted():
    found = made()
    assert found.pool == 4
    assert [[leg.time_s for leg in cut.ways] for cut in found.cuts] == [[10.0], [11.0, 9.0]]
    assert found.cuts[1].ways[0].crossed == {"line-1": 0.5}


def test_its_file_is_the_same_bytes_every_time(tmp_path):
    paths = tmp_path / "a.json", tmp_path / "b.json"
    for path in paths:
        write_certificate(made(), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert read_certificate(paths[0]) == made()


def test_a_file_that_is_none_is_told_with_every_reason(tmp_path):
    with pytest.raises(CertificateError, match="cannot be read"):
        read_certificate(tmp_path / "nowhere.json")
    (tmp_path / "c.json").write_text('{"format": 1, "lower": "high"}')
    with pytest.raises(CertificateError) as caught:
        read_certificate(tmp_path / "c.json")
    assert {"lower", "movements"} <= {fault.where for fault in caught.value.faults}


def test_numbers_of_numpy_become_plain_numbers(tmp_path):
    write_certificate(made(), tmp_path / "a.json")
    assert isinstance(made().options[0].delay_s[0], float)
    assert not isinstance(made().options[0].delay_s[0], np.floating)


def test_a_site_without_an_option_is_no_part_of_a_way():
    """A third site lies on the way, and nothing can be built there."""
    here = offer([1, 2], [(0, (10.0, {0: 1})), (0, (11.0, {1: 1}))])
    objective = Objective("min")
    sites = (*here.sites, "line-2")
    cuts = tuple(Cut(0, (Way(10.0 + n, (n, 2), (1.0, 1.0)),)) for n in range(2))
    best = Solution(frozenset(), 10.0, 11.0, (10.0,), cuts, (), (), 1, 0, "gap", ())
    members = here.follower.members
    asked = Instance(here.candidates, (), members, objective, "s", sites)
    found = certify(asked, best, engine="by hand")
    assert [dict(cut.ways[0].crossed) for cut in found.cuts] == [{"line-0": 1.0}, {"line-1": 1.0}]
    assert not [f for f in recheck(found).faults if "not there" in f.what]
