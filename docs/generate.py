"""Rewrites the generated parts of the pages: `make docs`.

A page holds `<!-- generated: NAME -->` and `<!-- end -->`; what stands between them comes from the
catalogue, the code or `pyproject.toml`. A NAME that begins with `run` comes from a run of the
packaged sample, as the pictures do; the others are quick, and a test holds that they are fresh.
"""

import ast
import inspect
import json
import re
import sys
import tempfile
import textwrap
import tomllib
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

import marchland as ml
from marchland.catalogue.factbook import factbook
from marchland.catalogue.postures import postures
from marchland.catalogue.read import catalogue
from marchland.catalogue.tables import HOME, read_rows
from marchland.consequences.claims import check_claims
from marchland.consequences.money import PRICE_YEAR
from marchland.consequences.programmes import barrier_cost
from marchland.enquiry import draw_law, read_law
from marchland.ground.frost import frost_needed_m, thaw_multipliers
from marchland.ground.moisture import collins, moisture_at, smsp
from marchland.mobility.factors import Factors
from marchland.mobility.foot import FUNCTIONS, walking_speed
from marchland.mobility.ice import ice_loads_kg, required_ice_m
from marchland.mobility.setting import Setting
from marchland.mobility.slope import base_speed
from marchland.model.mover import Mover
from marchland.model.posture import BANDS
from marchland.posture.timeline import When
from marchland.units import GRAVITY_M_S2, KM_H, SI

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(<!-- generated: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
MAPS = {
    "corridors": "suwalki",
    "ground": "suwalki-ground",
    "travel-time": "suwalki-travel-time",
    "avenues": "suwalki-avenues",
    "doors": "suwalki-doors",
    "plan": "suwalki-plan",
    "restriction": "suwalki-restriction",
}
"""Maps of the run, and the names of their pictures beside the pages."""

IMAGE_WIDTH, IMAGE_BYTES = 960, 290_000
COLOURS = (256, 128, 96, 64, 48, 32)
LEVELS = ("best", "low", "high")
SLOPES = (0, 3, 10, 15, 20, 30, 45)
SIGNED = (-40, -30, -20, -10, -5, 0, 5, 10, 20, 30, 40)
MOISTURES = (15, 20, 25, 30, 35, 40, 50)
CLAYS = (5, 10, 20, 30, 40)
THAWED = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15)
ICE = (10, 15, 20, 25, 30, 40, 50)

