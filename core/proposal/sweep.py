"""Surplus sweep: carries what neighborhoods have above the minimum to one place and splits there."""

from __future__ import annotations

from .clock import Clock
from .recut import Mode, Recut


def sweep(recut: Recut, clock: Clock) -> bool:
    """Try to make one neighborhood more; tell whether it worked.

    From the leaves of a tree of neighborhoods inwards, each is cut anew with its parent so that it
    keeps as little above the minimum as possible; whoever holds twice the minimum is split.
    """
    regions, dice = recut.regions, recut.dice
    sink = dice.randrange(regions.count)
    parent: dict[int, int | None] = {sink: None}
    order = [sink]
    for here in order:
        around = regions.touching(here)
        dice.shuffle(around)
        for other in around:
            if other not in parent:
                parent[other] = here
                order.append(other)
    for here in reversed(order):
        if not clock.tick():
            return False
        if split(recut, here):
            return True
        into = parent[here]
        if into is not None and into in regions.touching(here):
            recut.cut(here, into, Mode.SWEEP)
    return False


def split(recut: Recut, region: int) -> bool:
    """Split *region* in two legal neighborhoods where that is possible."""
    regions = recut.regions
    if regions.load[region] < 2 * regions.minimum or len(regions.members[region]) < 2:
        return False
    new = regions.add()
    if recut.cut(region, new, Mode.SPLIT) is not None:
        return True
    regions.drop_last()
    return False
