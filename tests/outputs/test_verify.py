"""A run whose plan is proved again, and what is caught."""

import json
import random
from copy import deepcopy
from dataclasses import replace

import pytest
from tests.optimise.plans import offer
from tests.outputs.test_seal import leaves, set_at

from marchland.errors import CertificateError
from marchland.optimise.certificate import write_certificate
from marchland.optimise.integers import provers
from marchland.optimise.problem import Problem
from marchland.outputs.runfile import plain, plan_figures, write_run
from marchland.outputs.seal import sealed
from marchland.outputs.verify import verify
from marchland.scenario.planning import Limits, Planning

OFFER = offer(
    [100, 100, 50],
    [(0, (10.0, {0: 1})), (0, (10.0, {1: 1})), (0, (12.0, {2: 1}))],
    delays=[[5.0, 5.0, 5.0]],
)
FOUND = Problem(OFFER).limit("cost_eur", 200).solve(gap=1e-4)


def named(plan):
    """Return a plan whose movement is called as that of a ground."""
    movement = plan.proof.movements[0].model_copy(update={"name": "across: light_tracked, dry"})
    proof = plan.proof.model_copy(update={"movements": (movement,)}).sealed()
    return replace(plan, proof=proof)


PLAN = named(FOUND)


def said(plan=PLAN, most=200.0):
    """Return what a run says of the plan, and of what was asked."""
    approach, _, case = plan.proof.movements[0].name.partition(": ")
    mover, _, season = case.partition(", ")
    case = {"approach": approach, "mover": mover, "season": season}
    costs = plan.proof.rows[0].coefficients
    return plain({
        "folder": ".",
        "scenario": {
            "limits": Limits(cost_eur=most).model_dump(),
            "plan": Planning().model_dump(),
        },
        "plan": plan_figures(plan),
        "options": [{"option": k, "cost_eur_best": costs[k]} for k in plan.options],
        "effect": [{**case, "after_best_s": plan.proof.movements[0].time_s}],
    })  # fmt: skip


def written(folder, run, *, seal=True):
    """Write a run into a folder, sealed anew as a forger would."""
    (folder / "run.json").write_text(json.dumps(sealed(run, folder) if seal else run))
    return folder / "run.json"


@pytest.fixture
def run(tmp_path):
    write_certificate(PLAN.proof, tmp_path / "certificate.json")
    return written(tmp_path, said())


def test_a_run_as_it_was_written_holds(run):
    for path in (run, run.parent):
        found = verify(path)
        assert found.certificate == PLAN.proof
    text = str(found)
    assert "run.json and the file beside it are as they were written." in text
    assert "builds 2 of 3 options and keeps every condition: cost_eur at most 200." in text
    assert "least crossing time in s: 12 on the raster; no plan has more than 12" in text
    first, _ = provers(PLAN.proof)
    assert f"Bound by {PLAN.proof.engine} after {PLAN.proof.sweeps} sweeps" in text
    assert f"proved again by {first}" in text
    assert f"Digest of the run: {json.loads(run.read_text())['seal']['digest']}" in text


def test_whatever_is_changed_is_caught_where_it_is(run):
    whole = json.loads(run.read_text())
    for path in leaves(whole):
        if path[0] != "seal":
            changed = set_at(whole, path, 31.25)
            with pytest.raises(CertificateError, match=path[0]) as caught:
                verify(written(run.parent, changed, seal=False))
            assert str(path[0]) in caught.value.faults[0].where


def test_any_number_of_a_whole_report_is_caught(report, tmp_path):
    write_run(report, tmp_path / "run.json", ".")
    whole = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    found = verify(tmp_path)
    assert found.certificate is None
    assert "nothing to prove" in str(found)
    paths = [path for path in leaves(whole) if path[0] != "seal"]
    for path in random.Random(5).sample(paths, 60):
        written(tmp_path, set_at(whole, path, 0.12345), seal=False)
        with pytest.raises(CertificateError, match=path[0]):
            verify(tmp_path)


