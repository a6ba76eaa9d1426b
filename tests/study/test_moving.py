"""Movement of a study on the ground as it is."""


def test_the_headline_is_the_worst_opposing_case(study):
    opposing = study.before[study.before["side"] == "opposing"]
    case = study.headline
    worst = opposing.sort_values(["best_s", "low_s"], kind="stable").iloc[0]
    assert (case.approach, case.mover, case.season) == (
        worst["approach"], worst["mover"], worst["season"],
    )  # fmt: skip
