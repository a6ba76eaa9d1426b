"""Saying that the compiled loops are being made, which a fresh install does once."""

import logging

from numba.core import event

MESSAGE = (
    "Compiling the movement engine for this computer: up to a minute, once. It is kept for the "
    "next time."
)
KIND = "numba:compile"
"""What numba calls it when it compiles a function; loading a kept one is not called so."""

logger = logging.getLogger("marchland")


class Listener(event.Listener):  # type: ignore[misc]
    """Logs the first compilation of one of our kernels.

    Parameters
    ----------
    kernels : str
        How the names of their modules begin.
    """

    def __init__(self, kernels: str = "marchland.kernels.") -> None:
        self.kernels, self.said, self.listening = kernels, False, False

    def on_start(self, event: event.Event) -> None:
        """Take note that a function begins to be compiled."""
        module = event.data["dispatcher"].py_func.__module__
        if not self.said and module.startswith(self.kernels):
            self.said = True
            logger.warning(MESSAGE)

    def on_end(self, event: event.Event) -> None:
        """Say nothing more."""


LISTENER = Listener()


def say_when_compiling() -> None:
    """Log one warning, to the logger ``marchland``, when our kernels are first compiled.

    Without any logging set up it goes to standard error. Where numba loads what it kept
    from an earlier time, nothing is said.
    """
    if not LISTENER.listening:
        LISTENER.listening = True
        event.register(KIND, LISTENER)
