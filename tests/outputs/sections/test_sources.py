from marchland.outputs.sections.sources import section


def test_every_file_and_the_whole_fingerprint_are_there(report):
    table, fingerprint = section(report, {}).blocks
    assert [row[0] for row in table.groups[0].rows] == ["dem.tif", "roads.geojson"]
    assert table.groups[0].rows[1][4] == "not stated"
    assert fingerprint.text.endswith(report.fingerprint)
