"""Speed and memory against their limits: ``make bench``. Ratios within one run, never seconds."""
