"""What `marchland new` writes runs as it is, explains every key, and says nothing else."""

import tomllib

import pytest

from marchland.errors import OutputError, ScenarioError
from marchland.samples.find import sample_file
from marchland.scenario.form import (
    Approach,
    Declared,
    Limits,
    Place,
    Planning,
    Region,
    Scenario,
    Source,
)
from marchland.scenario.read import read_scenario
from marchland.scenario.template import NOTES, template, write_template

SAMPLE = sample_file("suwalki")
TEXT = SAMPLE.read_text(encoding="utf-8")


INNER = ("folder", "stack", "chosen")
"""Keys that are not for writing by hand."""


def test_it_says_the_same_as_the_sample_but_for_its_name_and_question():
    mine, other = tomllib.loads(template(TEXT, "narva")), tomllib.loads(TEXT)
    assert (mine.pop("name"), mine.pop("title")) == ("narva", "narva")
    assert mine.pop("question").startswith("What do you want to know?")
    assert mine["region"].pop("name") == "narva"
    del other["name"], other["title"], other["question"], other["region"]["name"]
    assert mine == other


def test_the_region_has_the_name_of_the_study_and_the_notice_says_whose_ground_it_is():
    mine = tomllib.loads(template(TEXT, "narva"))
    assert mine["region"]["name"] == "narva"
    assert mine["notice"] == tomllib.loads(TEXT)["notice"]


@pytest.mark.parametrize("form", [Scenario, Region, Source, Place, Declared, Limits, Planning])
def test_every_key_of_the_form_is_told(form):
    text = template(TEXT, "narva")
    assert [key for key in form.model_fields if key not in INNER and key not in text] == []


def test_every_key_of_an_approach_is_told():
    text = template(TEXT, "narva")
    assert [key for key in Approach.__dataclass_fields__ if key not in text] == []


@pytest.mark.parametrize("key", NOTES)
def test_every_note_stands_once_above_its_key(key):
    lines = template(TEXT, "narva").splitlines()
    last = f"# {NOTES[key].splitlines()[-1]}".rstrip()
    (row,) = [row for row, line in enumerate(lines) if line == last]
    assert lines[row + 1].startswith(key)


def test_lines_are_short_but_for_the_samples_own():
    own = set(TEXT.splitlines())
    long = [line for line in template(TEXT, "narva").splitlines() if len(line) > 102]
    assert set(long) <= own


def test_it_is_a_scenario_with_its_files_beside_it(tmp_path):
    path = write_template(tmp_path / "studies" / "narva", "narva")
    scenario = read_scenario(path)
    assert (scenario.name, scenario.folder) == ("narva", path.parent.resolve())
    assert {p.name for p in path.parent.iterdir()} == {
        p.name for p in SAMPLE.parent.iterdir() if p.is_file()
    }
    assert (path.parent / "SOURCE.md").read_bytes() == (SAMPLE.parent / "SOURCE.md").read_bytes()


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match=r"is there already\. Name another folder with -o"):
        write_template(tmp_path, "narva")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_force_replaces_files_of_the_same_name_and_no_other(tmp_path):
    path = write_template(tmp_path / "narva", "narva")
    path.write_text("mine", encoding="utf-8")
    (path.parent / "mine.txt").write_text("mine", encoding="utf-8")
    write_template(path.parent, "narva", force=True)
    assert read_scenario(path).name == "narva"
    assert (path.parent / "mine.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("force", [False, True])
def test_a_file_in_the_way_is_left_alone(tmp_path, force):
    (tmp_path / "narva").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        write_template(tmp_path / "narva", "narva", force=force)
    assert (tmp_path / "narva").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written: Not a directory"):
        write_template(tmp_path / "file" / "narva", "narva")


@pytest.mark.parametrize("name", ["", "a b", "../a", "a/b", 'a"', "a\n"])
def test_a_name_that_is_no_name_is_refused_before_anything_is_written(tmp_path, name):
    with pytest.raises(ScenarioError, match=r"is no name\. Use letters, digits, - and _"):
        write_template(tmp_path / "new", name)
    assert list(tmp_path.iterdir()) == []
