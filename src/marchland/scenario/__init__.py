"""The scenario file: its form, its reading, its checks."""
