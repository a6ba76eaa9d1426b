"""Who gets where, how fast: speed, travel time, corridors and bottlenecks."""

from marchland.compiling import say_when_compiling

say_when_compiling()
