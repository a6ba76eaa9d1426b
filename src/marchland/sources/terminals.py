"""Placing a scenario's approaches on its grid."""

import numpy as np
from scipy.ndimage import distance_transform_edt

from marchland.mobility.terminals import Terminals
from marchland.scenario.form import Scenario
from marchland.sources.places import place_mask


def read_terminals(scenario: Scenario) -> tuple[Terminals, ...]:
    """Return the cells of every approach of a scenario.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    tuple of Terminals
        In the scenario's order.

    Raises
    ------
    LayerError
        If a place cannot be read or lies outside the region.
    """
    names = {n for a in scenario.approaches for n in (*a.origins, *a.objectives, *a.avoid)}
    masks = {name: place_mask(scenario, name) for name in sorted(names)}
    inside = read_outline(scenario)

    def union(wanted: tuple[str, ...]) -> np.ndarray:
        cells = np.zeros(scenario.region.grid.shape, np.bool_)
        for name in wanted:
            cells |= masks[name]
        return cells

    beyond = _Beyond(inside)
    return tuple(
        Terminals(
            a,
            beyond.carry(union(a.origins)),
            beyond.carry(union(a.objectives)),
            union(a.avoid) | ~inside,
        )
        for a in scenario.approaches
    )


class _Beyond:
    """The ground outside a study's outline, which belongs to whatever is nearest inside.

    Nothing moves there. But a line that closes an approach may run out over it, and must
    not run round an origin or an objective that ends at the outline.
    """

    def __init__(self, inside: np.ndarray) -> None:
        self.whole = bool(inside.all())
        if not self.whole:
            self.nearest = distance_transform_edt(
                ~inside, return_distances=False, return_indices=True
            )

    def carry(self, cells: np.ndarray) -> np.ndarray:
        """Return cells with the ground outside that is nearest to them."""
        return cells if self.whole else cells[tuple(self.nearest)]


def read_outline(scenario: Scenario) -> np.ndarray:
    """Return the ground that the study speaks of: bool, the shape of its grid."""
    name = scenario.region.outline
    if name is None:
        return np.ones(scenario.region.grid.shape, np.bool_)
    return place_mask(scenario, name)
