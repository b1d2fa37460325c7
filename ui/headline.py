"""The headline figures of a plan, read from its summary, as a few lines for the dock."""

from __future__ import annotations
