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
    "Declaration": "marchland.model.declaration",
    "Estimate": "marchland.model.estimate",
    "Finding": "marchland.model.finding",
    "Grid": "marchland.model.grid",
    "Hold": "marchland.model.measure",
    "Measure": "marchland.model.measure",
    "Mover": "marchland.model.mover",
    "Notice": "marchland.model.measure",
    "Plan": "marchland.model.plan",
    "Reground": "marchland.model.measure",
    "Scenario": "marchland.scenario.form",
    "Season": "marchland.model.season",
    "Slow": "marchland.model.measure",
    "Study": "marchland.study",
    "Terminals": "marchland.mobility.terminals",
    "bottlenecks": "marchland.mobility.bottlenecks",
    "corridors": "marchland.mobility.corridors",
    "crossing": "marchland.mobility.travel",
    "fetch": "marchland.study",
    "load": "marchland.study",
    "options": "marchland.barriers.options",
    "price": "marchland.consequences.price",
    "read_catalogue": "marchland.catalogue.read",
    "sample": "marchland.study",
    "sites": "marchland.barriers.sites",
    "speed": "marchland.mobility.speed",
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
