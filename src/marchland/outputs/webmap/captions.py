"""What each layer of the browser's map is called, means, and how well it is known."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Caption:
    """What is said of a layer.

    Parameters
    ----------
    title : str
    meaning : str
        One sentence.
    uncertainty : str
        How well it is known.
    sources : tuple of str
        Layers of the sources it rests on, as provenance names them; none means all of the
        ground's.
    """

    title: str
    meaning: str
    uncertainty: str
    sources: tuple[str, ...] = ()


RANGES = (
    "Best values of coefficients that are ranges; the crossing times beside the map carry low "
    "and high."
)
DRAWN = "As its source draws it, at the source's scale; nothing smaller is seen."
LINE = (
    "Best values. A line runs from cell to cell, so it is no finer than a cell; checked to close "
    "the approach by labelling."
)
PRICES = "Each cost has a low, a best and a high value; most unit values are assumptions."

FIELDS = {
    "restriction": Caption(
        "Restricted ground",
        "Where this mover is free, slowed, or all but stopped in this season.",
        "Best values; how likely each class is stands under Chances, where an ensemble was drawn.",
    ),
    "limiting_factor": Caption(
        "What limits movement",
        "The one factor that leaves the least share of the speed on each cell.",
        "Best values; where two factors are close, the other may be the one that limits.",
    ),
    "speed": Caption(
        "Speed",
        "How fast this mover goes on each cell; zero is closed.",
        RANGES,
    ),
    "before": Caption(
        "Travel time as it is",
        "Least time from where the approach starts to each place, on the ground as it is.",
        RANGES,
    ),
    "after": Caption(
        "Travel time with the plan",
        "Least time from where the approach starts to each place, with the plan built.",
        RANGES + " It rests on declared delays; where one is not declared it is unknown.",
    ),
    "change": Caption(
        "Time that the plan adds",
        "Travel time with the plan less travel time as it is: brown is later, white unchanged.",
        RANGES + " A difference of two such times is less sure than either.",
    ),
    "slack": Caption(
        "Corridors",
        "How much longer than the fastest way a way through each place takes; little is a "
        "corridor.",
        RANGES,
    ),
    "chance_unrestricted": Caption(
        "Chance of free movement",
        "Share of the members of the ensemble in which the ground is unrestricted.",
        "Coefficients are drawn within their ranges; errors of the ground itself are not drawn.",
    ),
    "chance_restricted": Caption(
        "Chance of slow movement",
        "Share of the members of the ensemble in which the ground is restricted.",
        "Coefficients are drawn within their ranges; errors of the ground itself are not drawn.",
    ),
    "chance_severe": Caption(
        "Chance of all but no movement",
        "Share of the members of the ensemble in which the ground is severely restricted.",
        "Coefficients are drawn within their ranges; errors of the ground itself are not drawn.",
    ),
    "cover": Caption("Land cover", "What grows or stands on the ground.", DRAWN),
    "elevation": Caption("Elevation", "Height of the ground above the sea.", DRAWN),
}
"""By name of the field."""

FEATURES = {
    "borders": Caption("Borders", "Borders between states.", DRAWN, ("borders",)),
    "roads": Caption("Roads", "Roads, traced from the cells that they cross.", DRAWN),
    "rails": Caption("Railways", "Railways, traced from the cells that they cross.", DRAWN),
    "rivers": Caption("Rivers", "Rivers and canals, traced from cells.", DRAWN),
    "towns": Caption("Towns", "Towns, with their people where known.", DRAWN, ("places",)),
    "ends": Caption("Start and end", "Where the approach starts and where it leads.", DRAWN),
    "routes": Caption(
        "Fastest way", "The fastest way through for the mover and season of the answer.", RANGES
    ),
    "avenues": Caption(
        "Avenues",
        "Ways through that differ, as wide as the echelon that open ground lets through.",
        "Times have a range; widths of echelons are assumed.",
    ),
    "bottlenecks": Caption(
        "Bottlenecks",
        "Lines that close an approach over the least open ground; the thick parts are open.",
        LINE,
    ),
    "doors": Caption(
        "Doors that differ", "Lines that each close the approach, the narrowest first.", LINE
    ),
    "sites": Caption("Sites", "Where a measure could be built: gaps and road crossings.", LINE),
    "options": Caption("Options", "One measure at one site, with what it costs.", PRICES),
    "plan": Caption(
        "Plan",
        "The options chosen within the limits; a heuristic found them, a better plan may exist.",
        PRICES,
    ),
    "declarations": Caption(
        "Declared by the analyst",
        "Areas that the analyst drew, to see what follows; Marchland draws none.",
        "As declared; outlines are shown no finer than at 1:50 000.",
        ("declarations",),
    ),
}
"""By name of the layer."""

GROUPS = {
    "Ground": ("restriction", "limiting_factor", "speed"),
    "Travel time": ("before", "after", "change", "slack"),
    "Chances": ("chance_severe", "chance_restricted", "chance_unrestricted"),
    "What the ground is": ("cover", "elevation"),
}
"""Fields in the order and under the headings of the map."""

OVER = {
    "What the answer rests on": (
        "plan", "options", "sites", "bottlenecks", "doors", "avenues", "routes", "ends",
    ),
    "Declared": ("declarations",),
    "For orientation": ("towns", "borders", "roads", "rails", "rivers"),
}  # fmt: skip
"""Layers over the fields, in order and under headings."""
