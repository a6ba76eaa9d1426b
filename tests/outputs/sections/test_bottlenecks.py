from marchland.outputs.sections.bottlenecks import section


def test_doors_come_before_bottlenecks(report):
    images = dict.fromkeys(("doors", "corridors"), b"image")
    first, doors, second, bottlenecks = section(report, images).blocks
    assert (first.name, second.name) == ("corridors", "doors")
    assert len(doors.groups[0].rows) == len(report.doors)
    assert len(bottlenecks.groups[0].rows) == len(report.bottlenecks)
