"""Boundary alignment: how neighborhoods, police beats and militia areas match; geometry is never moved."""
