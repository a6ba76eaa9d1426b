"""An approach placed on the grid: where it starts, where it ends, where it may not go."""

from dataclasses import dataclass

import numpy as np

from marchland.errors import ApproachError, Fault
from marchland.model.approach import Approach


@dataclass(frozen=True)
class Terminals:
    """The cells of an approach.

    Parameters
    ----------
    approach : Approach
        What is asked.
    origins, objectives, avoid : numpy.ndarray
        bool, shape of the grid.
    """

    approach: Approach
    origins: np.ndarray
    objectives: np.ndarray
    avoid: np.ndarray

    def faults(self, open_ground: np.ndarray) -> list[Fault]:
        """Return what makes this approach impossible to run on any mover's ground.

        Parameters
        ----------
        open_ground : numpy.ndarray
            bool, shape of the grid: cells that are not water.

        Returns
        -------
        list of Fault
        """
        faults = []
        where = f"approach {self.approach.name}"
        for end, cells in (("origin", self.origins), ("objective", self.objectives)):
            left = cells & ~self.avoid
            if not cells.any():
                faults.append(Fault(where, f"its {end} lies outside the region",
                                    "Move it, or enlarge the region."))  # fmt: skip
            elif not left.any():
                faults.append(Fault(where, f"its {end} lies inside a place it must avoid",
                                    "Take that place from avoid."))  # fmt: skip
            elif not (left & open_ground).any():
                faults.append(Fault(where, f"its {end} lies in water",
                                    "Move it to the shore."))  # fmt: skip
        if (self.origins & self.objectives & ~self.avoid).any():
            faults.append(Fault(where, "origin and objective overlap",
                                "Choose places that lie apart."))  # fmt: skip
        return faults


def check_terminals(terminals: tuple[Terminals, ...], open_ground: np.ndarray) -> None:
    """Raise one error for everything wrong with the approaches.

    Raises
    ------
    ApproachError
        With every fault of every approach.
    """
    faults = [fault for ends in terminals for fault in ends.faults(open_ground)]
    if faults:
        raise ApproachError("approaches", faults)
