from marchland.outputs.sections.bottlenecks import section


def test_doors_come_before_bottlenecks(report):
    doors, bottlenecks = section(report, {}).blocks
    assert len(doors.groups[0].rows) == len(report.doors)
    assert len(bottlenecks.groups[0].rows) == len(report.bottlenecks)
