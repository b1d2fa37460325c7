"""Posts that come with a neighborhood: members of its security team, paid posts and their factor.

The numbers are data files in ``rules/``, dated and citing their document, since they change.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ..model.profiles import KHU_PHO

FOLDER = Path(__file__).with_name("rules")
SECURITY_TEAM = "security-team-2024"
PAID_POSTS = "paid-posts-2025"


@dataclass(frozen=True)
class SecurityTeamRule:
    """Members of the security team of a neighborhood by its people."""

    name_vi: str
    document: str
    dated: str
    least_members: int
    people_of_least: int
    people_per_member: int

    def members(self, people: int) -> int:
        """Return the team's members: each further started ``people_per_member`` people add one.

        :raises ValueError: *people* is negative.
        """
        if people < 0:
            raise ValueError("people can't be negative")
        further = max(0, people - self.people_of_least)
        return self.least_members + -(-further // self.people_per_member)


@dataclass(frozen=True)
class PaidPostsRule:
    """Paid posts of a neighborhood and the factor of the base salary that each gets, by its households."""

    name_vi: str
    document: str
    dated: str
    posts: int
    large: dict[str, int]
    factor_large: float
    factor_small: float

    def factor(self, households: int, area_type: str = KHU_PHO) -> float:
        """Return the factor of the base salary per post; unknown area types count as khu phố."""
        return self.factor_large if households >= self.large.get(area_type, self.large[KHU_PHO]) else self.factor_small


def security_team_rule(rule_id: str = SECURITY_TEAM) -> SecurityTeamRule:
    """Return the rule of security teams in the data file *rule_id*."""
    record = _record(rule_id)
    return SecurityTeamRule(
        record["name_vi"],
        record["document"],
        record["dated"],
        int(record["least_members"]),
        int(record["people_of_least"]),
        int(record["people_per_member"]),
    )


def paid_posts_rule(rule_id: str = PAID_POSTS) -> PaidPostsRule:
    """Return the rule of paid posts in the data file *rule_id*."""
    record = _record(rule_id)
    return PaidPostsRule(
        record["name_vi"],
        record["document"],
        record["dated"],
        int(record["posts"]),
        {kind: int(least) for kind, least in record["large"].items()},
        float(record["factor_large"]),
        float(record["factor_small"]),
    )


def _record(rule_id: str) -> dict:
    return json.loads((FOLDER / f"{rule_id}.json").read_text(encoding="utf-8"))
