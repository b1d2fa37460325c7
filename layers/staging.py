"""A folder of results that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message

_NO_FOLDER = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Nothing can be written into the folder {folder}: {reason}. Choose another folder."
)
_IN_USE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{file} in the folder {folder} can't be replaced: {reason}. Close the programs and take out the QGIS layers that "
    "use it, or choose another folder. The results that were there are unchanged.",
)
_JOURNALS = ("-wal", "-shm", "-journal")


class StagedFolder:
    """Files are written to :meth:`path`, hidden inside the target folder; :meth:`publish` moves all of them.

    Until then the folder's old files are untouched; without it nothing remains, not even a folder that
    was not there before.

    :raises KhuPhoError: the folder can't be made or written.
    """

    def __init__(self, folder: str | os.PathLike) -> None:
        self.folder = Path(folder).resolve()
        made = _missing_parents(self.folder)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._scratch = Path(tempfile.mkdtemp(prefix=".khupho-", dir=self.folder))
        except OSError as error:
            _remove_empty(made)
            raise self._error(error) from error
        self._clean = weakref.finalize(self, _discard, self._scratch, made)

    def path(self, name: str) -> Path:
        """Return where to write the file *name* for now."""
        return self._scratch / name

    def publish(self) -> None:
        """Move all files that were written into the folder; old ones of the same names are replaced.

        :raises KhuPhoError: one can't be; then all old files are back in their places.
        """
        names = sorted(path.name for path in self._scratch.iterdir() if path.is_file())
        aside = self._scratch / "replaced"
        aside.mkdir()
        undo: list[tuple[Path, Path]] = []
        name = ""
        try:
            for name in names:
                # The journals of a replaced database would be taken for the new one's.
                for old in (name, *(name + suffix for suffix in _JOURNALS)):
                    if (self.folder / old).is_file():
                        os.replace(self.folder / old, aside / old)
                        undo.append((aside / old, self.folder / old))
                os.replace(self._scratch / name, self.folder / name)
                undo.append((self.folder / name, self._scratch / name))
        except OSError as error:
            for now, before in reversed(undo):
                os.replace(now, before)
            self.discard()
            details = {"file": name, "folder": str(self.folder), "reason": error.strerror or str(error)}
            raise KhuPhoError(Message(_IN_USE, details)) from error
        self.discard()

    def discard(self) -> None:
        """Remove what was staged, and folders that were made for it and are empty."""
        self._clean()

    def _error(self, error: OSError) -> KhuPhoError:
        return KhuPhoError(Message(_NO_FOLDER, {"folder": str(self.folder), "reason": error.strerror or str(error)}))


def _missing_parents(folder: Path) -> list[Path]:
    """Return the folders that must be made for *folder*, the innermost first."""
    missing = []
    while not folder.exists() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    return missing


def _discard(scratch: Path, made: list[Path]) -> None:
    shutil.rmtree(scratch, ignore_errors=True)
    _remove_empty(made)


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:  # not empty, or gone
            return
