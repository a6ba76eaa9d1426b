"""Where ground denies movement, what a non-explosive defence adds, and what it costs.

Every public name is imported from here::

    import marchland as ml

    study = ml.sample()
    print(study)

Names load on first use, so that importing Marchland is quick.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOME = {
    "Alternative": "marchland.consequences.cases",
    "Approach": "marchland.model.approach",
    "Assessment": "marchland.consequences.assess",
    "Avenue": "marchland.mobility.avenues",
    "Barriers": "marchland.kernels.walls",
    "Belt": "marchland.posture.belts",
    "Catalogue": "marchland.catalogue.read",
    "Certificate": "marchland.model.certificate",
    "Comparison": "marchland.comparison.compare",
    "Conflict": "marchland.model.law",
    "Crossing": "marchland.mobility.travel",
    "Declaration": "marchland.model.declaration",
    "Door": "marchland.mobility.bottlenecks",
    "Doubt": "marchland.mobility.members",
    "Estimate": "marchland.model.estimate",
    "Explained": "marchland.optimise.explain",
    "Factbook": "marchland.catalogue.factbook",
    "Finding": "marchland.model.finding",
    "Flow": "marchland.consequences.ledger",
    "Grid": "marchland.model.grid",
    "Hold": "marchland.model.measure",
    "Law": "marchland.consequences.dossier",
    "Measure": "marchland.model.measure",
    "Mover": "marchland.model.mover",
    "Notice": "marchland.model.measure",
    "Plan": "marchland.model.plan",
    "Problem": "marchland.optimise.problem",
    "Regret": "marchland.optimise.regret",
    "Reground": "marchland.model.measure",
    "Reserve": "marchland.posture.belts",
    "Response": "marchland.posture.timeline",
    "Rule": "marchland.mobility.setting",
    "Scenario": "marchland.scenario.form",
    "Search": "marchland.posture.adversary",
    "Season": "marchland.model.season",
    "Sensor": "marchland.posture.sensing",
    "Simulated": "marchland.posture.montecarlo",
    "Slow": "marchland.model.measure",
    "Spread": "marchland.posture.montecarlo",
    "Standing": "marchland.model.law",
    "Study": "marchland.study.study",
    "Task": "marchland.posture.timeline",
    "Telling": "marchland.mobility.tally",
    "Terminals": "marchland.mobility.terminals",
    "Timed": "marchland.mobility.whatif",
    "Vulnerable": "marchland.posture.adversary",
    "Watch": "marchland.posture.adversary",
    "Way": "marchland.posture.adversary",
    "WidestPath": "marchland.mobility.widths",
    "alternatives": "marchland.optimise.explain",
    "answer_of": "marchland.posture.believe",
    "area_mask": "marchland.consequences.assess",
    "arrival": "marchland.posture.response",
    "assess": "marchland.consequences.assess",
    "avenues": "marchland.mobility.avenues",
    "barrier_cells": "marchland.barriers.drawn",
    "believed_delay": "marchland.posture.believe",
    "beside_programmes": "marchland.consequences.programmes",
    "both_cases": "marchland.consequences.cases",
    "bottlenecks": "marchland.mobility.bottlenecks",
    "brief": "marchland.outputs.pages",
    "burden": "marchland.consequences.burden",
    "chances": "marchland.mobility.chances",
    "check_claims": "marchland.consequences.claims",
    "compare": "marchland.study.comparing",
    "corridors": "marchland.mobility.corridors",
    "coverage": "marchland.posture.sensing",
    "crews_needed": "marchland.consequences.offfield",
    "critical_point": "marchland.posture.timeline",
    "crossing": "marchland.mobility.travel",
    "current": "marchland.mobility.current",
    "dasymetric": "marchland.consequences.reach",
    "doors": "marchland.mobility.doors",
    "draw_passage": "marchland.outputs.passing",
    "easi": "marchland.posture.timeline",
    "echelon": "marchland.mobility.widths",
    "ensemble": "marchland.mobility.ensemble",
    "explain": "marchland.optimise.explain",
    "fetch": "marchland.study.load",
    "findings": "marchland.consequences.findings",
    "flips": "marchland.optimise.regret",
    "front": "marchland.optimise.front",
    "frontier": "marchland.posture.believe",
    "growth": "marchland.consequences.programmes",
    "headline": "marchland.posture.believe",
    "if_held": "marchland.posture.believe",
    "importance": "marchland.optimise.explain",
    "in_sight": "marchland.posture.sensing",
    "inputs": "marchland.posture.believe",
    "interruption": "marchland.posture.belts",
    "law": "marchland.consequences.dossier",
    "ledger": "marchland.consequences.ledger",
    "limiting_factor": "marchland.mobility.restriction",
    "load": "marchland.study.load",
    "member": "marchland.mobility.members",
    "narrowest": "marchland.mobility.bottlenecks",
    "noticed": "marchland.posture.sensing",
    "obstacles": "marchland.mobility.obstacles",
    "of_declared": "marchland.consequences.cases",
    "of_plan": "marchland.consequences.cases",
    "off_field": "marchland.consequences.offfield",
    "options": "marchland.barriers.options",
    "party_count": "marchland.consequences.law",
    "passable_width": "marchland.mobility.widths",
    "plan_flows": "marchland.consequences.offfield",
    "price": "marchland.consequences.price",
    "problem": "marchland.optimise.problem",
    "programmes": "marchland.consequences.programmes",
    "rank": "marchland.consequences.rank",
    "read_catalogue": "marchland.catalogue.read",
    "read_declarations": "marchland.sources.declarations",
    "read_factbook": "marchland.catalogue.factbook",
    "regret": "marchland.optimise.regret",
    "response_time": "marchland.posture.response",
    "restriction": "marchland.mobility.restriction",
    "rewetting": "marchland.consequences.wetland",
    "sample": "marchland.study.load",
    "separates": "marchland.mobility.separation",
    "simulate": "marchland.posture.montecarlo",
    "sites": "marchland.barriers.sites",
    "speed": "marchland.mobility.speed",
    "speed_made_good": "marchland.mobility.made_good",
    "standing": "marchland.consequences.law",
    "timed": "marchland.mobility.whatif",
    "tornado": "marchland.posture.believe",
    "travel_time": "marchland.mobility.travel",
    "verify": "marchland.outputs.verify",
    "vulnerable": "marchland.posture.adversary",
    "what_if": "marchland.mobility.whatif",
    "widest_path": "marchland.mobility.widths",
    "write_declarations": "marchland.outputs.declared",
}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> object:
    try:
        module = _HOME[name]
    except KeyError:
        raise AttributeError(f"module 'marchland' has no name {name!r}") from None
    return getattr(import_module(module), name)


def __dir__() -> list[str]:
    return list(__all__)
