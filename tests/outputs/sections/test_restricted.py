from marchland.outputs.content import Figure
from marchland.outputs.sections.restricted import section


def test_each_map_stands_before_its_table(report):
    images = dict.fromkeys(("ground", "restriction", "limiting-factor", "chances"), b"image")
    blocks = section(report, images).blocks
    names = [block.name if isinstance(block, Figure) else "table" for block in blocks]
    assert names == ["ground", "table", "restriction", "table", "limiting-factor", "chances"]
