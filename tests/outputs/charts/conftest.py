import pytest

from marchland.outputs.sheet import Captions


@pytest.fixture
def captions() -> Captions:
    title, below = "The finding, 5 km", "Its unit."
    return Captions(title, below, "A drawing.", "Sources: nobody.", "1 June 2026")
