"""What a study has to say."""

from marchland.study.report import report


def test_the_tripoints_are_65_km_apart(study):
    facts = report(study).facts.set_index("fact")["value"]
    line = "straight distance between the ends of the border Poland–Lithuania, great circle"
    assert 65.4 < facts[line] < 65.5
