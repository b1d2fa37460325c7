"""Criteria profiles: named, dated thresholds that cite their document.

Profiles are data files in ``profiles/``, since the law is changing; no threshold stands in code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .errors import KhuPhoError
from .messages import CONTEXT, QT_TRANSLATE_NOOP, Message

FOLDER = Path(__file__).with_name("profiles")
CUSTOM = "custom"
DEFAULT = "hcmc-500-350"
KHU_PHO = "khu_pho"
AP = "ap"

_UNKNOWN = QT_TRANSLATE_NOOP(CONTEXT, "There is no criteria profile “{profile}”. Choose one of: {known}.")
_NO_MINIMUM = QT_TRANSLATE_NOOP(
    CONTEXT, "The custom profile needs the smallest number of households (parameter MINIMUM), 1 or more."
)


@dataclass(frozen=True)
class Profile:
    """Thresholds of one document, in households.

    ``minimum`` maps an area type (``khu_pho``, ``ap``) to its least number of households;
    ``target_factor`` times the minimum is the size aimed at.
    """

    id: str
    name_vi: str
    name_en: str
    minimum: dict[str, int]
    target_factor: float
    document: str
    dated: str

    def minimum_of(self, area_type: str) -> int:
        """Return the least households of an area of *area_type*; unknown types count as khu phố."""
        return self.minimum.get(area_type, self.minimum[KHU_PHO])


def available() -> list[Profile]:
    """Return the profiles that ship with the plugin, in the order of their ids."""
    return [_read(path) for path in sorted(FOLDER.glob("*.json"))]


def get(profile_id: str, minimum: int | None = None) -> Profile:
    """Return the profile called *profile_id*; *minimum* (households) is for ``custom`` only.

    :raises KhuPhoError: the profile is unknown, or ``custom`` comes without a minimum.
    """
    if profile_id == CUSTOM:
        if minimum is None or minimum < 1:
            raise KhuPhoError(Message(_NO_MINIMUM))
        return Profile(
            CUSTOM,
            f"Tự chọn: {minimum} hộ",
            f"Custom: {minimum} households",
            {KHU_PHO: minimum, AP: minimum},
            1.15,
            "",
            "",
        )
    known = {profile.id: profile for profile in available()}
    if profile_id not in known:
        raise KhuPhoError(Message(_UNKNOWN, {"profile": profile_id, "known": ", ".join([*known, CUSTOM])}))
    return known[profile_id]


def _read(path: Path) -> Profile:
    record = json.loads(path.read_text(encoding="utf-8"))
    return Profile(
        record["id"],
        record["name_vi"],
        record["name_en"],
        {kind: int(least) for kind, least in record["minimum"].items()},
        float(record["target_factor"]),
        record["document"],
        record["dated"],
    )
