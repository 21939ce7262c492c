"""Templates, components, styles; knows no domain."""
