"""One algorithm a file: parameters, read, call core, write."""
