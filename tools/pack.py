"""Zips the tree that ``tools/package`` made: ``pack.py TREE DIST [OUT]``. The same tree gives the same bytes."""

import configparser
import sys
import zipfile
from pathlib import Path

LARGEST = 25_000_000  # bytes; the plugin site takes no more
NEEDED = ("__init__.py", "metadata.txt", "LICENSE")
REFUSED = {".pyc", ".so", ".dll", ".exe", ".sh", ".bat", ".ts"}


def check(tree: Path, paths: list[Path]) -> None:
    """Stop with what is wrong when the plugin site would refuse the zip."""
    for name in NEEDED:
        if not (tree / name).is_file():
            sys.exit(f"{name} is missing: the plugin site refuses the upload")
    for path in paths:
        if path.suffix in REFUSED or path.name.startswith("."):
            sys.exit(f"{path.relative_to(tree)} does not belong into the zip")


def main(tree: Path, dist: Path, out: str) -> None:
    """Write the zip and print where it is."""
    paths = sorted(path for path in tree.rglob("*") if path.is_file())
    check(tree, paths)
    metadata = configparser.ConfigParser()
    metadata.read(tree / "metadata.txt", encoding="utf-8")
    target = Path(out) if out else dist / f"{tree.name}-{metadata['general']['version']}.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bundle:
        for path in paths:
            entry = zipfile.ZipInfo(f"{tree.name}/{path.relative_to(tree).as_posix()}", (2000, 1, 1, 0, 0, 0))
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            bundle.writestr(entry, path.read_bytes())
    size = part.stat().st_size
    if size >= LARGEST:
        part.unlink()
        sys.exit(f"{size} bytes: the plugin site takes less than {LARGEST}")
    part.replace(target)
    print(f"{target}  {len(paths)} files, {size / 1000:.0f} kB")


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
