import dataclasses

from marchland.outputs import tables


def cells(table) -> list[list[str]]:
    return [[str(c).replace("\u00a0", " ") for c in row] for g in table.groups for row in g.rows]


def test_the_answer_has_one_row_for_each_approach(report):
    rows = cells(tables.answer_table(report))
    assert rows[0][:3] == [
        "across (opposing)", "light tracked, dry", "1 h 00 min (50 min to 1 h 30 min)",
    ]  # fmt: skip
    assert rows[0][3:] == [
        "3 h 00 min (2 h 00 min to 4 h 00 min)",
        "2 h 00 min (1 h 10 min to 2 h 30 min)",
    ]
    assert rows[1][-1].startswith("15 min")


def test_unknown_is_an_answer(report, changed):
    unknown = report.effect.assign(before_best_s=float("nan"))
    assert cells(tables.answer_table(changed(effect=unknown)))[0][1] == "unknown"
    after = report.effect.assign(after_best_s=float("nan"))
    assert cells(tables.answer_table(changed(effect=after)))[0][-1] == "unknown"


def test_the_effect_is_complete_and_in_the_scenarios_order(report, changed):
    turned = changed(effect=report.effect[::-1])
    table = tables.effect_table(turned)
    assert len(cells(table)) == len(report.effect)
    assert [g.heading.partition(",")[0] for g in table.groups] == ["across", "across", "supply"]
    assert all("<svg" in str(row[-1]) for g in table.groups for row in g.rows)


def test_bottlenecks_are_grouped_by_approach(report):
    table = tables.bottleneck_table(report)
    assert [g.heading for g in table.groups] == ["across"]
    assert cells(table)[0] == ["light tracked, dry", "whole", "3.5 km", "2"]


def test_the_plan_is_summed_and_totalled(report):
    rows = cells(tables.plan_table(report))
    assert rows[0][:4] == ["ditch", "1", "1.5 km", "EUR 600 000 (150 000 to 1 600 000)"]
    assert rows[-1][:4] == ["all", "2", "", "EUR 630 000 (160 000 to 1 700 000)"]
    assert len(cells(tables.option_table(report))) == 2


def test_an_empty_plan_has_no_rows(report, changed):
    empty = changed(plan=dataclasses.replace(report.plan, options=()))
    assert cells(tables.plan_table(empty)) == []


def test_consequences_and_facts_name_their_sources(report):
    assert cells(tables.consequence_table(report))[1] == [
        "land taken", "63 ha (1 to 170 ha)", "sum over options"
    ]  # fmt: skip
    assert cells(tables.fact_table(report))[0][1:] == ["12.3 km", "Nobody, at about 1:500 000"]


def test_declared_coefficients_come_first_and_apart(report):
    declared, rest = tables.coefficient_tables(report)
    assert cells(declared) == [
        ["ditch, delay tracked", "2 h (0.5 to 6 h)", "the analyst", "declared"]
    ]
    assert "declared" not in {row[-1] for row in cells(rest)}
    cover = next(g for g in rest.groups if g.heading == "cover")
    assert any("FM 5-33" in str(row[2]) for row in cover.rows)


def test_a_source_with_an_address_is_linked(report):
    _, rest = tables.coefficient_tables(report)
    foot = next(g for g in rest.groups if g.heading == "foot")
    linked = [str(row[2]) for row in foot.rows if "href" in str(row[2])]
    assert linked[0].startswith('<a href="https://doi.org/10.1080/15230406.2017.1292150">')


def test_the_ground_is_told_by_class_and_by_what_limits_it(report, changed):
    table = tables.restriction_table(report)
    rows = cells(table)
    assert [row[0] for row in rows][:2] == ["light tracked, dry", "light tracked, wet"]
    assert all(row[-1].endswith("km/h") for row in rows)
    limits = tables.limit_table(report)
    assert "water" in limits.head
    assert len(cells(limits)) == len(rows)
    assert tables.limit_table(changed(restricted=None)).groups == []