TABLES = {
    "classes.csv": "class codes of the rasters, and the soil or surface assumed under each",
    "tags.csv": "which tags of a map mean which class",
    "definitions.toml": "the words behind movers, seasons and measures",
    "postures.toml": "postures as combinations of measures",
    "opendata.toml": "the open data that may be fetched: address, credit, licence, faults",
    "texture.csv": "classes of the texture triangle, and the soil class assumed for each",
    "regions.csv": "frames of the regions that have a name, drawn by us",
    "references.toml": "the sources, by the key that rows cite",
    "movers.csv": "weight, road speed, slope limits, cap, cone indices, what it gets across",
    "seasons.csv": "depth of frost, thaw and snow, thickness of ice",
    "measures.csv": "cost, land and build time of one unit",
    "cover.csv": "share of speed that a cover leaves, by kind of mover",
    "echelons.csv": "width of ground that an echelon needs",
    "roads.csv": "speed on a road class, by mover",
    "surfaces.csv": "share of a road's speed that its surface leaves, by moisture",
    "thresholds.csv": "speeds at which ground is restricted, by kind of mover",
    "soils.csv": "soil strength by moisture",
    "water.csv": "share of speed that water leaves, by kind of mover",
    "posture.csv": "how times vary, and how far one sees",
    "rules.csv": "coefficients of the functions themselves",
    "consequences.csv": "upkeep, removal, carbon, reach, marking and clearance",
    "instruments.csv": "conventions and protocols, with their clocks",
    "treaty_events.csv": "what happened between states and instruments, by day",
    "treaty_duties.csv": "what each article asks, at the level of obligation",
    "treaty_positions.csv": "both sides where a standing is contested",
    "party_counts.csv": "how many states were party, as counted by others",
    "claims.csv": "claims of others, and the rule that checks each",
    "borders.csv": "lengths of borders, as different sources give them",
    "border_barriers.csv": "fences and electronic barriers, with length, cost and scope",
    "programmes.csv": "announced lines: announced, contracted, built, stocked, planned",
    "cost_growth.csv": "first and later cost of projects",
    "casualties.csv": "people killed and injured, by place and group",
    "clearance_costs.csv": "what clearance cost, and of which area",
    "econ_studies.csv": "what studies found of land that was mined",
    "land_release.csv": "land cleared, reduced and cancelled in a year",
    "suspected_area.csv": "suspected area over time",
    "exchange_rates.csv": "units of a currency for one euro",
    "price_levels.csv": "change of consumer prices, by year",
    "foot.csv": "published foot functions, and what ground does to walking",
    "vehicles.csv": "reference vehicles: cone indices, slopes, widths",
    "cone_index.csv": "factors of the mobility index and the vehicle cone index",
    "moisture.csv": "published fits of soil strength to moisture",
    "procedure.csv": "slope classes, cover shares and vegetation rules of the classical procedure",
    "cold.csv": "thaw over frost, snow, latent heat",
    "ice.csv": "thickness of ice by weight class, and rules of bearing",
    "gaps.csv": "fords, gaps, steps, load classes, route widths",
}
"""What each table of the catalogue holds."""


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table in Markdown."""
    lines = [list(head), ["---"] * len(list(head))]
    lines += [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ranged(low: float, best: float, high: float) -> str:
    """Write a best value with its range, where it has one."""
    return f"{best:g}" if low == high else f"{best:g} ({low:g} to {high:g})"


def coefficients(subject: str) -> str:
    """Return every coefficient of one table."""
    rows = [row for _, row in read_rows(HOME / "coefficients" / f"{subject}.csv")]
    head = ("of", "quantity", "best (low to high)", "unit", "source", "tag", "note")
    return table(head, (
        (r["row"], r["quantity"].replace("_", " "),
         ranged(float(r["low"]), float(r["best"]), float(r["high"])), r["unit"],
         f"[{r['source']}](#{anchor(r['source'])})", r["tag"], r["note"])
        for r in rows
    ))  # fmt: skip


def anchor(key: str) -> str:
    """Return the name of a reference's place on a page."""
    return f"ref-{key}"


def references(subjects: str) -> str:
    """Return the references that some tables cite, or all."""
    files = [HOME / "coefficients" / f"{s}.csv" for s in subjects.split()]
    cited = {row["source"] for file in files for _, row in read_rows(file)}
    known = catalogue().references.items()
    return "\n".join(
        f'- <a id="{anchor(key)}"></a>**{key}**: {words["text"]}'
        + (f" <{words['url']}>" if "url" in words else "")
        for key, words in known
        if key in cited or not files
    )


def facts(name: str) -> str:
    """Return a fact table as it is, what other sources say beside each figure.

    Its references are all on the page of law, beside which the others that use it lie.
    """
    rows = factbook().tables[name]
    head = [column for column in rows[0] if any(row[column] for row in rows)]
    said = [
        [f"[{row[c]}](law.md#{anchor(row[c])})" if c == "source" else
         f"⚠ {row[c]}" if c == "differs" and row[c] else row[c] for c in head]
        for row in rows
    ]  # fmt: skip
    return table([column.replace("_", " ") for column in head], said)


def claims(kind: str) -> str:
    """Return the claims made somewhere, as they check out."""
    head = ("claim", "says", "verdict", "found", "confidence")
    return table(head, ((c.claim, c.text, c.verdict, c.finding, c.confidence)
                        for c in check_claims(kind)))  # fmt: skip


