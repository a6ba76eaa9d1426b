"""Open data by name: what to fetch for a region, and the stack that is made of it."""
