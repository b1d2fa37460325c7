"""Several plans that differ in kind, and the curve of number against quality."""
