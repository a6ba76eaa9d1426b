"""Method in short: what the words of the brief mean, and how they are computed."""

from marchland.outputs.content import Images, Section, Terms
from marchland.outputs.language import say
from marchland.outputs.report import Report

WORDS = ("speed", "restriction", "time", "range", "corridor", "avenue", "bottleneck", "plan")
"""In the order in which they build on each other."""


def section(report: Report, images: Images) -> Section:  # noqa: ARG001
    """Return one sentence or two for each word."""
    items = [(say(f"method.{word}.name"), say(f"method.{word}.meaning")) for word in WORDS]
    return Section("method", say("method.heading"), [Terms(items)])
