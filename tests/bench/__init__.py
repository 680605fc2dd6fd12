"""How well the project reads: measures over the reference documents beside it. ``python -m tests.bench.quality``."""
