"""A run whose plan is proved again, and what is caught."""

import json
from copy import deepcopy

import pytest
from tests.optimise.plans import offer

from marchland.errors import CertificateError
from marchland.optimise.certificate import write_certificate
from marchland.optimise.problem import Problem
from marchland.outputs.runfile import plain, plan_figures
from marchland.outputs.verify import verify

OFFER = offer(
    [100, 100, 50],
    [(0, (10.0, {0: 1})), (0, (10.0, {1: 1})), (0, (12.0, {2: 1}))],
    delays=[[5.0, 5.0, 5.0]],
)
PLAN = Problem(OFFER).limit("cost_eur", 200).solve(gap=1e-4)


def written(folder, figures):
    text = json.dumps(plain({"plan": figures, "folder": "."}))
    (folder / "run.json").write_text(text)
    return folder / "run.json"


@pytest.fixture
def run(tmp_path):
    write_certificate(PLAN.proof, tmp_path / "certificate.json")
    return written(tmp_path, plan_figures(PLAN))


def test_a_run_as_it_was_written_holds(run):
    for path in (run, run.parent):
        found = verify(path)
        assert found.certificate == PLAN.proof
    text = str(found)
    assert "The plan of 2 options, of 3, keeps 1 rows." in text
    assert "least crossing time in s: 12 on the raster; no plan has more than 12" in text
    assert "proved again by CP-SAT" in text


FIGURES = json.loads(json.dumps(plain(plan_figures(PLAN))))


@pytest.mark.parametrize("name", ["value", "upper_bound", "gap", "sweeps"])
def test_every_figure_of_the_plan_in_the_run_is_compared(run, name):
    figures = deepcopy(FIGURES)
    figures[name] += 1e-3
    with pytest.raises(CertificateError, match=f"plan.{name}"):
        verify(written(run.parent, figures))


def test_other_options_and_another_cost_are_caught(run):
    figures = deepcopy(FIGURES)
    figures["options"] = figures["options"][:1]
    with pytest.raises(CertificateError, match=r"plan.options"):
        verify(written(run.parent, figures))
    figures = deepcopy(FIGURES)
    figures["cost_eur"]["best"] += 1
    with pytest.raises(CertificateError, match=r"plan.cost_eur"):
        verify(written(run.parent, figures))


def test_what_is_no_run_is_told(tmp_path, run):
    with pytest.raises(CertificateError, match="cannot be read"):
        verify(tmp_path / "nowhere" / "run.json")
    (run.parent / "certificate.json").unlink()
    with pytest.raises(CertificateError, match=r"certificate.json.*cannot be read"):
        verify(run)
    run.write_text("[]")
    with pytest.raises(CertificateError, match=r"not the run.json"):
        verify(run)


def test_a_proof_that_took_too_long_is_not_claimed(run, monkeypatch):
    monkeypatch.setattr("marchland.optimise.recheck.admits", lambda *_: (None, 1.0))
    with pytest.raises(CertificateError, match="more time with --time"):
        verify(run, time_s=1.0)
