"""Every bound that is known of the members' times, kept without repetition."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from marchland.optimise.candidates import Candidates
from marchland.optimise.follower import Cut, Way

_Key = tuple[int, tuple[tuple[tuple[int, ...], tuple[float, ...]], ...]]


class Pool:
    """Cuts, of which none says the same as another and less.

    Parameters
    ----------
    cuts : iterable of Cut
        To begin with.
    """

    def __init__(self, cuts: Iterable[Cut] = ()) -> None:
        self._kept: dict[_Key, list[Cut]] = {}
        for cut in cuts:
            self.add(cut)

    def __len__(self) -> int:
        """Return how many cuts there are."""
        return sum(len(cuts) for cuts in self._kept.values())

    def __iter__(self) -> Iterator[Cut]:
        """Go through the cuts in the order in which they came."""
        return (cut for cuts in self._kept.values() for cut in cuts)

    def add(self, cut: Cut) -> bool:
        """Keep a cut unless one with the same crossings bounds as much; tell whether it was."""
        ways = tuple(sorted(cut.ways, key=lambda way: (way.sites, way.counts, way.base_s)))
        key = (cut.member, tuple((way.sites, way.counts) for way in ways))
        known = self._kept.get(key, [])
        if any(_within(old.ways, ways) for old in known):
            return False
        rest = [old for old in known if not _within(ways, old.ways)]
        self._kept[key] = [*rest, Cut(cut.member, ways)]
        return True


def _within(ways: tuple[Way, ...], others: tuple[Way, ...]) -> bool:
    """Tell whether each of some ways takes no longer than its like."""
    return all(way.base_s <= other.base_s for way, other in zip(ways, others, strict=True))


@dataclass(frozen=True)
class Table:
    """A pool as arrays, a row for each way.

    Parameters
    ----------
    member, cut : numpy.ndarray
        int64, shape (ways,): whose, and of which cut.
    base_s : numpy.ndarray
        float64, shape (ways,).
    delay_s : scipy.sparse.csr_array
        float64, shape (ways, options): what each option adds to the time of each way.
    """

    member: np.ndarray
    cut: np.ndarray
    base_s: np.ndarray
    delay_s: sparse.csr_array

    def bounds(self, x: np.ndarray) -> np.ndarray:
        """Return each cut's bound under a plan, s, shape (cuts,)."""
        times = self.base_s + self.delay_s @ x
        found = np.full(int(self.cut[-1]) + 1 if self.cut.size else 0, -np.inf)
        np.maximum.at(found, self.cut, times)
        return found

    def times(self, x: np.ndarray, members: int) -> np.ndarray:
        """Return what the cuts leave of each member's time under a plan, s, shape (members,)."""
        found = np.full(members, np.inf)
        _, first = np.unique(self.cut, return_index=True)
        np.minimum.at(found, self.member[first], self.bounds(x))
        return found


def least_s(cuts: Iterable[Cut], delay_s: np.ndarray) -> np.ndarray:
    """Return what some cuts leave of each member's time under any delays, s, shape (members,).

    Parameters
    ----------
    cuts : iterable of Cut
    delay_s : numpy.ndarray
        float64 s, shape (members, sites).

    Returns
    -------
    numpy.ndarray
        inf where none is a member's.
    """
    found = np.full(len(delay_s), np.inf)
    for cut in cuts:
        found[cut.member] = min(found[cut.member], cut.time_s(delay_s[cut.member]))
    return found


def table(cuts: Sequence[Cut], candidates: Candidates) -> Table:
    """Return cuts as arrays over the options of some candidates.

    Parameters
    ----------
    cuts : sequence of Cut
    candidates : Candidates
        With finite delays.
    """
    pairs = [(number, cut.member, way) for number, cut in enumerate(cuts) for way in cut.ways]
    lengths = [len(way.sites) for _, _, way in pairs]
    sites = np.fromiter((s for _, _, way in pairs for s in way.sites), np.int64, sum(lengths))
    counts = np.fromiter((c for _, _, way in pairs for c in way.counts), float, sum(lengths))
    first = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    crossed = sparse.csr_array((counts, sites, first), shape=(len(pairs), candidates.sites))
    member = np.array([m for _, m, _ in pairs], np.int64)
    options = len(candidates.names)
    rows = sparse.csr_array((len(pairs), options))
    on_site = sparse.csr_array(
        (np.ones(options), (candidates.site, np.arange(options))), (candidates.sites, options)
    )
    for number, delays in enumerate(candidates.delay_s):
        mine = sparse.diags_array((member == number).astype(float))
        rows = rows + mine @ crossed @ on_site @ sparse.diags_array(delays)
    return Table(
        member,
        np.array([number for number, _, _ in pairs], np.int64),
        np.array([way.base_s for _, _, way in pairs]),
        sparse.csr_array(rows),
    )
