import pytest
from khu_pho_mapper.core.measures.posts import paid_posts_rule, security_team_rule

# Published with the launch of the teams: 4,861 khu phố and ấp, 15,031 members.
PUBLISHED = {3: 4469, 4: 348, 5: 36, 6: 6, 8: 2}
LARGEST_OF = {3: 2700, 4: 3600, 5: 4500, 6: 5400, 8: 7200}


def test_published_distribution_adds_up():
    rule = security_team_rule()
    teams = [(rule.members(LARGEST_OF[size]), count) for size, count in PUBLISHED.items()]
    assert sum(count for _, count in teams) == 4861
    assert sum(members * count for members, count in teams) == 15_031


@pytest.mark.parametrize(
    ("people", "members"),
    [(0, 3), (2700, 3), (2701, 4), (3600, 4), (3601, 5), (6300, 7), (6301, 8), (7200, 8)],
)
def test_each_started_nine_hundred_adds_one(people, members):
    assert security_team_rule().members(people) == members


def test_negative_people_are_refused():
    with pytest.raises(ValueError, match="negative"):
        security_team_rule().members(-1)


def test_factor_falls_below_the_threshold():
    rule = paid_posts_rule()
    assert (rule.factor(500), rule.factor(499)) == (2.0, 1.5)
    assert (rule.factor(350, "ap"), rule.factor(349, "ap")) == (2.0, 1.5)
    assert rule.factor(450, "other") == 1.5
    assert rule.posts == 3


def test_rules_cite_their_document():
    for rule in (security_team_rule(), paid_posts_rule()):
        assert len(rule.document) > 30
        assert rule.dated.startswith("20")
