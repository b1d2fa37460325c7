"""The districting engine: a problem goes in, a plan with scores comes out."""
