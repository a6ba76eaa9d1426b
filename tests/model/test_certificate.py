"""The form of a certificate, and its hashes."""

import pytest
from pydantic import ValidationError

from marchland.model.certificate import (
    Aim,
    Bound,
    Certificate,
    Leg,
    Line,
    Movement,
    Offered,
    digest,
    instance_hash,
)


def certificate(**changes):
    given = {
        "format": 1,
        "aim": Aim(kind="min", share=1.0, words="least crossing time in s"),
        "movements": (Movement(name="w", weight=1.0, scale_s=1.0, offset_s=0.0, time_s=5.0),),
        "options": (Offered(option="a:wall", site="a", delay_s=(2.0,)),),
        "rows": (Line(name="cost", coefficients={"a:wall": 3.0}, sense="<=", bound=4.0),),
        "cuts": (Bound(movement=0, ways=(Leg(time_s=3.0, crossed={"a": 1.0}),)),),
        "plan": ("a:wall",),
        "lower": 5.0,
        "upper": 5.0,
        "gap": 0.0,
        "tolerance": 1e-6,
        "engine": "by hand",
        "sweeps": 1,
        "pool": 1,
    }
    return Certificate(**{**given, **changes}).sealed()


def test_hashes_cover_what_they_say():
    one, other = certificate(), certificate(sweeps=2)
    assert one.instance == other.instance == instance_hash(one)
    assert one.digest != other.digest
    assert one.digest == digest(one)
    assert certificate(rows=()).instance != one.instance


def test_it_is_the_same_after_a_round_trip():
    one = certificate()
    assert Certificate.model_validate_json(one.model_dump_json()) == one


@pytest.mark.parametrize(
    "changes",
    [{"format": 2}, {"movements": ()}, {"lower": float("inf")}, {"sweeps": -1}, {"engines": "x"}],
)
def test_what_is_no_certificate_is_refused(changes):
    with pytest.raises(ValidationError):
        certificate(**changes)
