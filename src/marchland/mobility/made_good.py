"""Speed made good: how fast a mover is over the best part of a region."""

import numpy as np

Array = np.ndarray


def speed_made_good(
    speed: Array, shares: tuple[float, ...] = (0.5, 0.9), *, inside: Array | None = None
) -> tuple[float, ...]:
    """Return the mean speed over the best shares of the ground, as V50 and V90.

    The mean is that of a way over it: its length over its time, so that slow ground weighs
    as much as it takes.

    Parameters
    ----------
    speed : numpy.ndarray
        m/s, any shape; 0 cannot pass, NaN unknown and left out.
    shares : tuple of float
        Of the known ground, above 0 and at most 1.
    inside : numpy.ndarray, optional
        bool, same shape: the region; all of it by default.

    Returns
    -------
    tuple of float
        m/s, one for each share; 0 where that much of the ground cannot be passed, NaN where
        nothing is known.

    Examples
    --------
    >>> speed_made_good(np.array([4.0, 4.0, 2.0, 0.0]), (0.5, 0.75, 0.9))
    (4.0, 3.0, 0.0)
    """
    speed = np.asarray(speed)
    known = ~np.isnan(speed) if inside is None else inside & ~np.isnan(speed)
    ground = np.sort(speed[known].astype(np.float64))[::-1]
    if not ground.size:
        return tuple(float("nan") for _ in shares)
    with np.errstate(divide="ignore"):
        time = np.cumsum(1.0 / ground)
    cells = [max(1, int(np.ceil(share * ground.size - 1e-9))) for share in shares]
    return tuple(float(number / time[number - 1]) for number in cells)
