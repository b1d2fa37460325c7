"""The headline figures of a comparison, ready for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from .classes import CLASSES
from .evidence import EVIDENCE
from .inputs import NONE
from .kinds import GAP, NOISE, OVERLAP, REVIEW
from .noise import Tolerance, plain_numbers
from .reading import Reading
from .reasons import REASONS
from .results import FACE_CLASSES, SQUARE_METRES_PER_HECTARE, ForceMatch, Overlay, face_states


def summarize(overlay: Overlay, matches: Sequence[ForceMatch], tolerance: Tolerance) -> dict:
    """Return the figures of a comparison.

    Keys: ``units``, ``neighborhoods``, ``households`` (of units that belong to a neighborhood),
    ``units_without_households`` and ``units_without_neighborhood`` (ids), ``faces`` (number by class),
    ``households_in_disagreement`` and ``share_in_disagreement`` (with any force), ``forces``.
    Households in faces for review count to the area of their unit until somebody says otherwise.

    ``forces`` maps ``police`` and ``militia`` to: ``areas``; ``share_in_disagreement``, the headline: share of
    households outside the one area that their neighborhood is matched with (``households_in_disagreement``);
    ``share_cut``: share outside the area that holds most of their neighborhood (``households_cut``; below the
    headline where several neighborhoods lie whole in one area); ``classes``; ``matched_pairs``;
    ``unmatched_neighborhoods``, ``unmatched_areas`` (ids); ``gap_households`` (without those that a register gives to
    an area), ``gap_ha``, ``overlap_households``, ``overlap_ha`` (more than noise), ``review_households`` (at most),
    ``review_ha`` (not sure); ``noise_m`` (standard deviation), ``noise_width_m`` (faces up to it are noise),
    ``noise_ha``, ``noise_households_least``, ``noise`` (``sigma_m``, ``low_m``, ``high_m``, and the histogram of
    distances ``edges_m``, ``counts``);
    ``units_decided``, ``units_undecided``; ``undecided`` (number by reason, :mod:`.reasons`); ``units_split``;
    ``evidence`` (number of units by evidence); ``hidden_strips_expected`` (share of real strips 8 to 20 m wide that
    are lost in the noise, as households name no area).
    Shares are 0 to 1, or None where there are no households.
    """
    table = overlay.table
    inside = overlay.neighborhood != NONE
    states = face_states(overlay, matches)
    total = float(table.households[table.neighborhood != NONE].sum())
    apart = inside & ~np.all([match.agrees for match in matches], axis=0)
    moved = float(overlay.households[apart].sum())
    return {
        "units": len(table.ids),
        "neighborhoods": len(table.neighborhood_ids),
        "households": round(total),
        "units_without_households": [str(unit) for unit in table.ids[~table.known]],
        "units_without_neighborhood": [str(unit) for unit in table.ids[table.neighborhood == NONE]],
        "faces": {name: int((states == place).sum()) for place, name in enumerate(FACE_CLASSES)},
        "households_in_disagreement": round(moved, 1),
        "share_in_disagreement": _share(moved, total),
        "forces": {match.faces.layer.force: _force(overlay, match, total, tolerance) for match in matches},
    }


def _force(overlay: Overlay, match: ForceMatch, total: float, tolerance: Tolerance) -> dict:
    layer, relation = match.faces.layer, match.relation
    counted = Counter(match.classes)
    apart = total - float(match.agreed.sum())
    most = np.zeros(len(match.matched))
    np.maximum.at(most, relation.rows, relation.households)
    cut = total - float(most.sum())
    free = np.setdiff1d(np.arange(len(layer.ids)), match.matched)
    alone = np.flatnonzero(match.matched == NONE)
    reading = match.faces.reading
    pieces = reading.pieces
    noise = pieces.area_m2[pieces.kind == NOISE].sum()
    evidence = Counter(reading.evidence.tolist())
    return {
        "areas": len(layer.ids),
        "share_in_disagreement": _share(apart, total),
        "households_in_disagreement": round(max(apart, 0.0), 1),
        "share_cut": _share(cut, total),
        "households_cut": round(max(cut, 0.0), 1),
        "classes": {name: counted.get(name, 0) for name in CLASSES},
        "matched_pairs": int((match.matched != NONE).sum()),
        "unmatched_neighborhoods": [overlay.table.neighborhood_ids[place] for place in alone],
        "unmatched_areas": [layer.ids[place] for place in free],
        **_places(overlay, match, GAP, np.where(_in_no_area(match), overlay.households, 0.0)),
        **_places(overlay, match, OVERLAP, overlay.households),
        **_places(overlay, match, REVIEW, overlay.faces.high),
        "noise_m": round(reading.noise.sigma_m, 2),
        "noise_width_m": round(reading.noise.low_m, 2),
        "noise_ha": round(float(noise) / SQUARE_METRES_PER_HECTARE, 4),
        "noise_households_least": tolerance.households,
        "noise": plain_numbers(reading.noise),
        **decided_counts(reading),
        "units_split": int(reading.split.sum()),
        "evidence": {name: evidence[name] for name in EVIDENCE if evidence[name]},
        "hidden_strips_expected": round(reading.expected_hidden, 4),
    }


def decided_counts(reading: Reading) -> dict[str, object]:
    """Return ``units_decided``, ``units_undecided`` and ``undecided`` (number of units by reason)."""
    reasons = Counter(reading.reason.tolist())
    return {
        "units_decided": int(reading.decided.sum()),
        "units_undecided": int((~reading.decided).sum()),
        "undecided": {code: reasons[code] for code in REASONS if reasons[code]},
    }


def _places(overlay: Overlay, match: ForceMatch, state: str, households: np.ndarray) -> dict[str, float]:
    here = (match.state == FACE_CLASSES.index(state)) & ~overlay.noise & (overlay.neighborhood != NONE)
    return {
        f"{state}_households": round(float(households[here].sum()), 1),
        f"{state}_ha": round(float(overlay.area_m2[here].sum()) / SQUARE_METRES_PER_HECTARE, 4),
    }


def _in_no_area(match: ForceMatch) -> np.ndarray:
    members = np.array([len(areas) for areas in match.faces.groups])
    return members[match.faces.counted] == 0


def _share(part: float, whole: float) -> float | None:
    return round(min(max(part / whole, 0.0), 1.0), 6) if whole > 0 else None
