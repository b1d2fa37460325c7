"""From where on something counts as a fault of a layer, and why there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of the checks in metres, square metres and shares.

    - ``least_area_m2``: smaller overlaps and gaps are left by rounding and hold no house
    - ``rounding_m``: overlaps and gaps thinner than that are rounding, whatever their length
    - ``sliver_m``: a gap nowhere wider than that is a drawing fault (no alley, no pond is as narrow)
    - ``overlap_error_share``: two units that share more than that of the smaller one claim the same
      houses; its households can't be told apart, so a proposal would count them twice
    - ``outline_m``: a ward's outline from another source lies up to 7.5 m off (measured between
      official and OpenStreetMap outlines); only what is wider is outside the ward or a gap in it
    - ``outline_area_m2``: smaller differences to the outline are not reported
    - ``tolerance_m``: borders that far apart still make neighbors (as in :func:`.adjacency.find_adjacency`)
    - ``noise_m``: gaps and overlaps thinner than that are not listed one by one but counted in one fault
      (0: all are listed). Areas of forces are drawn by hand with errors of 1 to 5 m.
    - ``most_listed``: warnings of one kind that are listed; the rest is counted in one more
    """

    least_area_m2: float = 0.1
    rounding_m: float = 0.01
    sliver_m: float = 2.0
    overlap_error_share: float = 0.05
    outline_m: float = 10.0
    outline_area_m2: float = 100.0
    tolerance_m: float = 0.5
    noise_m: float = 0.0
    most_listed: int = 500


UNIT_LIMITS = Limits()
AREA_LIMITS = Limits(least_area_m2=25.0, sliver_m=5.0, noise_m=5.0)
