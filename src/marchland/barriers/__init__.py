"""What could be built, and what it would do to movement."""
