"""Many files at once, politely: announced, spread over hosts, every fault told together."""

import shutil
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from urllib.parse import urlsplit

from marchland.downloads.ask import BROKEN, SCHEMES, ask
from marchland.downloads.cache import Cache
from marchland.downloads.transfer import Stopped, transfer
from marchland.downloads.wanted import Kept, Wanted, Way
from marchland.errors import AbsentError, Fault, FetchError, FullDiskError, InputError, OfflineError

SPARE = 50_000_000
"""Bytes that a disk keeps free."""


def fetch_all(wanted: Iterable[Wanted], way: Way) -> dict[Wanted, Kept | None]:
    """Return files from the cache, bringing there first what is not in it.

    Parameters
    ----------
    wanted : iterable of Wanted
    way : Way
        The cache, patience, and who is told. What is in the cache opens no connection,
        unless it is to be renewed.

    Returns
    -------
    dict of {Wanted: Kept or None}
        None where a file is optional and the server does not have it.

    Raises
    ------
    FetchError
        With every fault of every file; of one kind where all are of that kind.
    OutputError
        If the cache cannot be written.
    """
    cache = Cache(way.home)
    found = {file: cache.find(file) for file in dict.fromkeys(wanted)}
    outdated = _outdated(found, way) if way.renew and not way.offline else set()
    missing = [
        file
        for file, kept in found.items()
        if file in outdated
        or (kept is None and (way.ask_again or not (file.optional and cache.is_absent(file))))
    ]
    if not missing:
        return found
    if way.offline:
        remedy = "Run `marchland fetch` where there is a network, or leave --offline out."
        what = "is not in the cache, and no connection may be opened"
        raise OfflineError("offline", [Fault(file.url, what, remedy) for file in missing])
    _check_addresses(missing)
    _announce(missing, way)
    faults: list[InputError] = []
    for file, result in _transfers(missing, cache, way).items():
        if isinstance(result, Kept):
            found[file] = result
        elif file.optional and isinstance(result, AbsentError):
            cache.mark_absent(file)
        else:
            faults.append(result)
    if faults:
        raise _together(faults)
    return found


def _outdated(found: Mapping[Wanted, Kept | None], way: Way) -> set[Wanted]:
    """Return the files in the cache that are no longer what their servers have.

    A server that does not say, or cannot be asked, leaves them as they are.
    """

    def changed(file: Wanted) -> bool:
        kept = found[file]
        if kept is None or file.body is not None:
            return False
        try:
            with ask(file.url, {}, quiet_s=way.patience.quiet_s, method="HEAD") as answer:
                if answer.status != 200:
                    return False
                now = (answer.about["version"], answer.about["modified"], answer.size)
        except (*BROKEN, OSError):
            return False
        then = (kept.version, kept.modified, kept.size)
        pairs = zip(now, then, strict=True)
        return any(None not in pair and pair[0] != pair[1] for pair in pairs)

    with ThreadPoolExecutor(way.at_once) as pool:
        return {file for file, is_so in zip(found, pool.map(changed, found), strict=True) if is_so}


def _check_addresses(files: list[Wanted]) -> None:
    wrong = [file for file in files if urlsplit(file.url).scheme not in SCHEMES]
    if wrong:
        remedy = f"Begin it with {', '.join(f'{s}://' for s in SCHEMES)}."
        what = "is no address that files are fetched from"
        raise FetchError("addresses", [Fault(file.url, what, remedy) for file in wrong])


def _announce(files: list[Wanted], way: Way) -> None:
    """Say how much will come, and refuse what the disk cannot hold."""
    with ThreadPoolExecutor(way.at_once) as pool:
        sizes = list(pool.map(lambda file: _size(file, way), files))
    known = [size for size in sizes if size is not None]
    way.watch.announce(len(files), sum(known), len(files) - len(known))
    home = next(path for path in (way.home, *way.home.absolute().parents) if path.exists())
    free = shutil.disk_usage(home).free
    if sum(known) + SPARE > free:
        what = f"{sum(known):,} bytes are to come, and {free:,} are free"
        remedy = "Free some space, or name a cache on another disk with --cache."
        raise FullDiskError(str(way.home), [Fault(str(way.home), what, remedy)])


def _size(file: Wanted, way: Way) -> int | None:
    """Return a file's size if the server says it; what is wrong shows in the transfer."""
    if file.body is not None:
        return None
    try:
        with ask(file.url, {}, quiet_s=way.patience.quiet_s, method="HEAD") as answer:
            return answer.size if answer.status == 200 else None
    except (*BROKEN, OSError):
        return None


def _transfers(files: list[Wanted], cache: Cache, way: Way) -> dict[Wanted, Kept | InputError]:
    """Transfer files, a few at once, fewer of them from one host."""
    stop = threading.Event()
    hosts = {_host(file): threading.BoundedSemaphore(way.per_host) for file in files}

    def one(file: Wanted) -> Kept:
        with hosts[_host(file)]:
            if stop.is_set():
                raise Stopped
            return transfer(file, cache, way, stop)

    pool = ThreadPoolExecutor(way.at_once)
    tasks: dict[Future[Kept], Wanted] = {pool.submit(one, file): file for file in files}
    results: dict[Wanted, Kept | InputError] = {}
    try:
        pending = set(tasks)
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for task in done:
                results[tasks[task]] = _result(task)
                if isinstance(results[tasks[task]], FullDiskError):
                    stop.set()  # the others would fill what is left
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)
    return {file: results[file] for file in files}


def _result(task: Future[Kept]) -> Kept | InputError:
    error = task.exception()
    if error is None:
        return task.result()
    if isinstance(error, Stopped):
        return FullDiskError("the disk", [])  # told by the one that met it
    if isinstance(error, InputError):
        return error
    raise error


def _host(file: Wanted) -> str:
    return urlsplit(file.url).netloc


def _together(errors: list[InputError]) -> InputError:
    """Return one error with every fault."""
    faults = [fault for error in errors for fault in error.faults]
    kinds = {type(error) for error in errors}
    kind = kinds.pop() if len(kinds) == 1 else FetchError
    return kind("open data", faults)


def default_home(environment: dict[str, str], user: Path) -> Path:
    """Return where the cache is unless it is named: where a system keeps such things.

    Parameters
    ----------
    environment : dict of {str: str}
        ``XDG_CACHE_HOME`` and ``LOCALAPPDATA`` are heeded.
    user : pathlib.Path
        The user's folder.

    Returns
    -------
    pathlib.Path
    """
    named = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA")
    return Path(named or user / ".cache") / "marchland"
