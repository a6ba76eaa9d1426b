"""Everything a study has to say."""

import pandas as pd

from marchland.consequences.ledger import ledger
from marchland.consequences.offfield import plan_flows
from marchland.outputs.language import speaking
from marchland.outputs.notes import effect_notes, limit_notes, notes
from marchland.outputs.report import Report
from marchland.sources.lengths import border_facts
from marchland.sources.map import borders, towns
from marchland.steps import (
    end_places,
    fastest_routes,
    time_after,
)
from marchland.study.postured import Postured

LEDGER_Y = 30
"""Years of the ledger."""


def report(study: Postured) -> Report:
    """Return everything a study has to say, computed.

    Parameters
    ----------
    study : Study

    Returns
    -------
    Report
    """
    scenario, built = study.scenario, study.choices.standing(study.plan.options)
    return Report(
        scenario=scenario,
        catalogue=study.catalogue,
        terrain=study.terrain,
        headline=study.headline,
        rasters={
            "speed": study.speed,
            "travel_time": study.travel_time,
            "slack": study.corridors["slack"],
            "travel_time_after": time_after(study.speed, study.ground, study.headline, built),
        },
        bottlenecks=study.bottlenecks,
        sites=study.sites.table,
        options=study.options,
        plan=study.plan,
        effect=study.effect,
        consequences=study.consequences,
        facts=border_facts(scenario),
        borders=borders(scenario),
        towns=towns(scenario),
        provenance=study.provenance,
        fingerprint=study.fingerprint,
        notes=_notes(study),
        restricted=study.restricted,
        ledger=_ledger(study),
        routes=fastest_routes(study.speed, study.ground, study.headline),
        places=end_places(scenario, study.headline),
        avenues=study.avenues,
        doors=study.doors,
        postures=study.postures if scenario.postures else None,
        own_side=study.own_side,
    )


def _ledger(study: Postured) -> pd.DataFrame:
    """Return what the plan costs, one horizon a year, nothing discounted."""
    chosen = study.options[study.options["option"].isin(study.plan.options)]
    return ledger(plan_flows(chosen), horizons_y=range(1, LEDGER_Y + 1))


def _notes(study: Postured) -> tuple[str, ...]:
    """Return what is not known, in the language of the scenario."""
    scenario, measures = study.scenario, study.measures
    with speaking(scenario.language):
        of_limits = limit_notes(study.plan, scenario.limits.given())
        of_effect = (*effect_notes(study.effect), *of_limits)
        terminals, read = study.ground.terminals, study.provenance
        return (*of_effect, *notes(scenario, study.terrain, terminals, measures, read))
