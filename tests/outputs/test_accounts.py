"""Law, declared areas and accounts as tables that leave a study."""

import numpy as np

from marchland.outputs.accounts import accounted_tables


def test_every_table_has_rows_and_says_what_it_is(report):
    tables = accounted_tables(report)
    assert set(tables) == {"law", "duties", "ledger", "cases", "findings", "declared"}
    assert all(about.endswith(".") for _, about in tables.values())
    findings = tables["findings"][0]
    assert set(findings["area"]) == {"hand"}
    assert set(findings["on"]) == {"2026-06-01"}
    missing = tables["ledger"][0].query("item == 'care for survivors'")
    assert np.isnan(missing["best"]).all()


def test_a_report_without_accounts_has_none(changed):
    assert accounted_tables(changed(accounted=None)) == {}
