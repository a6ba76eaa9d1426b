"""Mixed integer programmes, solved. The only file that knows the solvers.

OR-tools' MathOpt hands one model to any of three engines. Each runs on one thread from a
fixed seed, so that the answer depends on the programme alone unless a time limit cuts it
off. HiGHS is the one inside OR-tools; its own Python package cannot be loaded beside it.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from scipy import sparse

Engine = Literal["scip", "highs", "cp_sat", "glop"]
Status = Literal["optimal", "feasible", "infeasible", "unknown"]

_TYPES = {
    "scip": mathopt.SolverType.GSCIP,
    "highs": mathopt.SolverType.HIGHS,
    "cp_sat": mathopt.SolverType.CP_SAT,
    "glop": mathopt.SolverType.GLOP,
}
_UNITS = {True: 1e8, False: 1e11}
"""Into how many parts the greatest coefficient of a row is divided for whole numbers: where
all variables are whole, and where some are real."""

_LATTICE = 100_000
"""Steps in which real variables are taken for whole numbers."""


@dataclass(frozen=True)
class Programme:
    """Maximise ``objective · y`` with ``row_lower <= matrix y <= row_upper`` within bounds.

    Parameters
    ----------
    objective : numpy.ndarray
        float64, shape (variables,).
    matrix : scipy.sparse.csr_array
        float64, shape (rows, variables).
    row_lower, row_upper : numpy.ndarray
        float64, shape (rows,); infinite where there is no bound.
    lower, upper : numpy.ndarray
        float64, shape (variables,).
    whole : numpy.ndarray
        bool, shape (variables,): which take whole numbers only.
    """

    objective: np.ndarray
    matrix: sparse.csr_array
    row_lower: np.ndarray
    row_upper: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    whole: np.ndarray

    def relaxed(self) -> "Programme":
        """Return the programme with whole numbers no longer asked for."""
        return replace(self, whole=np.zeros_like(self.whole))


@dataclass(frozen=True)
class Limits:
    """When a solver gives up.

    Parameters
    ----------
    effort : float or None
        How much may be tried, in units of 500 nodes of a search tree, or what ``cp_sat``
        counts as three seconds; the same on every machine.
    time_s : float or None
        Most seconds; the answer then depends on the machine.
    first : bool
        Whether the first solution is enough.
    strict : bool
        Whether ``scip`` takes a row as held within 1e-9 instead of 1e-6.
    """

    effort: float | None = None
    time_s: float | None = None
    first: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Result:
    """What a solver says.

    Parameters
    ----------
    status : {"optimal", "feasible", "infeasible", "unknown"}
        ``infeasible`` only when proven; ``feasible`` is a solution without proof that it is
        the best; ``unknown`` is neither solution nor proof within the limits.
    y : numpy.ndarray or None
        float64, shape (variables,), where there is a solution.
    bound : float
        No solution has more; -inf where there is none.
    engine : {"scip", "highs", "cp_sat", "glop"}
        Which says so.
    """

    status: Status
    y: np.ndarray | None
    bound: float
    engine: Engine


def solve(
    programme: Programme,
    engine: Engine = "scip",
    limits: Limits | None = None,
    hint: np.ndarray | None = None,
) -> Result:
    """Return a best solution of a mixed integer programme.

    Parameters
    ----------
    programme : Programme
        For ``cp_sat`` variables have finite bounds; whole ones lie between 0 and 1.
    engine : {"scip", "highs", "cp_sat"}
        ``cp_sat`` works on whole numbers: coefficients are rounded so that every solution
        stays one; that none is left is then still a proof, a solution may break a row by
        one part in a hundred million. Real variables go in 100,000 steps, with room in the
        rows for half a step of each.
    limits : Limits, optional
        None by default.
    hint : numpy.ndarray, optional
        Values to start from, shape (variables,); NaN for none.
    """
    limits = limits or Limits()
    asked = _rounded(_on_lattice(programme)) if engine == "cp_sat" else programme
    model = mathopt.Model.from_model_proto(_proto(asked))
    start = mathopt.ModelSolveParameters()
    if hint is not None:
        known = {v: float(h) for v, h in zip(model.variables(), hint, strict=True) if h == h}
        start.solution_hints.append(mathopt.SolutionHint(variable_values=known))
    told = mathopt.solve(
        model, _TYPES[engine], params=_parameters(engine, limits), model_params=start
    )
    result = _result(told, model, engine)
    if engine != "cp_sat" or result.y is None:
        return result
    step, least = _steps(programme)
    return replace(result, y=least + step * result.y)


def relax(programme: Programme) -> Result:
    """Return a best solution when whole numbers are not asked for, by the simplex method."""
    model = mathopt.Model.from_model_proto(_proto(programme.relaxed()))
    told = mathopt.solve(model, _TYPES["glop"])
    return _result(told, model, "glop")


def _parameters(engine: Engine, limits: Limits) -> mathopt.SolveParameters:
    parameters = mathopt.SolveParameters(
        time_limit=None if limits.time_s is None else timedelta(seconds=max(limits.time_s, 0.01)),
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=1e-9,
    )
    if limits.effort is not None and engine != "cp_sat":
        parameters.node_limit = max(int(500 * limits.effort), 1)
    if limits.first:
        parameters.solution_limit = 1
    if engine == "highs":
        parameters.highs.int_options["threads"] = 1
        parameters.highs.int_options["random_seed"] = 1
    else:
        parameters.threads, parameters.random_seed = 1, 1
    if engine == "cp_sat" and limits.effort is not None:
        parameters.cp_sat.max_deterministic_time = 3.0 * limits.effort
    # An end that is asked for is heard by whoever asked, not swallowed by the solver, which
    # besides would leave the process without a handler when it is done.
    if engine == "cp_sat":
        parameters.cp_sat.catch_sigint_signal = False
        parameters.cp_sat.linearization_level = 2
        parameters.cp_sat.cp_model_probing_level = 0
    elif engine == "scip":
        parameters.gscip.bool_params["misc/catchctrlc"] = False
        if limits.strict:
            parameters.gscip.real_params["numerics/feastol"] = 1e-9
    return parameters


def _proto(programme: Programme) -> model_pb2.ModelProto:
    """Return the programme in the solvers' form."""
    rows, columns = programme.matrix.shape
    model = model_pb2.ModelProto()
    variables, lines = model.variables, model.linear_constraints
    variables.ids.extend(range(columns))
    variables.lower_bounds.extend(programme.lower.tolist())
    variables.upper_bounds.extend(programme.upper.tolist())
    variables.integers.extend(programme.whole.tolist())
    model.objective.maximize = True
    used = np.flatnonzero(programme.objective)
    model.objective.linear_coefficients.ids.extend(used.tolist())
    model.objective.linear_coefficients.values.extend(programme.objective[used].tolist())
    lines.ids.extend(range(rows))
    lines.lower_bounds.extend(programme.row_lower.tolist())
    lines.upper_bounds.extend(programme.row_upper.tolist())
    matrix = sparse.csr_array(programme.matrix)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    filled = np.repeat(np.arange(rows), np.diff(matrix.indptr))
    model.linear_constraint_matrix.row_ids.extend(filled.tolist())
    model.linear_constraint_matrix.column_ids.extend(matrix.indices.tolist())
    model.linear_constraint_matrix.coefficients.extend(matrix.data.tolist())
    return model


