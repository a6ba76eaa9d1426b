"""Coefficients as data: every value with its range, unit, source and tag."""
