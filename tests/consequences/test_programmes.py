from datetime import date

import pytest

from marchland.catalogue.factbook import factbook
from marchland.consequences.programmes import (
    STAGES,
    barrier_cost,
    beside_programmes,
    disagreements,
    growth,
    programmes,
)
from marchland.model.estimate import Estimate


def test_stages_and_ranges_hold():
    table = programmes()
    assert set(table["stage"]) <= set(STAGES)
    numbers = table.dropna(subset=["value"])
    assert (numbers["low"] <= numbers["value"]).all()
    assert (numbers["value"] <= numbers["high"]).all()


def test_what_differs_is_shown():
    differs = disagreements(programmes("LT"))
    later = differs[(differs["element"] == "budget over 10 years") & (differs["value"] == 1100)]
    assert "EUR 600 m" in later["differs"].item()


def test_money_is_never_a_range_over_different_periods():
    table = programmes()
    money = table[table["unit"].isin(["EUR m", "PLN m"])]
    assert (money["low"] == money["high"]).all()
    spread = money.dropna(subset=["years"]).set_index(["party", "element", "value"])["per_year"]
    assert spread["LT", "budget 2024 to 2027", 17.56] == 4.39
    assert spread["LT", "budget over 10 years", 600] == 60
    assert spread["LT", "budget over 10 years", 1100] == 110
    assert spread["LV", "budget 2024 to 2028", 303] == pytest.approx(60.6)
    assert spread["PL", "budget 2024 to 2028", 10000] == 2000
    assert table.loc[table["element"] == "budget for bunkers", "per_year"].isna().all()


def test_a_range_that_is_wide_is_explained():
    table = programmes().dropna(subset=["value"])
    wide = table[table["low"] < table["high"]]
    assert len(wide) >= 5
    assert (wide["differs"].str.len() > 0).all()


def test_a_programme_is_read_as_of_a_day():
    early = programmes("EE", date(2024, 6, 1))
    assert "ditch" in set(early["element"])  # plans are always told
    assert "built" not in set(early["stage"])


def test_secured_is_built_and_stocked():
    """General Staff of Poland: 60 km, of which 10 km of works and 50 km of stocks."""
    rows = programmes("PL", date(2026, 1, 31)).set_index(["element", "stage"])["value"]
    assert (
        rows["linear works", "built"] + rows["stocked for", "stocked"]
        == rows["secured", "reported"]
    )


def test_a_plan_stands_beside_its_programme():
    ditch = Estimate(8, 8, 8, "km", "the plan", "computed")
    rows = beside_programmes({"ditch": ditch}, "EE", on=date(2026, 2, 20))
    assert [(row["value"], row["ratio"]) for row in rows] == [(0.5, 16.0), (4.0, 2.0), (40.0, 0.2)]


# Per kilometre, in the currency and year of the contract: facts read and divided by hand.
@pytest.mark.parametrize(
    ("barrier", "per_km"),
    [("PL-BY steel fence", 8.6), ("PL-RU electronic barrier", 1.87), ("LT-BY fence", 0.30),
     ("LT-RU fence", 0.030), ("LV-BY fence", 0.86), ("LV-RU fence", 0.52),
     ("EE-RU land border", 1.36), ("FI-RU fence", 1.9), ("FI-RU pilot fence", 2.0),
     ("GR-TR fence", 1.57)],
)  # fmt: skip
def test_the_cost_of_a_kilometre(barrier, per_km):
    row = next(r for r in factbook().tables["border_barriers"] if r["barrier"] == barrier)
    assert float(row["cost_m"]) / float(row["km"]) == pytest.approx(per_km, rel=0.01)
    assert barrier_cost(row).unit == "EUR m/km"


def test_first_figures_grew_two_to_ten_times():
    found = growth()
    assert (found.low, found.best, found.high) == pytest.approx((2.4, 4.0, 10.1), abs=0.05)


# Integrity of the figures as they were read.


def test_land_release_of_2022_sums():
    row = next(r for r in factbook().tables["land_release"] if r["year"] == "2022")
    parts = sum(float(row[f"{part}_km2"]) for part in ("cleared", "reduced", "cancelled"))
    assert parts == pytest.approx(float(row["total_km2"])) == pytest.approx(497.34)


@pytest.mark.parametrize("year", ["2018", "2023", "2024"])
def test_casualties_are_killed_injured_and_unknown(year):
    row = next(r for r in factbook().tables["casualties"]
               if (r["place"], r["period"]) == ("world", year))  # fmt: skip
    assert int(row["killed"]) + int(row["injured"]) + int(row["unknown"] or 0) == int(row["total"])


def test_croatias_first_estimate_shrank_eleven_fold():
    km2 = [float(r["km2"]) for r in factbook().tables["suspected_area"] if r["place"] == "Croatia"]
    assert km2 == sorted(km2, reverse=True)
    assert km2[0] / km2[1] == pytest.approx(11, abs=0.1)


def test_official_parts_of_the_kaliningrad_border_sum_to_the_whole():
    rows = [
        r for r in factbook().tables["borders"] if (r["pair"], r["method"]) == ("LT-RU", "official")
    ]
    whole = next(float(r["km"]) for r in rows if r["part"] == "all")
    assert sum(float(r["km"]) for r in rows if r["part"] != "all") == pytest.approx(whole)


def test_a_cost_of_clearance_is_its_money_over_its_land():
    for row in factbook().tables["clearance_costs"]:
        if row["cost_m"] and row["km2"]:
            assert float(row["cost_m"]) / float(row["km2"]) == pytest.approx(
                float(row["per_m2"]), rel=0.01
            )
