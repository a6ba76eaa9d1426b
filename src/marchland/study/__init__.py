"""A study: a scenario and its results, each computed once; a floor of them in each file."""
