"""What several budgets buy, made of the options of a report."""

import pandas as pd

from marchland.optimise.budgets import PLANS, Budgets
from marchland.optimise.front import FRONT


def budgets(report) -> Budgets:
    """Return three budgets; what half of the plan builds stands in all of them."""
    options = report.plan.options
    half = options[: len(options) // 2]
    sizes = ((1e7, half), (2e7, options), (4e7, options))
    plans = [
        (budget, 0, 3600.0 + 60 * n, 3700.0 + 60 * n, 0.02, 0.9 * budget, built, half, 3600.0, 12,
         "sweeps")
        for n, (budget, built) in enumerate(sizes)
    ]  # fmt: skip
    plans.insert(2, (2e7, 1, 3650.0, 3800.0, 0.04, 1.9e7, half, half, 3600.0, 8, "gap"))
    front = [(b, 3600.0 + 60 * n, 3700.0 + 60 * n, 0.02, 0.9 * b, 0.9 * b, built)
             for n, (b, built) in enumerate(sizes)]  # fmt: skip
    tables = pd.DataFrame(plans, columns=list(PLANS)), pd.DataFrame(front, columns=list(FRONT))
    return Budgets(*tables, half)
