"""Side-by-side timing of the travel-time engine against the tools people use."""