def per_km(_: str) -> str:
    """Return the cost of each barrier for one kilometre, in euros of one year."""
    rows = []
    for row in sorted(factbook().tables["border_barriers"], key=lambda r: r["scope"]):
        found = barrier_cost(row)
        rows.append(
            (
                row["barrier"],
                row["scope"],
                row["km"],
                f"{row['currency']} {row['cost_m']} m",
                row["price_year"],
                ranged(*(round(v, 3) for v in (found.low, found.best, found.high))),
            )
        )
    return table(("barrier", "scope", "km", "cost", "prices of", f"EUR m/km of {PRICE_YEAR}"), rows)


def fact_references(_: str) -> str:
    """Return the references of the fact tables."""
    return "\n".join(
        f'- <a id="{anchor(key)}"></a>**{key}**: {words["text"]}'
        + (f" <{words['url']}>" if "url" in words else "")
        for key, words in factbook().references.items()
    )


def definitions(subject: str) -> str:
    """Return the words behind the movers, the seasons or the measures."""
    words = catalogue().definitions[subject]
    head = list(dict.fromkeys(word for said in words.values() for word in said))
    rows = [[name, *(said.get(word, "") for word in head)] for name, said in words.items()]
    plain = [[", ".join(c) if isinstance(c, list) else c for c in row] for row in rows]
    return table(["name", *head], plain)


def posture_bands(_: str) -> str:
    """Return the postures of the catalogue, with what stands where."""
    head = ("posture", *BANDS, "defended", "what it is")
    rows = [
        (one.name, *(", ".join(getattr(one, band)) for band in BANDS),
         "yes" if one.defended else "no", one.text)
        for one in postures().values()
    ]  # fmt: skip
    return table(head, rows)


def catalogue_tables(_: str) -> str:
    """Return the files of the catalogue."""
    files = sorted([*HOME.rglob("*.csv"), *HOME.rglob("*.toml")])
    rows = [
        (f"`{file.relative_to(HOME).as_posix()}`", TABLES[file.name],
         sum(1 for _ in read_rows(file)) if file.suffix == ".csv" else "")
        for file in files
    ]  # fmt: skip
    return table(("file in `src/marchland/catalogue/`", "holds", "rows"), rows)


def classes(_: str) -> str:
    """Return the classes of every class raster."""
    rows = [row for _, row in read_rows(HOME / "classes.csv")]
    head = ("layer", "code", "class", "meaning", "soil or surface assumed")
    return table(head, ((r["layer"], r["code"], r["name"], r["label"], r["assumed"]) for r in rows))


def regions(_: str) -> str:
    """Return the regions that have a name."""
    rows = [row for _, row in read_rows(HOME / "regions.csv")]
    sides = ("west", "south", "east", "north")
    return table(("known", "title", "west, south, east, north", "what it holds"), (
        (f"`{r['name']}`", r["title"], ", ".join(r[side] for side in sides), r["note"])
        for r in rows
    ))  # fmt: skip


def open_data(_: str) -> str:
    """Return what may be fetched: what each gives, its licence and its faults."""
    parts = []
    for name, words in catalogue().open_data.items():
        read = "" if words["licence_read"] == "yes" else " A person has yet to read its text."
        parts.append(
            f"#### `{name}`\n\n{words['title']}, {words['version']}: {words['gives']}. Scale: "
            f"{words['scale']}.\n\n"
            f"- **From**: `{words['base']}`\n"
            f"- **Credit**: {words['credit']}\n"
            f"- **Licence**: {words['licence']}.{read}\n"
            f"- **Known faults**: {words['faults']}"
        )
    return "\n\n".join(parts)


