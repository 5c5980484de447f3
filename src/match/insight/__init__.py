"""What the numbers say: gauges by division, gaps, maps, monthly reports; totals, never a child."""
