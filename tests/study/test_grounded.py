"""The ground of a study and what tells studies apart."""

import pytest

from marchland.errors import ApproachError
from marchland.study.grounded import Grounded


def test_any_coefficient_changes_the_fingerprint(study):
    declared = {"low": 0.3, "best": 0.5, "high": 0.6, "unit": "1", "by": "a test"}
    other = study.replace(coefficients={"cover.forest.tracked": declared})
    assert other.fingerprint != study.fingerprint
    assert other.catalogue.get("cover.forest.tracked").tag == "declared"


def test_an_origin_in_a_lake_is_told(study):
    places = study.scenario.model_dump(mode="json", exclude_none=True)["places"]
    dusia = {"point_deg": [23.699, 54.296]}
    with pytest.raises(ApproachError, match="its origin lies in water"):
        study.replace(places={**places, "kaliningrad": dusia}).before  # noqa: B018


def test_a_step_of_many_parts_tells_how_many_are_done():
    said: list[str] = []
    study = Grounded(None, progress=said.append)
    done = study.counted("crossing times")
    for _ in range(2):
        done()
    assert said == ["crossing times", "crossing times: 1 done", "crossing times: 2 done"]
