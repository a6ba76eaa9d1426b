"""The independent check: what holds is proved, whatever is changed is caught."""

import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.optimise.plans import every, offer, offers

from marchland.errors import CertificateError
from marchland.model.certificate import Certificate
from marchland.optimise.candidates import Row
from marchland.optimise.certificate import Instance, certify, read_certificate
from marchland.optimise.clauses import Limit, Maximise
from marchland.optimise.recheck import recheck
from marchland.optimise.solution import Objective

AIMS = (
    Maximise(),
    Maximise("expected"),
    Maximise("cvar", worst=0.5),
    Maximise("cvar", "ratio", worst=0.3),
    Maximise("min", "margin", response_s=5.0),
)


def certificate(offered, aim, budget):
    follower, objective = offered.aimed(aim), Objective(aim.how, aim.worst)
    rows = tuple(Limit("cost_eur", float(budget)).rows(offered.table))
    best = every(offered.candidates, rows, follower, objective)
    return certified(offered, rows, follower, objective, best, str(aim))


def certified(offered, rows, follower, objective, best, words="s"):
    members = tuple(follower.members)
    asked = Instance(offered.candidates, rows, members, objective, words, offered.sites)
    return certify(asked, best, engine="enumeration")


TWO_WAYS = offer([100, 100, 50], [(0, (10.0, {0: 1})), (0, (10.0, {1: 1})), (0, (12.0, {2: 1}))])


def small():
    return certificate(TWO_WAYS, Maximise(), 200)


def test_a_true_certificate_holds():
    verdict = recheck(small())
    assert verdict.faults == ()
    assert verdict.holds


def test_where_the_second_solver_has_no_answer_the_first_is_asked(monkeypatch):
    asked = []

    def silent(_this, time_s, by):
        asked.append((by, time_s))
        return (None, 4.0) if len(asked) == 1 else (False, 1.0)

    monkeypatch.setattr("marchland.optimise.recheck.admits", silent)
    verdict = recheck(sealed(engine="CP-SAT in OR-tools"), time_s=20.0)
    assert asked == [("SCIP", pytest.approx(4.0)), ("CP-SAT", 16.0)]
    assert (verdict.holds, verdict.by, verdict.seconds) == (True, "CP-SAT", 5.0)


@settings(max_examples=25)
@given(offers(), st.sampled_from(AIMS), st.integers(0, 20))
def test_what_enumeration_finds_holds_and_nothing_lower_does(offered, aim, budget):
    true = certificate(offered, aim, budget)
    assert recheck(true).holds
    less = true.upper - max(1e-4 * abs(true.upper), 1e-4)
    gap = (less - true.lower) / abs(true.lower) if true.lower else float("inf")
    if true.lower:
        low = true.model_copy(update={"upper": less, "gap": gap}).sealed()
        verdict = recheck(low)
        assert not verdict.holds
        assert any(fault.where == "upper" for fault in verdict.faults)


def numbers(value, path=()):
    """Yield the place of every number in a document."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from numbers(item, (*path, key))
    elif isinstance(value, list):
        for key, item in enumerate(value):
            yield from numbers(item, (*path, key))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path


def changed(raw, path, change):
    raw = deepcopy(raw)
    place = raw
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = change(place[path[-1]])
    return raw


def test_every_number_that_is_changed_is_caught(tmp_path):
    raw = json.loads(small().model_dump_json())
    places = list(numbers(raw))
    assert len(places) > 20
    for path in places:
        for change in (lambda n: n + 1, lambda n: n * 1.0001 + 0.0001, lambda n: -n - 1):
            file = tmp_path / "certificate.json"
            file.write_text(json.dumps(changed(raw, path, change)))
            try:
                found = read_certificate(file)
            except CertificateError:
                continue
            assert not recheck(found).holds, path


def sealed(**changes):
    return small().model_copy(update=changes).sealed()


def test_who_mends_the_hashes_too_is_caught_by_what_the_numbers_mean():
    """Someone changes a figure and computes the hashes anew."""
    true = small()
    cases = {
        "lower": sealed(lower=true.lower + 1, upper=true.upper + 1),
        "gap": sealed(gap=0.5),
        "upper": sealed(upper=true.lower - 1, gap=-1 / true.lower),
        "plan": sealed(plan=tuple(o.option for o in true.options)),
        "movements": sealed(movements=(true.movements[0].model_copy(update={"weight": 0.5}),)),
    }
    for where, forged in cases.items():
        assert where in {fault.where for fault in recheck(forged).faults}, where
    slower = true.movements[0].model_copy(update={"time_s": true.lower + 5})
    forged = sealed(movements=(slower,), lower=true.lower + 5, upper=true.upper + 5)
    assert any("cut" in fault.where for fault in recheck(forged).faults)


def test_names_that_are_not_there_are_told():
    true = small()
    assert recheck(sealed(plan=("nowhere:wall",))).faults[0].where == "plan"
    strange = true.rows[0].model_copy(update={"coefficients": {"nowhere:wall": 1.0}})
    assert "row" in recheck(sealed(rows=(strange,))).faults[0].where
    assert "two have one name" in str(recheck(sealed(options=true.options * 2)).faults[0])


def test_without_time_nothing_is_proved_and_nothing_is_claimed(monkeypatch):
    monkeypatch.setattr("marchland.optimise.recheck.admits", lambda *_: (None, 1.0))
    verdict = recheck(small())
    assert verdict.proved is None
    assert not verdict.holds


@pytest.mark.parametrize("sense", ["==", ">="])
def test_rows_of_every_sense_bind(sense):
    objective = Objective("min")
    rows = (Row("two", TWO_WAYS.candidates.vector(frozenset(TWO_WAYS.candidates.names)), sense, 2),)
    best = every(TWO_WAYS.candidates, rows, TWO_WAYS.follower, objective)
    true = certified(TWO_WAYS, rows, TWO_WAYS.follower, objective, best)
    assert recheck(true).holds
    assert Certificate.model_validate_json(true.model_dump_json()) == true
