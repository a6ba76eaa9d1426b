"""The aligned stack: what the ground is, from bare layers."""
