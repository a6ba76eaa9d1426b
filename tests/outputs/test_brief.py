import base64
import re
from html.parser import HTMLParser

import pytest

from marchland.outputs.brief import brief

IMAGES = {name: f"image of {name}".encode() for name in ("answer", "ground", "plan")}
VOID = {"meta", "img", "br", "link", "path"}


class Page(HTMLParser):
    """Every element of a page with its attributes, and whether all are closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


@pytest.fixture(scope="module")
def text(report):
    return brief(report, IMAGES)


@pytest.fixture(scope="module")
def page(text):
    return Page(text.replace("/>", ">"))


def test_it_is_well_formed(page):
    assert page.open == []
    assert page.all("html")[0]["lang"] == "en"


def test_it_needs_no_network_and_no_script(text, page):
    assert page.all("script") == []
    assert page.all("link") == []
    assert all(image["src"].startswith("data:image/webp;base64,") for image in page.all("img"))
    assert not re.search(r"url\(|@import|<iframe|<object", text)


def test_every_map_is_there_with_words_for_it(page):
    images = page.all("img")
    found = {base64.b64decode(i["src"].partition(",")[2]).decode() for i in images}
    assert found == {f"image of {name}" for name in IMAGES}
    assert all(len(image["alt"]) > 40 for image in images)


def test_table_headers_have_a_scope(page):
    assert page.all("th")
    assert {head.get("scope") for head in page.all("th")} == {"col", "row", "colgroup"}
    assert len(page.all("caption")) == len(page.all("table"))


def test_the_notice_is_on_top_and_under_every_section(text, page, report):
    assert text.count(report.scenario.notice) == len(page.all("section")) + 1
    assert text.index(report.scenario.notice) < text.index("<h1>")


def test_without_a_notice_there_is_none(report, changed):
    silent = changed(scenario=report.scenario.model_copy(update={"notice": ""}))
    assert 'class="notice"' not in brief(silent, IMAGES)


def test_it_answers_on_the_first_page(text, report):
    first = text.partition("</section>")[0]
    for part in (report.scenario.question, "What it hangs on", "What is not known", "Across.",
                 "The plan.", "no soil layer was given"):  # fmt: skip
        assert part in first


def test_what_others_wrote_is_escaped(text):
    assert "People: &lt;none&gt; &amp; nobody counted." in text


def test_it_lets_a_sceptic_check(page, report):
    words = "".join(page.words).replace("\u00a0", " ")
    for part in ("Method in short", "1 h 00 min (50 min to 1 h 30 min)", "no way through",
                 "3.5 km", "EUR 630 000", "12.3 km", "the analyst", "CC0", report.fingerprint,
                 "abababababab"):  # fmt: skip
        assert part in words


def test_text_is_dark_enough_on_its_ground(text):
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", text))
    for dark in ("ink", "grey"):
        for light in ("#ffffff", colours["pale"], colours["notice"]):
            assert (luminance(light) + 0.05) / (luminance(colours[dark]) + 0.05) >= 4.5


def test_it_is_the_same_every_time(report, tmp_path, text):
    (tmp_path / "brief.html").write_text(brief(report, IMAGES), "utf-8")
    assert (tmp_path / "brief.html").read_text(encoding="utf-8") == text


def test_a_report_with_nothing_in_it_is_a_brief(report, changed):
    bare = changed(
        bottlenecks=report.bottlenecks[:0], facts=report.facts[:0], provenance=(), notes=(),
        consequences=report.consequences[:0],
    )  # fmt: skip
    assert "None." in brief(bare, {})
