"""A posture names measures, and has no word for anything else."""

from marchland.model.posture import BANDS, WORDS, Posture


def test_every_measure_of_a_posture_once_in_the_order_of_its_bands():
    one = Posture("x", "X.", border=("cameras", "ditch"), deep=("ditch",), area=("rewetting",))
    assert one.measures() == ("cameras", "ditch", "rewetting")


def test_its_words_are_the_bands_a_text_and_whether_it_is_defended():
    assert set(WORDS) == {*BANDS, "text", "defended"}
