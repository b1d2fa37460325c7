"""Proofs about plans: how many neighborhoods are possible, how much cheaper a plan could be, and why not."""

from .certificate import Certificate
from .certify import certify
from .counting import CountBound, count_bound

__all__ = ["Certificate", "CountBound", "certify", "count_bound"]
