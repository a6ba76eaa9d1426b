import pytest

from marchland.outputs.sheet import Captions


@pytest.fixture
def captions() -> Captions:
    return Captions(
        "The finding, 5 km", "Its unit.", "A drawing.", "Sources: nobody.", "1 June 2026"
    )