def tags(scheme: str) -> str:
    """Return which tags of a scheme become which class."""
    rows = [row for _, row in read_rows(HOME / "tags.csv") if row["scheme"] == scheme]
    of: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in rows:
        key = f"{row['source']} {row['key']}".strip()
        of.setdefault((row["layer"], row["class"]), {}).setdefault(key, []).append(row["value"])
    shown = [
        (layer, name, "; ".join(f"{key} = {', '.join(v)}" for key, v in found.items()))
        for (layer, name), found in of.items()
    ]
    return table(("layer", "class", "tags"), sorted(shown, key=lambda row: row[0]))


def units(_: str) -> str:
    """Return the units that a coefficient may have."""
    return ", ".join(f"`{name}`" for name in SI)


def floors(_: str) -> str:
    """Return the floors that imports go down, from the settings that hold them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return "```text\n" + "\n".join(layers) + "\n```"


def off_road() -> list[Mover]:
    """Return the movers that leave the road."""
    movers = [catalogue().mover(name) for name in catalogue().names("mover")]
    return [mover for mover in movers if mover.reach == "ground"]


def slope_speeds(_: str) -> str:
    """Return speed on firm open ground by slope."""
    book = catalogue()
    tangent, dry = np.array(SLOPES) / 100, book.season("dry")
    rows = []
    for mover in off_road():
        found = [base_speed(tangent, Setting(mover, dry, book, level)) / KM_H for level in LEVELS]
        rows.append([mover.name, *(ranged(*(round(float(v), 1) for v in (low, best, high)))
                                   for best, low, high in zip(*found, strict=True))])  # fmt: skip
    return table(["km/h at slope", *(f"{s} %" for s in SLOPES)], rows)


def foot_speeds(ground: str) -> str:
    """Return the walking speed of every published function by slope along the way."""
    slope = np.array(SIGNED) / 100
    rows = [
        [name, *(f"{v:.1f}" for v in walking_speed(slope, name, catalogue(), ground=ground) / KM_H)]
        for name in FUNCTIONS
    ]
    return table(["km/h at slope", *(f"{s} %" for s in SIGNED)], rows)


def strengths(_: str) -> str:
    """Return soil strength by moisture, by both published fits."""
    book, water = catalogue(), np.array(MOISTURES) / 100
    rows = [[f"Collins, {c} % clay", *collins(water, np.array(c / 100), book)] for c in CLAYS]
    classes = dict.fromkeys(k.split(".")[1] for k in book.estimates if k.endswith(".rci"))
    rows += [[f"SMSP, {name}", *smsp(water, name, book)] for name in classes]
    shown = [[name, *(f"{value:.0f}" for value in found)] for name, *found in rows]
    return table(["strength at moisture", *(f"{m} %" for m in MOISTURES)], shown)


def stops(_: str) -> str:
    """Return the moisture at which each mover stops, after one pass and after fifty."""
    book = catalogue()
    movers = [mover for mover in off_road() if mover.vehicle]
    classes = dict.fromkeys(k.split(".")[1] for k in book.estimates if k.endswith(".rci_fall"))
    rows = []
    for soil in classes:
        pairs = [
            moisture_at(np.array([m.vehicle.vci_1.best, m.vehicle.vci_50.best]), soil, book)
            for m in movers
            if m.vehicle
        ]
        rows.append([soil, *(f"{100 * one:.1f} / {100 * fifty:.1f}" for one, fifty in pairs)])
    return table(["stops at % of moisture", *(m.name for m in movers)], rows)


def thaw(_: str) -> str:
    """Return what a thawed layer over frost does to wheels."""
    names = ("traction", "motion resistance")
    found = thaw_multipliers(np.array(THAWED) / 100, catalogue())
    rows = [[name, *(f"{v:g}" for v in part)] for name, part in zip(names, found, strict=True)]
    return table(["multiplier at thaw", *(f"{cm} cm" for cm in THAWED)], rows)


def cold(_: str) -> str:
    """Return the frost that bears each mover, and the ice that the tables ask for."""
    book, rows = catalogue(), []
    for mover in off_road():
        weight = np.array(mover.weight_kg.best)
        frost = [frost_needed_m(weight * GRAVITY_M_S2, under, book) for under in ("wet", "dry")]
        ice = [required_ice_m(weight, mover.kind, book, cold=cold) for cold in (False, True)]
        shown = (
            "no figure" if np.isnan(m) else f"{100 * m:.0f}" for m in map(float, [*frost, *ice])
        )
        rows.append([mover.name, f"{weight / 1000:g}", *shown])
    head = ("mover", "t", "frost on wet ground, cm", "on dry", "ice asked for, cm", "in the cold")
    return table(head, rows)


def ice_rules(_: str) -> str:
    """Return the load that each published rule lets on ice."""
    found = ice_loads_kg(np.array(ICE) / 100, catalogue())
    rows = [[rule, *(f"{kg / 1000:.1f}" for kg in loads)] for rule, loads in found.items()]
    return table(["t on clear ice of", *(f"{cm} cm" for cm in ICE)], rows)


def cover_speeds(season: str) -> str:
    """Return the share of speed that cover and soil leave together in a season."""
    book = catalogue()
    codes = book.classes["cover"]
    part = {"cover": np.array([*codes.values()], np.uint8), "water": np.zeros(len(codes), np.uint8)}
    columns = []
    for mover in off_road():
        triple = []
        for level in LEVELS:
            setting = Setting(mover, book.season(season), book, level)
            shares = Factors(setting).shares(part, slice(0, 1))
            left = np.prod([shares[name] for name in ("cover", "soil") if name in shares], axis=0)
            triple.append([round(float(value), 2) for value in left])
        columns.append([ranged(low, best, high) for best, low, high in zip(*triple, strict=True)])
    names = [mover.name for mover in off_road()]
    return table(["cover", *names], zip(codes, *columns, strict=True))


def member(path: str) -> tuple[object, ast.AST]:
    """Return a public thing and the tree of its source."""
    module, _, name = path.rpartition(".")
    thing = getattr(import_module(module or "marchland"), name)
    return thing, ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]


def lineage(path: str) -> list[ast.stmt]:
    """Return what stands in a class and in those of ours that it builds on, the first one first."""
    thing, _ = member(path)
    assert isinstance(thing, type)
    ours = [one for one in reversed(thing.__mro__) if one.__module__.startswith("marchland.")]
    trees = [ast.parse(textwrap.dedent(inspect.getsource(one))).body[0] for one in ours]
    return [node for tree in trees if isinstance(tree, ast.ClassDef) for node in tree.body]


def signature(path: str) -> str:
    """Return a function's or a class's signature on one line."""
    _, tree = member(path)
    if isinstance(tree, ast.ClassDef):
        inits = [n for n in lineage(path) if getattr(n, "name", "") == "__init__"]
        fields = [n for n in tree.body if isinstance(n, ast.AnnAssign)]
        said = ", ".join(ast.unparse(n) for n in fields if ast.unparse(n.target)[0] != "_")
        if inits:
            said = ast.unparse(inits[0].args).removeprefix("self, ")
        text = f"{tree.name}({plain_types(said)})"
    else:
        assert isinstance(tree, ast.FunctionDef)
        gives = ast.unparse(tree.returns) if tree.returns else "None"
        text = f"{tree.name}({ast.unparse(tree.args)}) -> {gives.strip(chr(39))}"
    return f"```text\n{text}\n```"


def plain_types(text: str) -> str:
    """Return annotations without what only the reading of files needs."""
    text = re.sub(r"Annotated\[(.+?), (?:Field\([^)]*\)|InOrder)\]", r"\1", text)
    text = re.sub(r" = Field\(default=([^,)]+)[^)]*\)+", r" = \1", text)
    text = re.sub(r" = Field\([^)]*\)", "", text)
    return re.sub(r", folder: Path.*$", "", text)


def members(path: str) -> str:
    """Return what a class offers: its public properties and methods."""
    thing, _ = member(path)
    rows = []
    for node in lineage(path):
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_":
            text = (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " ")
            text = re.sub(r":\w+:`[^`]*?(\w+)`", r"`\1`", text).replace("``", "`")
            called = [ast.unparse(d) for d in node.decorator_list]
            args = "" if any("property" in d for d in called) else f"({ast.unparse(node.args)})"
            args = re.sub(r"^\((?:self|cls)(?:, )?", "(", args)
            rows.append((f"`{node.name}{args}`", text))
    return table((getattr(thing, "__name__", path), "is"), rows)


@cache
def sample_run() -> Path:
    """Return a folder with a run of the packaged sample."""
    out = Path(tempfile.mkdtemp(prefix="marchland-docs-")) / "suwalki"
    return ml.sample().write(out)


def run_summary(line: str) -> str:
    """Return the summary of a run of the packaged sample, or what one line of it says."""
    text = (sample_run() / "summary.txt").read_text(encoding="utf-8")
    if line == "summary":
        return f"```text\n{text}```"
    found = next(said for said in text.splitlines() if said.startswith(f"{line}: "))
    return f"> The packaged sample: {found}."


@cache
def played(name: str) -> tuple[tuple[dict[str, Any], str, tuple[bytes, ...]], ...]:
    """Run the cells of a notebook; return each with what it printed and the figures it drew."""
    cells = json.loads((ROOT / "docs" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    space: dict[str, Any] = {"__name__": "__main__"}
    found = []
    for number, cell in enumerate(cells, start=1):
        said, drawn = StringIO(), []
        if cell["cell_type"] == "code":
            with redirect_stdout(said):
                exec(compile("".join(cell["source"]), f"{name}, cell {number}", "exec"), space)
            for figure in map(plt.figure, plt.get_fignums()):
                data = BytesIO()
                figure.savefig(data, format="png", dpi=120)
                drawn.append(data.getvalue())
            plt.close("all")
        found.append((cell, said.getvalue(), tuple(drawn)))
    return tuple(found)


def notebook(name: str) -> str:
    """Return a notebook as a page: words, code, and what the code printed and drew."""
    parts, pictures = [], 0
    for cell, said, drawn in played(name):
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        parts += [f"```text\n{said.rstrip()}\n```"] if said else []
        for _ in drawn:
            pictures += 1
            title = re.findall(r'set_title\("(.+?)"\)', source)[0]
            parts.append(f"![{title}](images/{name}-{pictures}.png)")
    return "\n\n".join(parts)


def draw_notebook(name: str) -> None:
    """Put the figures of a notebook beside the pages."""
    figures = [picture for _, _, drawn in played(name) for picture in drawn]
    for number, data in enumerate(figures, start=1):
        with Image.open(BytesIO(data)) as picture:
            small = encoded(picture.convert("RGB"), 64)
        (ROOT / "docs" / "images" / f"{name}-{number}.png").write_bytes(small)


BLOCKS: dict[str, Callable[[str], str]] = {
    "coefficients": coefficients,
    "facts": facts,
    "claims": claims,
    "per-km": per_km,
    "fact-references": fact_references,
    "references": references,
    "definitions": definitions,
    "postures": posture_bands,
    "tables": catalogue_tables,
    "classes": classes,
    "tags": tags,
    "regions": regions,
    "opendata": open_data,
    "units": units,
    "floors": floors,
    "slopes": slope_speeds,
    "covers": cover_speeds,
    "feet": foot_speeds,
    "strengths": strengths,
    "stops": stops,
    "thaw": thaw,
    "cold": cold,
    "ice": ice_rules,
    "signature": signature,
    "members": members,
    "notebook": notebook,
    "run": run_summary,
}


def rewritten(text: str, *, runs: bool) -> str:
    """Return a page with its generated parts anew; those from a run only where asked."""

    def block(found: re.Match[str]) -> str:
        word, _, rest = found[2].partition(" ")
        if word == "run" and not runs:
            return found[0]
        return f"{found[1]}\n{BLOCKS[word](rest)}\n\n{found[3]}"

    return BLOCK.sub(block, text)


def pages() -> list[Path]:
    """Return every page that may hold generated parts."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def stale() -> list[str]:
    """Return the pages whose quick parts are not what they would be now."""
    texts = {page: page.read_text(encoding="utf-8") for page in pages()}
    return [page.name for page, text in texts.items() if rewritten(text, runs=False) != text]


