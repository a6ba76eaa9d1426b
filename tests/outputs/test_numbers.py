"""Every number of the brief is one of run.json, in HTML and in PDF."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from pypdf import PdfReader
from tests.outputs.believing import hinged
from tests.outputs.explaining import explained

from marchland.catalogue.factbook import factbook
from marchland.outputs.brief import html
from marchland.outputs.content import Drawing, Link, Table, flat
from marchland.outputs.images import encode
from marchland.outputs.language import languages, speaking, vocabulary
from marchland.outputs.pdf import pdf
from marchland.outputs.runfile import write_run
from marchland.outputs.sections.order import document
from marchland.outputs.words import number, on_clock, percent, rounded
from marchland.units import KM_H

GREY = np.full((8, 8, 3), 128, np.uint8)
NUMERAL = re.compile(r"\d+(?:\u00a0\d{3})*(?:[.,]\d+)?")


ENGLISH = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


class Words(HTMLParser):
    """What a reader of a page sees or hears."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.hidden = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.hidden = tag == "style"
        self.found += [value for name, value in attrs if name == "alt"]

    def handle_data(self, data):
        if not self.hidden:
            self.found.append(data)


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


def written(value: float) -> Iterator[str]:
    """Write a number in every way in which the brief may."""
    for unit in (1, 1e3, 1e4, 1e6, 1e9, 86_400):
        yield rounded(value / unit)
    yield from (number(value), percent(value), f"{value:.0f}", on_clock(value))
    yield number(round(100 * value, 1))
    yield f"{value / KM_H:.1f}".replace(".", number(0.5)[1])


def derived(run: dict) -> Iterator[float]:
    """Give the sums and differences that the brief makes of the figures."""
    effect = pd.DataFrame(run["effect"]).replace("inf", float("inf"))
    for level in ("low", "best", "high"):
        added = (effect[f"after_{level}_s"] - effect[f"before_{level}_s"]).astype(float)
        yield from (*added, (added >= 60).sum(), np.isinf(added).sum())
    options = pd.DataFrame(run["options"])
    keys = ["approach", "band", "measure"]
    columns = [c for c in options if c.endswith(("_low", "_best", "_high"))] + ["amount"]
    groups = [rows for n in (1, 2, 3) for _, rows in options.groupby(keys[:n])]
    groups += [rows for _, rows in options.groupby("measure")]
    for rows in [options, *groups]:
        yield from rows[columns].sum()
        yield len(rows)
    tags = [one["tag"] for one in run["coefficients"].values()]
    yield from (len(tags), *(tags.count(tag) for tag in set(tags)))
    yield from (len(run[name]) for name in ("effect", "options", "notes"))
    for rows in pd.DataFrame(run["effect"]).groupby("approach").indices.values():
        yield len(rows)
    told = run["explained"]
    for row in told["alternatives"] + told["front"]:
        yield from (len(row["options"]), len(row.get("only", ())))
    yield from (len(told["shared"]), len(told["importance"]))
    yield max(row["gap"] for row in told["front"])
    inventory = pd.DataFrame(run["inventory"])
    yield from inventory[[c for c in inventory if c.startswith("limit_")]].mean()
    ways = pd.DataFrame(run["ways"])
    yield from (ways["way"] != "widest").groupby(ways["approach"]).sum()


def allowed(run: dict, report) -> set[str]:
    """Return every numeral that the brief may hold."""
    values = [v for v in leaves(run) if isinstance(v, int | float) and not isinstance(v, bool)]
    texts = [str(v) for v in leaves(run) if isinstance(v, str)]
    signs = str.maketrans({",": "\u00a0", ".": number(0.5)[1]})  # of a sentence said again
    texts += [numeral.translate(signs) for text in texts for numeral in ENGLISH.findall(text)]
    texts += [text for value in [*values, *derived(run)] for text in written(float(value))]
    for language in languages():
        texts += vocabulary(language).values()
    references = [*report.catalogue.references.values(), *factbook().references.values()]
    texts += [reference["text"] for reference in references]
    texts += [report.catalogue.mover(name).reference for name in report.scenario.movers]
    texts += [str(report.scenario.on.year), str(report.scenario.on.day), "0"]
    texts.append(run["fingerprint"][:12])
    texts += [source["sha256"][:12] for source in run["provenance"]]
    return {numeral for text in texts for numeral in NUMERAL.findall(text)} | tops(run)


def tops(run: dict) -> set[str]:
    """Return the round hours at which the bars of a table end."""
    known = [v for row in run["effect"] for k, v in row.items() if k.endswith("_s") and v]
    most = max(v for v in known if v != "inf") / 3600
    return {str(hours) for hours in range(1, int(most) + 2)} | {"00", "15", "30", "45"}


@pytest.fixture(scope="module", params=languages())
def made(request, report, tmp_path_factory):
    """The run file, the words of the page, the words of the PDF and what they are made from."""
    folder = tmp_path_factory.mktemp(request.param)
    report = replace(report, explained=explained()[1], hinge=hinged())
    names = ("answer", "ground", "plan", "restriction", "limiting-factor", "chances", "crossing",
             "front", "tornado", "passage")  # fmt: skip
    images = dict.fromkeys(names, encode(GREY, "webp"))
    with speaking(request.param):
        write_run(report, folder / "run.json", ".")
        (folder / "brief.html").write_text(html(document(report, images)), "utf-8")
        (folder / "brief.pdf").write_bytes(pdf(document(report, images)))
        run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        known = allowed(run, report)
        content = document(report, images)
    page = "\n".join(Words((folder / "brief.html").read_text(encoding="utf-8")).found)
    paper = "\n".join(p.extract_text() for p in PdfReader(folder / "brief.pdf").pages)
    return known, page, paper, content


def test_every_number_of_the_page_is_in_the_run_file(made):
    known, page, _, _ = made
    found = set(NUMERAL.findall(page))
    assert len(found) > 100
    assert {n: page[page.index(n) - 40 :][:60] for n in found - known} == {}


def test_the_pdf_says_what_the_page_says(made):
    _, _, paper, content = made
    whole = re.sub(r"[\s-]", "", paper)  # a hyphen may be said again on the next line
    tables = [b for s in content.sections for b in flat(s.blocks) if isinstance(b, Table)]
    cells = [c for t in tables for g in t.groups for row in g.rows for c in row]
    texts = [c.text if isinstance(c, Link) else c for c in cells if not isinstance(c, Drawing)]
    assert len(texts) > 200
    lost = [t for t in texts if re.sub(r"[\s-]", "", t) not in whole]
    parted = [w for t in lost for w in t.replace("-", " ").split()]  # by the foot of a page
    assert [word for word in parted if word not in whole] == []
    assert len(lost) < len(texts) / 50


def test_a_number_that_is_not_in_the_run_file_is_found(made):
    known, page, _, _ = made
    assert "7 654" not in known
    changed = page.replace("3.5", "7.654").replace("3,5", "7,654")
    assert set(NUMERAL.findall(changed)) - known


def test_every_table_and_figure_says_its_source_and_date(made):
    _, page, paper, content = made
    kinds = [b for s in content.sections for b in flat(s.blocks)]
    tables = [b for b in kinds if type(b).__name__ in {"Table", "Figure"}]
    shown = [b for b in tables if not (isinstance(b, Table) and b.empty)]
    with speaking(content.language):
        start = vocabulary(content.language)["table.source"].split("{")[0]
    own = sum(bool(b.source) for b in shown)
    assert page.count(start) == len(shown) - own
    assert re.sub(r"\s", "", paper).count(re.sub(r"\s", "", start)) == len(shown) - own
    assert page.count("2026") > len(shown)
