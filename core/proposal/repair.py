"""Plateau walk: shortages travel by random re-cuts until they meet a surplus."""

from __future__ import annotations

from .clock import Clock
from .recut import Mode, Recut


def repair(recut: Recut, clock: Clock, steps: int) -> bool:
    """Walk until no neighborhood is below the minimum or above the maximum; tell whether that worked."""
    regions, dice = recut.regions, recut.dice
    for _ in range(steps):
        bad = regions.faulty()
        if not bad:
            return True
        if not clock.tick():
            return False
        region, other = dice.choice(bad), None
        if dice.random() < 0.6 and regions.load[region] < regions.minimum:
            other = toward_surplus(recut, region)
        else:
            region = dice.randrange(regions.count)
        if other is None:
            around = regions.touching(region)
            if not around:
                continue
            other = dice.choice(around)
        recut.cut(region, other, Mode.WALK)
    return not regions.faulty()


def toward_surplus(recut: Recut, region: int) -> int | None:
    """Return the neighbor of *region* on a shortest way to a neighborhood that can spare households."""
    regions, dice = recut.regions, recut.dice
    need = regions.minimum - regions.load[region]
    came_from: dict[int, int | None] = {region: None}
    queue = [region]
    for here in queue:
        spare = regions.load[here] - regions.minimum
        if here != region and spare >= min(need, 1 + 0.05 * regions.minimum) * dice.random():
            while came_from[here] != region:
                here = came_from[here]
            return here
        around = regions.touching(here)
        dice.shuffle(around)
        for other in around:
            if other not in came_from:
                came_from[other] = here
                queue.append(other)
    return None
