"""Install the wheel where nothing else is, outside the repository and without Node, and use it.

Run by any Python with the wheel and the constraints: ``make wheel-check``. Not collected by pytest.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

MADE = ("brief.html", "brief.pdf", "map.html", "study.gpkg", "study.qgz", "run.json", "report.zip")
AGAIN = ("brief-pl.html", "brief-pl.pdf", "map-pl.html")
LEAST_MAP = 1_000_000
"""Bytes of a map with its script and its study."""


def main(wheel: Path, constraints: Path) -> int:
    """Install, run the sample, prove its plan, write its brief in Polish; return 0 if all went."""
    with tempfile.TemporaryDirectory(prefix="marchland-wheel-") as name:
        home = Path(name)
        programs = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
        alone = {"PATH": str(programs), "HOME": name, "LANG": "C.UTF-8"}
        if os.name == "nt":
            alone["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        print(f"installing {wheel.name} into {programs.parent}", flush=True)
        venv.create(home / "venv", with_pip=True)
        pip = [programs / "python", "-m", "pip", "install", "--quiet", "-c", constraints, wheel]
        subprocess.run(pip, check=True)
        say = "import marchland, sys; print(marchland.__file__)"
        where = subprocess.run(
            [programs / "python", "-I", "-c", say], cwd=home, env=alone, check=True,
            capture_output=True, text=True,
        ).stdout.strip()  # fmt: skip
        faults = [] if where.startswith(name) else [f"it is loaded from {where}"]
        faults += ["there is a Node"] if shutil.which("node", path=alone["PATH"]) else []
        for words in (
            ("run", "--sample", "suwalki", "-o", "out"), ("verify", "out"),
            ("brief", "out", "--lang", "pl"),
        ):  # fmt: skip
            print("marchland", *words, flush=True)
            ran = subprocess.run([programs / "marchland", *words], cwd=home, env=alone, check=False)
            faults += [f"{words[0]} ended with {ran.returncode}"] if ran.returncode else []
        faults += [f"no {file}" for file in (*MADE, *AGAIN) if not (home / "out" / file).is_file()]
        page = home / "out" / "map.html"
        if page.is_file() and page.stat().st_size < LEAST_MAP:
            faults.append("map.html lacks its script or its study")
    print("\n".join(faults) or "It installs, runs, proves and writes on its own.")
    return 1 if faults else 0


if __name__ == "__main__":
    given = [Path(word).resolve() for word in sys.argv[1:]]
    built = sorted(given[0].glob("*.whl"), key=lambda path: path.stat().st_mtime)
    if not built:
        sys.exit(f"There is no wheel in {given[0]}: run `make wheel`.")
    sys.exit(main(built[-1], given[1]))
