"""Which layer of a project plays which part, guessed from its name; the user sees the guess and may change it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from qgis.core import QgsMapLayer

# The first pattern that a name holds counts, so the more particular words stand first.
_PATTERNS: dict[str, tuple[str, ...]] = {
    "units": ("to_dan_pho", "todanpho", "tdp", "to_nhan_dan", "units", "khu_dan_cu"),
    "beats": ("cskv", "canh_sat", "police", "beats", "beat", "cong_an"),
    "militia": ("khu_doi", "ap_doi", "militia", "dan_quan", "quan_su", "bchqs"),
    "outline": ("ranh_phuong", "ranh_xa", "ward_outline", "outline", "ranh_gioi", "ward", "phuong"),
    "barriers": ("barrier", "vat_can", "rao_can", "kenh", "rach", "song", "duong_lon", "truc_duong", "canal"),
}


def plain_name(name: str) -> str:
    """Return *name* in lower case ASCII with underscores: "Tổ dân phố" becomes ``to_dan_pho``."""
    spread = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    letters = (c for c in spread if not unicodedata.combining(c))
    return "_".join("".join(c if c.isalnum() else " " for c in letters).split())


def guess_layer(layers: Iterable[QgsMapLayer], role: str) -> QgsMapLayer | None:
    """Return the layer whose name fits *role* best, or None.

    *role* is ``units``, ``beats``, ``militia``, ``outline`` or ``barriers``.
    """
    best, best_rank = None, len(_PATTERNS[role])
    for layer in layers:
        words = f"_{plain_name(layer.name())}_"
        for rank, pattern in enumerate(_PATTERNS[role][:best_rank]):
            if f"_{pattern}" in words:
                best, best_rank = layer, rank
                break
    return best