def test_a_changed_certificate_and_a_changed_file_are_caught(run):
    text = (run.parent / "certificate.json").read_text()
    (run.parent / "certificate.json").write_text(text.replace("12.0", "13.0", 1))
    with pytest.raises(CertificateError, match=r"certificate.json: is not as it was written"):
        verify(run)


def forged(folder, change):
    """Write a run with a change and a seal made anew, and return where it is caught."""
    figures = deepcopy(said())
    change(figures)
    with pytest.raises(CertificateError) as caught:
        verify(written(folder, figures))
    return [fault.where for fault in caught.value.faults]


@pytest.mark.parametrize("name", ["value", "upper_bound", "gap", "sweeps"])
def test_a_seal_made_anew_does_not_help_with_any_figure_of_the_plan(run, name):
    def change(figures):
        figures["plan"][name] += 1e-3

    assert forged(run.parent, change) == [f"plan.{name}"]


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        (("plan", "options"), ["option 0"], "plan.options"),
        (("plan", "cost_eur", "best"), 201.0, "plan.cost_eur"),
        (("scenario", "limits", "cost_eur"), 250.0, "scenario.limits.cost_eur"),
        (("scenario", "limits", "land_m2"), 10.0, "scenario.limits.land_m2"),
        (("scenario", "limits", "cost_eur"), None, "scenario.limits"),
        (("scenario", "plan", "maximise"), "expected", "scenario.plan"),
        (("scenario", "plan", "of"), "margin", "scenario.plan"),
        (("scenario", "plan", "worst"), 0.25, "scenario.plan"),
        (("scenario", "plan", "time_s"), 60.0, "scenario.plan.time_s"),
        (("options", 0, "cost_eur_best"), 99.0, "options"),
        (("effect", 0, "after_best_s"), 12.1, "effect"),
    ],
)
def test_a_seal_made_anew_does_not_help_with_what_the_certificate_binds(run, path, value, where):
    figures = set_at(said(), path, value)
    with pytest.raises(CertificateError) as caught:
        verify(written(run.parent, figures))
    assert where in [fault.where for fault in caught.value.faults]


def test_what_is_no_run_is_told(tmp_path, run):
    with pytest.raises(CertificateError, match="cannot be read"):
        verify(tmp_path / "nowhere" / "run.json")
    (run.parent / "certificate.json").unlink()
    with pytest.raises(CertificateError, match=r"certificate.json: is missing"):
        verify(run)
    sound = run.read_text()
    twice = sound.replace('"folder"', '"folder": ".", "folder"', 1)
    for text in ("[]", "{}", "[" * 100_000, '{"plan": NaN}', twice, '{"plan": 1}', "\xff"):
        run.write_text(text, encoding="latin-1")
        with pytest.raises(CertificateError, match=r"not the run.json"):
            verify(run)


def test_a_sealed_run_that_asks_for_nonsense_is_told(run):
    for path, value in ((("scenario", "plan"), {}), (("scenario", "plan", "of"), "joy"),
                        (("effect",), [{}]), (("scenario", "limits"), [])):  # fmt: skip
        with pytest.raises(CertificateError, match=r"not the run.json"):
            verify(written(run.parent, set_at(said(), path, value)))


def test_a_proof_that_took_too_long_is_not_claimed(run, monkeypatch):
    monkeypatch.setattr("marchland.optimise.recheck.admits", lambda *_: (None, 1.0))
    with pytest.raises(CertificateError, match="more time with --time"):
        verify(run, time_s=1.0)


@pytest.mark.parametrize("time_s", [0, -5, float("nan"), float("inf")])
def test_a_proof_needs_some_time(run, time_s):
    with pytest.raises(CertificateError, match=r"is no time\. Give seconds above 0"):
        verify(run, time_s=time_s)
