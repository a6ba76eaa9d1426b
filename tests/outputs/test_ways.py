"""The tables of avenues and doors, checked against the small report by hand."""

from marchland.outputs.ways import avenue_table, doors_table


def rows(table):
    return [
        [str(cell).replace("\u00a0", " ") for cell in row]
        for group in table.groups
        for row in group.rows
    ]


def test_an_avenue_has_its_range_its_length_and_what_it_lets_through(report):
    table = avenue_table(report)
    assert table.groups[0].heading == "across"
    assert rows(table)[1] == [
        "2", "1 h 30 min (1 h 12 min to 2 h 15 min)", "6 km", "25 %", "100 m",
        "83 %", "33 %", "33 %", "0 %",
    ]  # fmt: skip
    assert rows(table)[2][3] == ""
    assert "company 500 m, battalion 1.5 km" in table.caption.replace("\u00a0", " ")
    assert len(table.head) == len(rows(table)[0])


def test_a_door_has_its_width_in_metres_and_in_cells(report):
    assert rows(doors_table(report)) == [
        ["1", "3.5 km (3 to 9 km)", "7", "2", "0 %"],
        ["2", "4.2 km", "8", "1", "12 %"],
    ]


def test_without_any_the_tables_are_empty(changed):
    bare = changed(avenues=None, doors=None)
    assert avenue_table(bare).groups == doors_table(bare).groups == []
