"""What a shift can't mend: rotation, scale, and parts of a layer that lie otherwise. Only told, never corrected."""

from __future__ import annotations

import numpy as np

from ...model.messages import Message
from . import words
from .errors import blocks
from .fit import Fit
from .lines import Samples

_SURE = 4.0  # standard deviations
_MATTERS_M = 3.0
_BLOCK_M = 250.0
_FEWEST_BLOCKS = 20
_PART, _PART_BLOCK_M, _PART_LEAD = 0.08, 500.0, 0.25


def warp_warnings(fit: Fit, points: Samples) -> tuple[Message, ...]:
    """Return warnings of rotation and scale that are beyond chance and move the layer's edge by more than 3 m.

    One more step of the fit, with four parameters, at the shift that was found.
    """
    group = blocks(points.xy, _BLOCK_M)
    if group.max(initial=0) + 1 < _FEWEST_BLOCKS:
        return ()
    middle = np.average(points.xy, axis=0, weights=points.weight)
    arm = points.xy - middle
    radius = float(np.hypot(*arm.T).max())
    scaled = arm / radius
    # Columns: shift in x and y, scale, rotation; the last two in metres at the edge.
    design = np.stack(
        [
            fit.normal[:, 0],
            fit.normal[:, 1],
            (fit.normal * scaled).sum(axis=1),
            fit.normal[:, 1] * scaled[:, 0] - fit.normal[:, 0] * scaled[:, 1],
        ],
        axis=1,
    )
    bread = (design * fit.slope[:, None]).T @ design
    if np.linalg.eigvalsh(bread)[0] <= 0:
        return ()
    inverse = np.linalg.inv(bread)
    score = design * (fit.pull * np.nan_to_num(fit.residual))[:, None]
    sums = np.stack([np.bincount(group, weights=score[:, k]) for k in range(4)], axis=1)
    covariance = inverse @ (sums.T @ sums) @ inverse
    change = -inverse @ score.sum(axis=0)
    error = np.sqrt(np.diag(covariance))
    found = []
    if abs(change[3]) > max(_SURE * error[3], _MATTERS_M):
        angle = round(float(np.degrees(abs(change[3]) / radius)), 3)
        found.append(Message(words.TURNED, {"degrees": angle, "metres": round(float(abs(change[3])), 1)}))
    if abs(change[2]) > max(_SURE * error[2], _MATTERS_M):
        percent = round(100 * float(abs(change[2])) / radius, 3)
        found.append(Message(words.STRETCHED, {"percent": percent, "metres": round(float(abs(change[2])), 1)}))
    return tuple(found)


def part_warning(best: Fit, rivals: list[Fit], points: Samples) -> tuple[Message, ...]:
    """Return a warning when whole stretches of land fit much better with one of *rivals* than with *best*."""
    group = blocks(points.xy, _PART_BLOCK_M)
    metres = np.bincount(group, weights=points.weight)
    mean = np.bincount(group, weights=points.weight * best.closeness()) / metres
    told: tuple[float, Fit] | None = None
    for rival in rivals:
        other = np.bincount(group, weights=points.weight * rival.closeness()) / metres
        share = float(metres[other - mean > _PART_LEAD].sum() / metres.sum())
        if share >= _PART and (told is None or share > told[0]):
            told = (share, rival)
    if told is None:
        return ()
    dx, dy = told[1].shift
    return (
        Message(
            words.IN_PARTS,
            {"percent": round(100 * told[0]), "dx": round(float(dx), 1), "dy": round(float(dy), 1)},
        ),
    )
