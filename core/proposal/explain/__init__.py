"""Why each neighborhood of a plan is as it is, and what the next best would cost."""
