"""The coverage of units: faults, neighbors, dissolving."""
