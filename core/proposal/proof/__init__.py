"""Proofs about plans: how many neighborhoods are possible, how much cheaper a plan could be, and why not."""
