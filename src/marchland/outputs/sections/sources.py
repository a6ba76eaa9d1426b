"""Sources: every file read, and the fingerprint of it all."""

from marchland.outputs.content import Images, Paragraph, Section
from marchland.outputs.language import say
from marchland.outputs.report import Report
from marchland.outputs.tables import source_table


def section(report: Report, images: Images) -> Section:  # noqa: ARG001
    """Return every file with its licence and checksum, then the fingerprint."""
    print_ = Paragraph(say("sources.fingerprint").format(fingerprint=report.fingerprint))
    return Section("sources", say("sources.heading"), [source_table(report), print_])
