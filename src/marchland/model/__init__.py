"""Plain frozen types: no arrays, no files."""
