"""Who gets where, how fast: speed, travel time, corridors and bottlenecks."""
