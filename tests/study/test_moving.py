"""Movement of a study on the ground as it is."""


def test_the_headline_is_the_worst_opposing_case(study):
    opposing = study.before[study.before["side"] == "opposing"]
    case = study.headline
    worst = opposing.loc[opposing["best_s"].idxmin()]
    assert (case.approach, case.mover, case.season) == (
        worst["approach"], worst["mover"], worst["season"],
    )  # fmt: skip
