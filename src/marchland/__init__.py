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
    "Approach": "marchland.model.approach",
    "Catalogue": "marchland.catalogue.read",
    "Conflict": "marchland.model.law",
    "Declaration": "marchland.model.declaration",
    "Estimate": "marchland.model.estimate",
    "Factbook": "marchland.catalogue.factbook",
    "Finding": "marchland.model.finding",
    "Grid": "marchland.model.grid",
    "Hold": "marchland.model.measure",
    "Law": "marchland.consequences.dossier",
    "Measure": "marchland.model.measure",
    "Mover": "marchland.model.mover",
    "Notice": "marchland.model.measure",
    "Plan": "marchland.model.plan",
    "Reground": "marchland.model.measure",
    "Scenario": "marchland.scenario.form",
    "Season": "marchland.model.season",
    "Slow": "marchland.model.measure",
    "Standing": "marchland.model.law",
    "Study": "marchland.study",
    "Terminals": "marchland.mobility.terminals",
    "bottlenecks": "marchland.mobility.bottlenecks",
    "check_claims": "marchland.consequences.claims",
    "corridors": "marchland.mobility.corridors",
    "crossing": "marchland.mobility.travel",
    "law": "marchland.consequences.dossier",
    "load": "marchland.study",
    "options": "marchland.barriers.options",
    "party_count": "marchland.consequences.law",
    "price": "marchland.consequences.price",
    "programmes": "marchland.consequences.programmes",
    "read_catalogue": "marchland.catalogue.read",
    "read_factbook": "marchland.catalogue.factbook",
    "sample": "marchland.study",
    "sites": "marchland.barriers.sites",
    "speed": "marchland.mobility.speed",
    "standing": "marchland.consequences.law",
    "travel_time": "marchland.mobility.travel",
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
