"""Running commands in tests."""

import sys
from contextlib import contextmanager
from itertools import islice

import numpy as np
import pytest
from click.testing import CliRunner

from marchland.cli import main
from marchland.outputs import illustrations
from marchland.outputs.maps import drawable

ENTRY = [sys.executable, "-c", "from marchland.cli import main; main()"]
COARSE = {
    "cell_m = 250": "cell_m = 2000",
    '["dismounted", "heavy_wheeled", "light_tracked"]': '["light_tracked"]',
    '["dry", "wet", "frozen"]': '["dry"]',
}
SAMPLE_BOUNDS = (564_000, 5_936_000, 724_000, 6_066_000)


def call(*words):
    """Run a command in this process and return how it ended."""
    return CliRunner().invoke(main, [str(word) for word in words])


def change(scenario, changes):
    """Replace words in a scenario file; every one has to be there."""
    text = scenario.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    scenario.write_text(text, encoding="utf-8")


def contents(folder):
    """Everything in a folder, with its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@contextmanager
def grey_pictures():
    """Write grey for every map: for runs in which it is tried what files there are."""
    grey = np.full((4, 6, 3), 128, np.uint8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(illustrations, "draw_map", lambda report, _back, name, _wide: (
            grey if drawable(report, name) else None
        ))  # fmt: skip
        patch.setattr(illustrations, "draw_panels", lambda *_: grey)
        yield


@contextmanager
def one_picture():
    """Draw one picture in place of all: for runs in which pictures are not what is tried."""
    drawn = illustrations._drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(illustrations, "_drawn", lambda *given: islice(drawn(*given), 1))
        yield
