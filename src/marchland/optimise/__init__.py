"""The best plan within limits."""