def draw_images() -> None:
    """Put the maps of a run of the packaged sample beside the pages, small enough to load."""
    folder = ROOT / "docs" / "images"
    folder.mkdir(exist_ok=True)
    for name, called in MAPS.items():
        with Image.open(next(sample_run().glob(f"map-{name}.*"))) as picture:
            size = (IMAGE_WIDTH, round(IMAGE_WIDTH * picture.height / picture.width))
            small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        fits = (data for n in COLOURS if len(data := encoded(small, n)) <= IMAGE_BYTES)
        (folder / f"{called}.png").write_bytes(next(fits))


def draw_timeline() -> None:
    """Put the standings of some states on a day beside the pages."""
    target = ROOT / "docs" / "images" / "law-2026-02-20.png"
    draw_law(read_law(("EE", "LV", "LT", "PL", "FI", "UA"), "2026-02-20", ()), (), target)
    shrunk(target, 64)


def draw_belts() -> None:
    """Put a passage in time beside the pages, with invented values."""

    def said(*values: float, unit: str = "s") -> ml.Estimate:
        return ml.Estimate(values[0], values[1], values[2], unit, "invented", "declared")

    belts = [
        ml.Belt(name, said(*delay), said(*chance, unit="1"), when)
        for name, delay, chance, when in INVENTED
    ]
    reserve = ml.Reserve(
        said(3600, 5400, 9000), said(1, 1, 1, unit="1"), said(0.9, 0.95, 1, unit="1")
    )
    target = ROOT / "docs" / "images" / "passage.png"
    found = ml.interruption(belts, reserve)
    target.write_bytes(ml.draw_passage(belts, reserve, found, "An invented example"))
    shrunk(target, 64)


