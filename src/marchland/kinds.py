"""A value of the right kind, or a clear error."""

from datetime import date, datetime

from marchland.errors import InputError


def expect(where: str, value: object, kind: type, remedy: str, *, called: str = "") -> None:
    """Refuse a value of another kind than a function works on, before it answers nonsense.

    Parameters
    ----------
    where : str
        What the value was given as.
    value : object
    kind : type
    remedy : str
        What to give in its place.
    called : str
        What the kind is called; by its own name where empty.

    Raises
    ------
    InputError
        Where the value is of another kind; a datetime is no date.
    """
    if not isinstance(value, kind) or (kind is date and isinstance(value, datetime)):
        raise InputError.one(where, f"{value!r:.60} is no {called or kind.__name__}", remedy)
