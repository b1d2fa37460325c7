"""What ``khupho:arrange`` puts into the plan's GeoPackage, beside the polygons that others made."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from ..layers import schema
from .comparing import ForcesComparison
from .inputs import Inputs
from .steps import Proposal, Rules, old_neighborhoods
from .summary import versions

if TYPE_CHECKING:
    import pandas as pd

    from ..core.proposal.plan import Settings

STATE_DRAFT = "draft"


def assigned(proposal: Proposal) -> pd.DataFrame:
    """Return the canonical units with their neighborhood."""
    units = proposal.units.copy()
    units["neighborhood_id"] = proposal.neighborhood_ids
    units["neighborhood_name"] = proposal.neighborhood_names
    units["locked"] = False
    return units


def plan_frames(
    inputs: Inputs,
    proposal: Proposal,
    rules: Rules,
    settings: Settings,
    comparison: ForcesComparison | None,
) -> dict[str, pd.DataFrame]:
    """Return the frames of :func:`layers.plan_store.write_plan`."""
    frames = {
        schema.UNITS.name: assigned(proposal),
        schema.NEIGHBORHOODS.name: proposal.neighborhoods,
        schema.ADJACENCY.name: _adjacency(proposal),
        schema.PLANS.name: _plans(proposal, rules, settings),
        schema.HISTORY.name: _history(),
    }
    old = old_neighborhoods(proposal.units, proposal.adjacency)
    if len(old):
        frames[schema.OLD_NEIGHBORHOODS.name] = old
    if inputs.beats is not None:
        frames[schema.POLICE_BEATS.name] = inputs.beats.frame
    if inputs.militia is not None:
        frames[schema.MILITIA_AREAS.name] = inputs.militia.frame
    if comparison is not None:
        frames[schema.FACES.name] = comparison.faces
        frames[schema.MATCHES.name] = comparison.matches
    return frames


def _adjacency(proposal: Proposal) -> pd.DataFrame:
    import pandas as pd

    ids = proposal.units["unit_id"].to_numpy()
    found = proposal.adjacency
    return pd.DataFrame(
        {
            "unit_a": ids[found.pairs[:, 0]],
            "unit_b": ids[found.pairs[:, 1]],
            "shared_m": found.shared_m,
            "barrier": found.barrier,
            "origin": "found",
        }
    )


def _plans(proposal: Proposal, rules: Rules, settings: Settings) -> pd.DataFrame:
    import pandas as pd

    weights = json.dumps({"weights": vars(settings.weights), "count": rules.count})
    rows = []
    for problem, plan in zip(proposal.problems, proposal.result.plans):
        content = repr((problem.ids, plan.labels.tolist())).encode()
        rows.append(
            {
                "plan_id": hashlib.sha256(content).hexdigest()[:16],
                "ward_code": problem.ward,
                "area_type": problem.area_type,
                "profile": rules.profile.id,
                "document": rules.profile.document,
                "minimum": problem.minimum,
                "parameters": weights,
                "seed": settings.seed,
                "effort": settings.effort.value,
                "scores": json.dumps(plan.scores.as_dict()),
                "state": STATE_DRAFT,
            }
        )
    return pd.DataFrame(rows)


def _history() -> pd.DataFrame:
    import pandas as pd

    made = datetime.now().astimezone().isoformat(timespec="seconds")
    return pd.DataFrame(
        [
            {
                "happened_at": made,
                "who": f"Khu Phố Mapper {versions()['khu_pho_mapper']}",
                "what": "proposed",
                "details": json.dumps(versions()),
            }
        ]
    )
