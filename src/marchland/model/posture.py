"""Postures: which measures stand where, and whether anybody answers."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Posture:
    """A named way to hold a border, as a combination of measures.

    Parameters
    ----------
    name : str
    text : str
        What it is, in a sentence.
    border, middle, deep : tuple of str
        Names of measures on the closing lines of that band of depth. On each site stands,
        of each layer (warn, slow, stop), the first that makes sense there.
    area : tuple of str
        The same for areas, such as drained peat.
    defended : bool
        Whether obstacles are watched and answered in time, so that they hold as long as is
        declared for defended ones.
    """

    name: str
    text: str
    border: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    deep: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    defended: bool = False

    def measures(self) -> tuple[str, ...]:
        """Return the names of all its measures, each once, in order."""
        return tuple(dict.fromkeys((*self.border, *self.middle, *self.deep, *self.area)))


WORDS = tuple(field.name for field in fields(Posture) if field.name != "name")
"""The words that define a posture."""

BANDS = ("border", "middle", "deep", "area")
"""Where its measures stand, in the order in which money is spent."""
