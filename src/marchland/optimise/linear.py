"""A question in whole numbers put to SCIP, where CP-SAT has had its say already.

What is asked is the very model of :mod:`marchland.optimise.integers`, literal by literal:
a literal is a variable or one less it, a condition that binds only where a literal is true
is relaxed by the most that it can be broken by. Numbers of more digits than SCIP has may take
values between, which lets more through. So where there is no solution to this, there is none.
"""

import numpy as np
from ortools.sat.python import cp_model, cp_model_helper
from scipy import sparse

from marchland.optimise.master import Limits, Programme, solve

_ENDLESS = 2**62
"""Beyond this a bound is none."""

_WIDE = 2**20
"""A variable with more values than this may take those between."""

_Line = tuple[dict[int, int], float, float]


def possible(model: cp_model.CpModel, time_s: float) -> bool | None:
    """Tell whether SCIP finds that a model can be satisfied.

    Parameters
    ----------
    model : ortools.sat.python.cp_model.CpModel
        With linear conditions that bind always or where one literal is true, and with
        clauses; whole numbers only.
    time_s : float
        After which the question is given up.

    Returns
    -------
    bool or None
        False only where there is proof. None where the time was up before, or a solution
        breaks a condition by less than SCIP can tell.
    """
    lower, upper = _domains(model)
    lines = [line for part in model.proto.constraints for line in _lines(part, lower, upper)]
    if not all(_can(line, lower, upper) for line in lines):
        return False  # which SCIP takes for a mistake
    told = solve(_programme(lines, lower, upper), "scip",
                 Limits(time_s=time_s, first=True, strict=True))  # fmt: skip
    if told.y is None:
        return False if told.status == "infeasible" else None
    return True if _completed(model, told.y) else None


def _completed(model: cp_model.CpModel, y: np.ndarray) -> bool:
    """Tell whether narrow variables with these values leave the others any, in whole numbers."""
    again = model.clone()
    for number, domain in enumerate(zip(*_domains(model), strict=True)):
        if domain[1] - domain[0] <= _WIDE:
            again.add(again.get_int_var_from_proto_index(number) == round(float(y[number])))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    return solver.solve(again) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _domains(model: cp_model.CpModel) -> tuple[list[int], list[int]]:
    domains = [list(variable.domain) for variable in model.proto.variables]
    return [domain[0] for domain in domains], [domain[-1] for domain in domains]


def _lines(
    part: cp_model_helper.ConstraintProto, lower: list[int], upper: list[int]
) -> list[_Line]:
    """Return a condition as rows: whole coefficients by variable, and their bounds."""
    conditions = list(part.enforcement_literal)
    if part.has_linear():
        pairs = zip(part.linear.vars, part.linear.coeffs, strict=True)
        coefficients: dict[int, int] = {}
        for variable, factor in pairs:
            coefficients[variable] = coefficients.get(variable, 0) + factor
        domain = list(part.linear.domain)
        line = (coefficients, _bound(domain[0]), _bound(domain[-1]))
        return _relaxed(line, conditions, lower, upper)
    if part.has_at_most_one():
        return [_clause(list(part.at_most_one.literals), -np.inf, 1)]
    if part.has_bool_or():
        return [_clause([*part.bool_or.literals, *(-c - 1 for c in conditions)], 1, np.inf)]
    if part.has_bool_and():
        false = [-c - 1 for c in conditions]
        return [_clause([literal, *false], 1, np.inf) for literal in part.bool_and.literals]
    raise ValueError(f"a condition of a kind that is not known: {part}")


def _bound(value: int) -> float:
    return value if abs(value) < _ENDLESS else float(np.copysign(np.inf, value))


def _clause(literals: list[int], least: float, most: float) -> _Line:
    """Return how many of some literals are true as a row; below 0 is the opposite of -1 - it."""
    coefficients: dict[int, int] = {}
    for literal in literals:
        variable, sign = (literal, 1) if literal >= 0 else (-literal - 1, -1)
        coefficients[variable] = coefficients.get(variable, 0) + sign
    false = sum(literal < 0 for literal in literals)
    return coefficients, least - false, most - false


def _relaxed(line: _Line, conditions: list[int], lower: list[int], upper: list[int]) -> list[_Line]:
    """Return a row that binds only where all of some literals are true."""
    coefficients, least, most = line
    if not conditions:
        return [line]
    low, high = _ends(coefficients, lower, upper)
    found = []
    for bound, short in ((least, least - low), (most, most - high)):
        if not np.isfinite(bound):
            continue
        row, moved = dict(coefficients), bound
        for literal in conditions:  # short times (1 - literal) is let go
            variable, sign = (literal, 1) if literal >= 0 else (-literal - 1, -1)
            row[variable] = row.get(variable, 0) - sign * int(short)
            moved -= short if sign > 0 else 0
        found.append((row, moved, np.inf) if bound is least else (row, -np.inf, moved))
    return found


def _ends(coefficients: dict[int, int], lower: list[int], upper: list[int]) -> tuple[int, int]:
    """Return the least and the most that a row can be."""
    ends = [(a * lower[v], a * upper[v]) for v, a in coefficients.items()]
    return sum(map(min, ends)), sum(map(max, ends))


def _can(line: _Line, lower: list[int], upper: list[int]) -> bool:
    low, high = _ends(line[0], lower, upper)
    return bool(low <= line[2] and line[1] <= high)


def _programme(lines: list[_Line], lower: list[int], upper: list[int]) -> Programme:
    """Return the rows, each divided by its largest coefficient; wide variables go from 0 to 1."""
    low, high = np.array(lower, float), np.array(upper, float)
    whole = high - low <= _WIDE
    least, span = np.where(whole, 0.0, low), np.where(whole, 1.0, high - low)
    entries = [
        (row, variable, factor)
        for row, (coefficients, _, _) in enumerate(lines)
        for variable, factor in coefficients.items()
    ]
    rows, columns, values = np.array(entries, float).reshape(-1, 3).T
    places = (rows.astype(int), columns.astype(int))
    matrix = sparse.csr_array((values, places), (len(lines), low.size))
    moved = matrix @ least
    matrix = sparse.csr_array(matrix @ sparse.diags_array(span))
    size = abs(matrix).max(axis=1).toarray().ravel()
    size = np.where(size > 0, size, 1.0)
    return Programme(
        np.zeros(low.size),
        sparse.csr_array(sparse.diags_array(1 / size) @ matrix),
        (np.array([line[1] for line in lines]) - moved) / size,
        (np.array([line[2] for line in lines]) - moved) / size,
        np.where(whole, low, 0.0),
        np.where(whole, high, 1.0),
        whole,
    )