def _result(told: mathopt.SolveResult, model: mathopt.Model, engine: Engine) -> Result:
    reason = told.termination.reason
    bound = float(told.termination.objective_bounds.dual_bound)
    if told.has_primal_feasible_solution():
        y = np.array(told.variable_values(list(model.variables())))
        best = reason == mathopt.TerminationReason.OPTIMAL
        return Result("optimal" if best else "feasible", y, bound, engine)
    if reason == mathopt.TerminationReason.INFEASIBLE:
        return Result("infeasible", None, float("-inf"), engine)
    return Result("unknown", None, bound, engine)


def _steps(programme: Programme) -> tuple[np.ndarray, np.ndarray]:
    """Return the step of every variable on the lattice, and its least value."""
    least = np.where(programme.whole, 0.0, programme.lower)
    step = np.where(programme.whole, 1.0, (programme.upper - least) / _LATTICE)
    return step, least


def _on_lattice(programme: Programme) -> Programme:
    """Return the programme in steps: near every solution lies one of its own."""
    step, least = _steps(programme)
    real = ~programme.whole
    if not real.any():
        return programme
    matrix = sparse.csr_array(programme.matrix @ sparse.diags_array(step))
    room = abs(matrix) @ real.astype(float) / 2
    moved = programme.matrix @ least
    return replace(
        programme,
        objective=programme.objective * step,
        matrix=matrix,
        row_lower=programme.row_lower - moved - room,
        row_upper=programme.row_upper - moved + room,
        lower=np.where(real, 0.0, programme.lower),
        upper=np.where(real, float(_LATTICE), programme.upper),
    )


def _rounded(programme: Programme) -> Programme:
    """Return whole-number rows that every solution of the programme satisfies."""
    units = _UNITS[bool((programme.upper <= 1).all())]
    matrix = sparse.csr_array(programme.matrix)
    size = abs(matrix).max(axis=1).toarray().ravel()
    scale = units / np.where(size > 0, size, 1.0)
    parts = sparse.csr_array(sparse.diags_array(scale) @ matrix)
    least, most = programme.row_lower * scale, programme.row_upper * scale
    over, under = (np.flatnonzero(np.isfinite(bound)) for bound in (least, most))
    up, down = parts[over], parts[under]
    up.data, down.data = np.ceil(up.data.round(6)), np.floor(down.data.round(6))
    return replace(
        programme,
        matrix=sparse.vstack([up, down], format="csr"),
        row_lower=np.append(np.floor(least[over].round(6)), np.full(under.size, -np.inf)),
        row_upper=np.append(np.full(over.size, np.inf), np.ceil(most[under].round(6))),
    )
