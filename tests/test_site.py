"""The pages as a site: every link leads somewhere, and no other host is asked for anything."""

import re
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def site(root, tmp_path_factory):
    out = tmp_path_factory.mktemp("site") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return out


def test_every_page_is_in_it(site, root):
    pages = [
        p.relative_to(root / "docs").with_suffix(".html") for p in (root / "docs").rglob("*.md")
    ]
    assert pages
    assert [str(page) for page in pages if not (site / page).is_file()] == []


def test_every_page_is_in_the_navigation(root):
    listed = re.findall(r": ([\w/-]+\.md)$", (root / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    pages = [p.relative_to(root / "docs").as_posix() for p in (root / "docs").rglob("*.md")]
    assert sorted(listed) == sorted(pages)


def test_no_other_host_is_asked_for_anything(site):
    asked = r"""<(?:script|img|iframe|source)[^>]*\ssrc=["']https?:|<link[^>]*\shref=["']https?:"""
    found = [p.name for p in site.rglob("*.html") if re.search(asked, p.read_text("utf-8"))]
    assert found == []
