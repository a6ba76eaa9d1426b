import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchland.consequences.money import PRICE_YEAR, exchange_rate, price_factor, to_euros
from marchland.errors import InputError
from marchland.model.estimate import Estimate

YEARS = st.integers(2014, PRICE_YEAR)


def amount(value, unit):
    return Estimate(value, value, value, unit, "a tender", "published")


def test_a_zloty_of_2024_is_what_was_read_of_east_shield():
    """PLN 10 bn was given as EUR 2.3 to 2.4 bn."""
    found = to_euros(amount(10.0, "PLN bn"), "PLN", 2024, to=2024)
    assert found.unit == "EUR bn"
    assert (found.low, found.high) == pytest.approx((2.3, 2.4), abs=0.002)


def test_a_euro_of_the_same_year_is_itself():
    same = to_euros(amount(7.0, "EUR"), "EUR", PRICE_YEAR)
    assert (same.low, same.best, same.high, same.tag) == (7.0, 7.0, 7.0, "computed")


def test_prices_rise_by_what_was_read():
    """2022 and 2023: 9.2 and 6.4 percent."""
    assert price_factor(2021, 2023) == (pytest.approx(1.092 * 1.064), "")


@given(YEARS, YEARS, YEARS)
def test_price_factors_chain_and_turn_back(one, two, three):
    there = price_factor(one, two)[0] * price_factor(two, three)[0]
    assert there == pytest.approx(price_factor(one, three)[0])
    assert price_factor(one, two)[0] * price_factor(two, one)[0] == pytest.approx(1)


def test_years_that_were_not_read_are_named():
    assert price_factor(2023, 2025) == (1.0, "no change of prices was read for 2024, 2025")


def test_a_currency_without_a_rate_is_refused():
    with pytest.raises(InputError, match="no exchange rate was read"):
        exchange_rate("USD", 2024)


def test_the_nearest_year_stands_in():
    assert exchange_rate("PLN", 2022).source == "kowr-2023"
    assert exchange_rate("PLN", 2030).source == "facts-derived"
