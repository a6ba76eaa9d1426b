"""The map in a browser: opened from disk, without a network."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from marchland.outputs.brief import html
from marchland.outputs.language import speaking
from marchland.outputs.sections.order import document

AXE = "web/node_modules/axe-core/axe.min.js"
EAST = {"x": 380, "y": 240}
"""A place in the east of the drawing, on farmland."""


def picture(page) -> np.ndarray:
    """The middle of the map, in which no panel stands, as pixels."""
    box = page.locator(".view").bounding_box()
    clip = {"x": box["x"] + box["width"] * 0.1, "y": box["y"] + box["height"] * 0.4,
            "width": box["width"] * 0.8, "height": box["height"] * 0.3}  # fmt: skip
    page.wait_for_timeout(50)
    page.wait_for_selector(".map[data-idle]")
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"), int)


def tab(page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def hashed(page, key: str) -> str | None:
    found = re.search(rf"[#&]{key}=([^&]*)", page.evaluate("location.hash"))
    return found[1] if found else None


def test_it_opens_on_the_answer(open_map):
    page = open_map()
    assert page.get_by_role("tab", name="Answer").get_attribute("aria-selected") == "true"
    headline = page.inner_text(".headline").replace("\u00a0", " ")
    assert "the way through takes 1 h 00 min (50 min to 1 h 30 min)" in headline
    assert "A drawing, not a place." in page.inner_text("aside .notice")
    assert picture(page).std(axis=(0, 1)).max() > 5


def test_every_field_is_drawn_and_differs_from_bare_ground(open_map):
    page = open_map("#on=&field=elevation&opacity=elevation:0")
    bare = picture(page)
    fields = page.evaluate("JSON.parse(document.getElementById('study').textContent)"
                           ".fields.map(field => field.id)")  # fmt: skip
    assert {"restriction", "limiting_factor", "speed", "before", "after", "slack"} <= set(fields)
    tab(page, "Layers")
    flat = {"elevation", "chance_restricted"}  # level ground; a class that hardly occurs
    for name in set(fields) - flat:
        page.locator(f"input[name=field][value={name}]").check()
        changed = float((np.abs(picture(page) - bare).max(axis=2) > 8).mean())
        assert changed > 0.01, name


def test_layers_are_drawn_when_ticked(open_map):
    page = open_map("#on=&field=cover")
    bare = picture(page)
    tab(page, "Layers")
    page.get_by_label(re.compile("^Plan")).first.check()
    with_plan = picture(page)
    changed = int((np.abs(with_plan - bare).max(axis=2) > 30).sum())
    assert changed > 50
    assert hashed(page, "on") == "plan"


def test_a_declared_area_is_hollow_and_hatched_grey(open_map):
    page = open_map("#on=&field=elevation&opacity=elevation:0")
    bare = picture(page)
    page = open_map("#on=declarations&field=elevation&opacity=elevation:0")
    drawn = picture(page)
    changed = np.abs(drawn - bare).max(axis=2) > 20
    share = float(changed.mean())
    assert 0.005 < share < 0.1  # lines, not a fill
    colours = drawn[changed]
    assert int((colours.max(axis=1) - colours.min(axis=1)).max()) < 40  # greys
    open_map("#tab=table&table=declarations")
    assert "The meadow" in page.inner_text(".twin")


def test_the_swipe_divides_the_map_and_obeys_keys(open_map):
    page = open_map("#on=&field=speed&other=slack,light_tracked,dry&split=0.5")
    half = picture(page)
    bar = page.get_by_role("slider", name="Divide between left and right")
    bar.focus()
    bar.press("Home")
    right = picture(page)
    bar.press("End")
    left = picture(page)
    middle = half.shape[1] // 2
    assert np.abs(half[:, : middle - 40] - left[:, : middle - 40]).mean() < 1
    assert np.abs(half[:, middle + 40 :] - right[:, middle + 40 :]).mean() < 1
    assert np.abs(left - right).mean() > 3
    assert hashed(page, "split") == "1"
    bar.press("ArrowLeft")
    assert hashed(page, "split") == "0.98"


def test_the_swipe_is_dragged(open_map):
    page = open_map("#field=speed&other=slack,light_tracked,dry&split=0.5")
    box = page.locator(".swipe").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 100, y, steps=4)
    page.mouse.up()
    assert float(hashed(page, "split")) == pytest.approx(0.5 - 100 / 500, abs=0.01)


def test_a_click_says_why_it_is_slow_there(open_map):
    page = open_map()
    page.locator(".view canvas").click(position=EAST)
    why = page.locator(".why")
    why.wait_for()
    assert "Light tracked movement in the dry season goes at 18" in why.inner_text()
    assert "on the quickest ground of the study it goes at" in why.inner_text()
    assert "What takes most of its speed" in why.inner_text()
    rows = page.locator("#body-here tbody tr").all_inner_texts()
    assert any(row.startswith("Speed") and "18" in row for row in rows), rows
    assert page.locator(".live").inner_text() == why.inner_text()
    assert "in the plan" in page.inner_text("#body-here")


def test_the_keyboard_moves_the_map_and_asks_its_middle(open_map):
    page = open_map()
    page.locator(".view canvas").focus()
    before = page.evaluate("location.hash")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => location.hash !== before", arg=before)
    assert float(hashed(page, "v").split(",")[0]) > float(before.split("v=")[1].split(",")[0])
    page.keyboard.press("Enter")
    page.locator(".why").wait_for()
    assert hashed(page, "tab") == "here"


def test_every_layer_has_its_table_which_sorts_and_downloads(open_map):
    page = open_map("#tab=table&table=towns")
    names = page.locator(".twin tbody th").all_inner_texts()
    assert sorted(names) == ["Kövär", "Ruś", "Žemė"]
    page.get_by_role("button", name="Population").click()
    assert page.locator(".twin tbody th").all_inner_texts() == ["Žemė", "Kövär", "Ruś"]
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "Name,Population"
    layers = page.locator("#table option").evaluate_all("found => found.map(each => each.value)")
    for name in layers:
        page.locator("#table").select_option(name)
        assert page.locator(".twin tbody tr").count() > 0, name


def test_the_address_brings_back_what_was_shown(open_map):
    page = open_map()
    tab(page, "Layers")
    page.locator("input[name=field][value=restriction]").check()
    page.get_by_label("Season").first.select_option("wet")
    shown = page.evaluate("location.hash")
    open_map("#field=speed")
    again = open_map(shown)
    assert again.evaluate("location.hash") == shown
    assert again.locator("input[name=field][value=restriction]").is_checked()
    assert again.get_by_label("Season").first.input_value() == "wet"


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("name", ["answer", "layers", "here", "table", "about"])
def test_axe_finds_no_serious_violation(open_map, root, phone, name):
    script = root / AXE
    if not script.is_file():
        pytest.skip("axe-core is not installed: run `make web`")
    theme = "dark" if name in {"layers", "here"} else "light"
    rest = f"&other=slack,light_tracked,dry&field=speed&split=0.4&theme={theme}"
    page = open_map(f"#tab={name}{rest}", phone=phone)
    if name == "here":
        page.locator(".view canvas").click(position={"x": 80, "y": 220})
        page.locator("#body-here h3").first.wait_for()
    if not page.evaluate("'axe' in window"):
        page.evaluate(script.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(({violations}) => violations.map("
                          "each => [each.impact, each.id, each.nodes[0].html]))")  # fmt: skip
    assert [each for each in found if each[0] in {"serious", "critical"}] == []


def test_a_phone_sees_map_and_panel_and_can_hide_the_panel(open_map):
    page = open_map(phone=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    before = page.locator(".view").bounding_box()["height"]
    assert before > 350
    page.get_by_role("button", name="Hide panel").click()
    assert page.locator(".view").bounding_box()["height"] > 650
    page.get_by_role("button", name="Show panel").click()
    targets = page.locator("button:visible, select:visible").evaluate_all(
        "found => found.map(each => each.getBoundingClientRect().height)"
    )
    assert min(targets) >= 28


def test_light_and_dark_differ(open_map):
    light, dark = picture(open_map("#on=&theme=light")), picture(open_map("#on=&theme=dark"))
    assert light.mean() > dark.mean() + 40


@pytest.mark.parametrize("wide", [390, 800, 1000])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_brief_fits_its_window(browser, report, tmp_path, language, wide):
    with speaking(language):
        (tmp_path / "brief.html").write_text(html(document(report, {})), encoding="utf-8")
    page = browser.new_page(viewport={"width": wide, "height": 900})
    page.goto((tmp_path / "brief.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    page.close()
