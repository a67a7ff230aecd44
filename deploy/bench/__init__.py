"""The benchmark. The runner asks costs, season, passes and pages; they stand on site and trials, those on figures."""
