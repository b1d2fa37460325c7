"""Print layouts: what the ward signs and hangs on the wall. Always Vietnamese."""