INVENTED: tuple[tuple[str, tuple[float, ...], tuple[float, ...], When], ...] = (
    ("border fence", (60, 120, 300), (0.3, 0.5, 0.8), "end"),
    ("wood", (1800, 3600, 7200), (0, 0, 0), "beginning"),
    ("ditch", (600, 1800, 5400), (0.4, 0.6, 0.9), "beginning"),
    ("fields", (900, 1200, 1800), (0.1, 0.2, 0.4), "middle"),
    ("river line", (1200, 3600, 9000), (0.8, 0.9, 0.95), "beginning"),
)
"""Belts of no place: name, delay in s, detection and when."""


def shrunk(target: Path, colours: int) -> None:
    """Make a picture as wide as the others beside the pages."""
    with Image.open(target) as picture:
        size = (IMAGE_WIDTH, round(IMAGE_WIDTH * picture.height / picture.width))
        small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    target.write_bytes(encoded(small, colours))


def encoded(picture: Image.Image, colours: int) -> bytes:
    """Return a picture as PNG with so many colours."""
    data = BytesIO()
    picture.quantize(colours, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    return data.getvalue()


def main() -> None:
    """Rewrite every page; with `--quick` leave out what needs a run."""
    runs = "--quick" not in sys.argv[1:]
    for page in pages():
        text = page.read_text(encoding="utf-8")
        fresh = rewritten(text, runs=runs)
        if fresh != text:
            page.write_text(fresh, encoding="utf-8", newline="\n")
            print(f"rewrote {page.relative_to(ROOT)}")
    draw_timeline()
    draw_belts()
    draw_notebook("tutorial")
    if runs:
        draw_images()


if __name__ == "__main__":
    main()
