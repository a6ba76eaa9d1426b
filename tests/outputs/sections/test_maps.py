from marchland.outputs.sections.maps import NAMES, section


def test_maps_are_in_the_order_of_the_argument(report):
    images = dict.fromkeys(reversed(NAMES), b"image")
    assert [figure.name for figure in section(report, images).blocks] == list(NAMES)
