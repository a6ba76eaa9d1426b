"""Maps: one finding each."""

from marchland.outputs.content import Images, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.sections.pictures import pictures

NAMES = ("ground", "travel-time", "avenues", "corridors", "doors", "plan")


def section(report: Report, images: Images) -> Section:
    """Return the maps in the order of the argument."""
    return Section("maps", say("maps.heading"), pictures(report, images, *NAMES))
