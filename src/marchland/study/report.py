"""Everything a study has to say."""

from datetime import date

from marchland.catalogue.factbook import factbook
from marchland.comparison.argument import ranked
from marchland.consequences.dossier import spans
from marchland.outputs.declared import declared_frame
from marchland.outputs.language import languages, speaking
from marchland.outputs.notes import effect_notes, limit_notes, notes, plan_notes
from marchland.outputs.report import Accounted as Account
from marchland.outputs.report import Report
from marchland.sources.lengths import border_facts
from marchland.sources.map import borders, towns
from marchland.steps import (
    end_places,
    fastest_routes,
    time_after,
)
from marchland.study.accounted import Accounted

FIRST = date(1996, 1, 1)
"""Where a timeline begins: the year the mines protocol was amended."""


def report(study: Accounted) -> Report:
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
        notes=_notes(study, study.scenario.language),
        notes_in={language: _notes(study, language) for language in languages()},
        restricted=study.restricted,
        routes=fastest_routes(study.speed, study.ground, study.headline),
        places=end_places(scenario, study.headline),
        avenues=study.avenues,
        doors=study.doors,
        postures=study.postures if scenario.postures else None,
        hinge=study.hinge,
        own_side=study.own_side,
        accounted=accounted(study),
        declarations=declared_frame(study.declarations) if study.declarations else None,
        explained=study.explained,
        budgets=study.budgets,
    )


def _notes(study: Accounted, language: str) -> tuple[str, ...]:
    """Return what is not known, in a language."""
    scenario, measures = study.scenario, study.measures
    with speaking(language):
        of_limits = limit_notes(study.plan, scenario.limits.given())
        of_effect = (*effect_notes(study.effect), *of_limits)
        terminals, read = study.ground.terminals, study.provenance
        of_ground = notes(scenario, study.terrain, terminals, measures, read)
        return (*of_effect, *of_ground, *plan_notes(study.plan))


def accounted(study: Accounted) -> Account:
    """Return what a study has to say of law, declared areas and accounts over years."""
    read = max(rules.read_until for rules in factbook().instruments.values())
    years = (FIRST, date(max(study.scenario.on, read).year + 1, 1, 1))
    one, two = study.pair
    return Account(
        law=study.law,
        standings=tuple(
            (law.party, key, spans(law.party, key, years, in_armed_conflict=study.conflicts))
            for law in study.law
            for key in factbook().instruments
        ),
        assessment=study.assessment,
        ledger=study.ledger,
        flows={of: account.flows for of, account in study.accounts.items()},
        horizon_y=study.terms.horizon_y,
        discount=study.terms.discount,
        names=(one.side.name, two.side.name),
        cases=study.cases,
        ranked=tuple(ranked(study.ranking)),
    )
