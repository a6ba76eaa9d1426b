"""A study: a scenario and its results, each step computed once, on first use."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from marchland.outputs.language import speaking
from marchland.outputs.summary import summary
from marchland.outputs.webmap.shipped import built as map_is_built
from marchland.outputs.write import check_target, write_report
from marchland.scenario.read import build_scenario
from marchland.steps import (
    with_stack,
)
from marchland.study.accounted import Accounted
from marchland.study.fields import case_fields
from marchland.study.report import report


class Study(Accounted):
    """A scenario and its results, each computed on first use and kept.

    Parameters
    ----------
    scenario : Scenario
        What is asked; never changed, see :meth:`replace`.
    progress : callable, optional
        Told the name of each long step.
    """

    def replace(self, **changes: Any) -> "Study":  # noqa: ANN401
        """Return another study, like this but for some keys of the scenario."""
        raw = {**self.scenario.model_dump(mode="json"), **changes}
        scenario = build_scenario(raw, self.scenario.folder, self.scenario.name)
        return Study(with_stack(scenario, self.scenario), progress=self.progress)

    def write(self, out: str | Path, *, force: bool = False) -> Path:
        """Write everything into one folder; an earlier run is replaced only if `force`."""
        return _written(self, Path(out), force=force)

    def __repr__(self) -> str:
        return f"Study({self.scenario.name!r}, {self.scenario.title!r}, on {self.scenario.on})"

    def __str__(self) -> str:
        return summary(report(self))


def _written(study: Study, out: Path, *, force: bool) -> Path:
    check_target(out.resolve(), force=force)
    folder, progress = study.scenario.folder, study.progress
    with speaking(study.scenario.language):  # refused before anything is computed
        whole = report(study)
        if map_is_built():
            standing = study.choices.standing(study.plan.options)
            fields = case_fields(study.ground, standing, study.headline, progress)
            whole = replace(whole, fields=fields)
        return write_report(whole, out, force=force, folder=folder, progress=progress)
