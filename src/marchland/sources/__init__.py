"""Where layers come from; only this package reads files and resamples."""
