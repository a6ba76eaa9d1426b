"""A question in whole numbers put to SCIP, where CP-SAT has had its say already.

What is asked is the very model of :mod:`marchland.optimise.integers`, literal by literal:
a literal is a variable or one less it, a condition that binds only where a literal is true
is relaxed by the most that it can be broken by. So the two solvers answer one question.
"""

import numpy as np
from ortools.sat.python import cp_model, cp_model_helper
from scipy import sparse

from marchland.optimise.master import Limits, Programme, solve

_ENDLESS = 2**62
"""Beyond this a bound is none."""

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
        breaks a condition by less than the solver can tell.
    """
    lower, upper = _domains(model)
    lines = [line for part in model.proto.constraints for line in _lines(part, lower, upper)]
    if not all(_can(line, lower, upper) for line in lines):
        return False  # which SCIP takes for a mistake
    told = solve(_programme(lines, lower, upper), "scip",
                 Limits(time_s=time_s, first=True, strict=True))  # fmt: skip
    if told.y is None:
        return False if told.status == "infeasible" else None
    whole = [round(value) for value in told.y.tolist()]
    held = all(_holds(line, whole) for line in lines)
    return True if held else None


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


def _holds(line: _Line, values: list[int]) -> bool:
    total = sum(factor * values[variable] for variable, factor in line[0].items())
    return bool(line[1] <= total <= line[2])


def _programme(lines: list[_Line], lower: list[int], upper: list[int]) -> Programme:
    """Return the rows, each divided by its largest coefficient."""
    size = [float(max(map(abs, c.values()), default=1) or 1) for c, _, _ in lines]
    entries = [
        (row, variable, factor / size[row])
        for row, (coefficients, _, _) in enumerate(lines)
        for variable, factor in coefficients.items()
    ]
    rows, columns, values = np.array(entries, float).reshape(-1, 3).T
    matrix = sparse.csr_array(
        (values, (rows.astype(int), columns.astype(int))), (len(lines), len(lower))
    )
    return Programme(
        np.zeros(len(lower)),
        matrix,
        np.array([least for _, least, _ in lines]) / size,
        np.array([most for _, _, most in lines]) / size,
        np.array(lower, float),
        np.array(upper, float),
        np.ones(len(lower), np.bool_),
    )
