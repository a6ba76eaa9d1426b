from marchland.outputs.sections.coefficients import section


def test_declared_values_lie_open_and_the_rest_is_folded(report):
    declared, rest = section(report, {}).blocks
    assert not declared.folded
    assert rest.folded.startswith("All other coefficients")
