"""Pages written again from a run folder are those of the run."""

import gc
from shutil import copytree

import pytest

from marchland.errors import InputError, OutputError
from marchland.outputs import illustrations, pages
from marchland.outputs.kept import FILE
from marchland.outputs.pages import brief
from marchland.outputs.webmap import shipped


def bytes_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.fixture(scope="module")
def out(run, tmp_path_factory):
    """A copy of the run."""
    return copytree(run, tmp_path_factory.mktemp("kept") / "out")


def test_the_same_bytes_come_again(out):
    before, told = bytes_of(out), []
    made = brief(out, progress=told.append)
    assert [page.name for page in made][:2] == ["brief.html", "brief.pdf"]
    assert len(made) == 2 + shipped.built()
    assert bytes_of(out) == before
    assert told[0] == "reading the run"


def test_another_language_stands_beside(out, monkeypatch):
    monkeypatch.setattr(illustrations, "draw_map", lambda *_: None)
    monkeypatch.setattr(illustrations, "draw_panels", lambda *_: None)
    before = bytes_of(out)
    made = brief(out, language="pl")
    after = bytes_of(out)
    assert {str(name) for name in after.keys() - before.keys()} == {page.name for page in made}
    assert made[0].name == "brief-pl.html"
    assert 'lang="pl"' in made[0].read_text("utf-8")
    assert {name: after[name] for name in before} == before
    for page in made:
        page.unlink()


def test_a_page_that_fails_leaves_what_was_there(out, monkeypatch):
    before = bytes_of(out)

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pages, "write_pages", full)
    with pytest.raises(OutputError, match="No space left"):
        brief(out)
    assert bytes_of(out) == before


def test_a_language_without_words_is_refused(out):
    with pytest.raises(InputError, match="xx"):
        brief(out, language="xx")


def test_a_folder_without_its_report_is_refused(tmp_path):
    with pytest.raises(OutputError, match=FILE):
        brief(tmp_path)


@pytest.mark.parametrize("enabled", [True, False])
def test_cycles_are_looked_for_as_before_when_the_pages_are_written(out, monkeypatch, enabled):
    seen = []

    def told(*_args, **_kwargs):
        seen.append(gc.isenabled())
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(illustrations, "draw_chart", told)
    before = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with pytest.raises(OutputError):
            brief(out)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
    assert seen == [False]
