"""Small maps of the plans for several budgets."""

import numpy as np
from tests.outputs.budgeting import budgets

from marchland.outputs.budgetmaps import KEPT, ONLY, budget_title, draw_budgets
from marchland.outputs.lettering import px
from marchland.outputs.maps import backdrop_of


def near(picture, colour):
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return (np.abs(picture.astype(int) - wanted).sum(axis=2) < 30).sum()


def test_every_budget_is_a_map_and_what_all_of_them_build_has_its_own_colour(report, changed):
    told = budgets(report)
    back = backdrop_of(report)
    drawn = draw_budgets(changed(budgets=told), back)
    assert drawn.shape[1] == round(px(180))
    assert near(drawn, KEPT) > 100
    assert near(drawn, ONLY) > 100
    np.testing.assert_array_equal(drawn, draw_budgets(changed(budgets=told), back))


def test_the_title_says_what_each_budget_buys(report, changed):
    title, below = budget_title(changed(budgets=budgets(report)))
    assert title.replace("\u00a0", " ") == (
        "EUR 10 million: 3 600, EUR 20 million: 3 660, EUR 40 million: 3 720"
    )
    assert "2 %" in below.replace("\u00a0", " ")


def test_without_budgets_there_is_nothing_to_draw(report):
    assert budget_title(report) is None
    assert draw_budgets(report, backdrop_of(report)) is None
