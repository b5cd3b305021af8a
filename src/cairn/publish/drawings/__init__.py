"""Charts, maps and shares as SVG, each drawn from values and readable without a script."""
