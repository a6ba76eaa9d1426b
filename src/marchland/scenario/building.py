"""What a scenario says of sites, postures and the answer to a movement, and its faults."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any

from pydantic import Field

from marchland.catalogue.postures import posture_faults, postures
from marchland.catalogue.read import catalogue
from marchland.errors import Fault
from marchland.model.measure import SiteKind
from marchland.scenario.bare import Declared, Form


class OwnSite(Form):
    """A place on which something could be built, where the analyst says so.

    Parameters
    ----------
    place : str
        One of the scenario's places: its lines, points or areas, from any vector file.
    kind : SiteKind
        What fits there.
    """

    place: str
    kind: SiteKind


class Answer(Form):
    """What answers when a movement is noticed; what is left out is unknown.

    Parameters
    ----------
    bases : tuple of str
        Places from which it sets out.
    mover : str
        What it moves with.
    decision : Declared or None
        From the report until it sets out.
    assessment, communication : Declared or None
        Probabilities that a report is judged right, and that it gets through.
    """

    bases: Annotated[tuple[str, ...], Field(min_length=1)]
    mover: str
    decision: Declared | None = None
    assessment: Declared | None = None
    communication: Declared | None = None


class PostureForm(Form):
    """A posture of the analyst's own: see :class:`marchland.model.posture.Posture`."""

    text: str
    border: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    deep: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    defended: bool = False


def building_faults(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield every name of a place, a mover, a measure or a posture that leads nowhere.

    Parameters
    ----------
    raw : mapping
        The bare contents of a scenario file, of any shape: parts that are not of the
        right shape are passed over, since the form refuses them.
    """
    places = list(_mapping(raw.get("places")))
    for number, site in enumerate(_sequence(raw.get("sites")), start=1):
        yield from _known(f"sites[{number}].place", _mapping(site).get("place"), places, "place")
    answer = _mapping(raw.get("response"))
    for base in _sequence(answer.get("bases")):
        yield from _known("response.bases", base, places, "place")
    yield from _known("response.mover", answer.get("mover"), catalogue().names("mover"), "mover")
    own = _mapping(raw.get("posture"))
    for name in _sequence(raw.get("postures")):
        yield from _known("postures", name, [*own, *postures()], "posture")
    for name, words in own.items():
        faults = posture_faults(str(name), _mapping(words))
        yield from (f for f in faults if "measure" in f.what)  # the form tells of the others
    for part, most in (("assessment", 1.0), ("communication", 1.0), ("decision", None)):
        yield from _declared_faults(f"response.{part}", _mapping(answer.get(part)), most)


def _declared_faults(where: str, value: Mapping[str, Any], most: float | None) -> Iterator[Fault]:
    if not value:
        return
    fits = ("1", "%") if most else ("s", "min", "h", "d")
    if value.get("unit") not in fits:
        what = f"unit {value.get('unit')!r} does not fit"
        yield Fault(f"{where}.unit", what, f"Use {', '.join(fits)}.")
    low, high = value.get("low"), value.get("high")
    if isinstance(low, int | float) and low < 0:
        yield Fault(f"{where}.low", f"{low:g} is below zero", "Give 0 or more.")
    top = 100 if value.get("unit") == "%" else most
    if top and isinstance(high, int | float) and high > top:
        yield Fault(f"{where}.high", f"{high:g} is more than certain", f"Give at most {top:g}.")


def _known(where: str, name: object, known: Any, subject: str) -> Iterator[Fault]:  # noqa: ANN401
    if isinstance(name, str) and name not in known:
        near = get_close_matches(name, list(known), n=1)
        told = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known) or 'none'}."
        yield Fault(where, f"unknown {subject} {name!r}", told)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
