"""Made-up ward, commune and city, generated from a seed: nothing in them is real."""
