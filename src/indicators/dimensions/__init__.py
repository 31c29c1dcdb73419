"""What stands in a sentence: numbers, units, bounds, times, places, names. Each finds its own."""
