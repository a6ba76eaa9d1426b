"""Compiled loops on bare arrays, knowing nothing of the rest."""
