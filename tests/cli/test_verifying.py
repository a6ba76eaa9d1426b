"""The command that proves a plan again."""

import json

from tests.commands import call
from tests.outputs.test_verify import PLAN, said, written

from marchland.optimise.certificate import write_certificate


def test_a_plan_is_proved_again(tmp_path):
    write_certificate(PLAN.proof, tmp_path / "certificate.json")
    run = written(tmp_path, said())
    ended = call("verify", str(run))
    assert ended.exit_code == 0
    assert "The certificate holds, and is that of the run's scenario and results.\n" in ended.stdout
    told = json.loads(call("verify", str(run), "--json").stdout)
    assert told["holds"] is True
    assert told["upper_bound"] == PLAN.upper_bound


def test_a_forged_plan_is_not(tmp_path):
    write_certificate(PLAN.proof, tmp_path / "certificate.json")
    figures = said()
    figures["plan"]["value"] += 60
    ended = call("verify", str(written(tmp_path, figures)))
    assert ended.exit_code == 1
    assert "plan.value" in ended.stderr
