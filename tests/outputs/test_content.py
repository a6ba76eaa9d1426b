from marchland.outputs.content import Answer, Beside, Drawing, Group, Link, Paragraph, Table, flat


def test_a_link_is_escaped():
    assert str(Link("a & b", 'x"y')) == '<a href="x&#34;y">a &amp; b</a>'


def test_a_drawing_is_its_svg():
    assert Drawing("a bar", "<svg/>", 9).__html__() == "<svg/>"


def test_a_table_without_rows_is_empty():
    assert Table("caption", ["a"], [Group("heading", [])]).empty
    assert not Table("caption", ["a"], [Group("", []), Group("", [["1"]])]).empty


def test_columns_are_read_left_to_right():
    a, b, c = (Paragraph(letter) for letter in "abc")
    assert flat([Beside([a, Beside([b], [])], []), c]) == [a, b, c]
    assert flat([Answer([a])]) == [Answer([a])]
