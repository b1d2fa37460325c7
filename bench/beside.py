"""Runs a peer of ``peers.py`` in its environment and holds it against the engine on the wards that it did."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from common import ROOT
from instances import Ward, total

HOW_TO_INSTALL = "make peers"
_FOLDER = ROOT / "build" / "peers"


@dataclass(frozen=True)
class Peer:
    """A row of the bench: ``name`` to print, peer of ``peers.py``, and how many tries it has."""

    name: str
    peer: str
    tries: int


PEERS = {
    "metis-5": Peer("METIS x5", "metis", 5),
    "metis-60": Peer("METIS x60", "metis", 60),
    "gerrychain": Peer("GerryChain", "gerrychain", 5),
    "spopt": Peer("spopt", "spopt", 5),
}


@dataclass(frozen=True)
class Beside:
    """What a peer did: a checked row per ward, by the ward's place; ``seconds`` of the processor."""

    rows: dict[int, dict[str, float]]
    seconds: float
    unsolved: int


def interpreter() -> str:
    """Return the Python that has the peers, or this one where there is no environment for them."""
    for place in ("bin/python", "Scripts/python.exe"):
        if (_FOLDER / place).exists():
            return str(_FOLDER / place)
    return sys.executable


def run_peer(one: Peer, instance: str, wards: int | None, mode: str, seconds: float) -> Beside | str:
    """Return what the peer did on *instance* within *seconds* (0: no limit), or why it did nothing."""
    command = [interpreter(), str(ROOT / "bench" / "peers.py"), one.peer, "--instance", instance, "--mode", mode]
    command += ["--tries", str(one.tries), "--seconds", str(seconds)]
    command += [] if wards is None else ["--wards", str(wards)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    rows = [json.loads(text) for text in ended.stdout.splitlines() if text.startswith("{")]
    if not rows:
        said = (ended.stderr.strip().splitlines() or ["no ward done"])[-1]
        return f"{one.name}: {said}" + (f"; {HOW_TO_INSTALL}" if said.startswith("not installed") else "")
    return Beside(
        {row["place"]: row for row in rows}, sum(row["seconds"] for row in rows), sum(not row["solved"] for row in rows)
    )


def compare(
    one: Peer, found: Beside, wards: list[Ward], engine: list[dict[str, float]], spent: float
) -> tuple[dict[str, float], str, str]:
    """Return the peer's totals, a remark for its row, and the line with the ratios on the wards that it did.

    *engine*: the engine's row of every ward; *spent*: its seconds, of which these wards get the share of
    their units.
    """
    row = total(list(found.rows.values()))
    own = total([engine[place] for place in found.rows])
    units = [len(ward.households) for ward in wards]
    seconds = spent * sum(units[place] for place in found.rows) / sum(units)
    remarks = []
    if len(found.rows) < len(wards):
        remarks.append(f"{len(found.rows)} of {len(wards)} wards, evenly spread: its time was over")
    if found.unsolved:
        remarks.append(f"{found.unsolved} not solved")
    return row, "; ".join(remarks), ratio_line(one.name, own, row, seconds, found.seconds)


def ratio_line(name: str, own: dict[str, float], peer: dict[str, float], seconds: float, peer_seconds: float) -> str:
    """Return the line that holds the engine's totals *own* against those of the peer *name*."""
    cut = f"{own['cut'] / peer['cut']:.4f}" if peer["cut"] > 0 else "-"  # a ward left whole has none
    return (
        f"    engine / {name}: regions {own['regions'] / peer['regions']:.4f}, "
        f"below {own['below']} / {peer['below']}, cut {cut}, "
        f"PP {own['pp'] / max(peer['pp'], 1e-9):.4f}, time {seconds / max(peer_seconds, 1e-9):.2f}"
    )
