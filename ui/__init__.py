"""Docks and dialogs: they show and emit, and start algorithms. No loop over features here."""
