from datetime import UTC, date, datetime

import pytest

from marchland.errors import InputError
from marchland.kinds import expect


def test_a_value_of_another_kind_is_refused_where_it_was_given():
    expect("on", date(2026, 1, 1), date, "Give a day.")
    for wrong in ("2026-01-01", datetime(2026, 1, 1, tzinfo=UTC), None):
        with pytest.raises(InputError, match=r"on: .* is no date. Give a day"):
            expect("on", wrong, date, "Give a day.")
