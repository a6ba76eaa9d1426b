"""The command that writes brief and map again."""

import json

import pytest
from tests.commands import call

from marchland.outputs import pages


@pytest.fixture
def asked(monkeypatch):
    """What the command asks for, and a page for an answer."""
    told = []

    def brief(folder, *, language, progress):
        progress("writing")
        told.append((folder.name, language))
        return (folder / "brief.html",)

    monkeypatch.setattr(pages, "brief", brief)
    return told


def test_pages_are_named(asked, tmp_path):
    ended = call("brief", str(tmp_path), "--lang", "pl")
    assert ended.exit_code == 0
    assert ended.stdout == f"{tmp_path / 'brief.html'}\n"
    assert "writing" in ended.stderr
    told = json.loads(call("brief", str(tmp_path), "--json").stdout)
    assert told == {"pages": [str(tmp_path / "brief.html")]}
    assert asked == [(tmp_path.name, "pl"), (tmp_path.name, None)]


def test_what_is_no_run_is_told(tmp_path):
    ended = call("brief", str(tmp_path))
    assert ended.exit_code == 1
    assert "is no run folder that can be read" in ended.stderr
