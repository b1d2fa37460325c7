"""What comes in from files and layers: numbers, texts."""
