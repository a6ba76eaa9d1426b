"""The map for the browser: one file that opens from disk and needs no network."""
