"""A town's folder: read it, check it, publish it, and open its releases."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from terril.model.errors import NotConforming
from terril.model.execution.progress import Step, ignore_progress
from terril.town.config_file import RELEASES, ConfigFile, read_config_file

if TYPE_CHECKING:
    from os import PathLike

    from terril.model.execution.progress import Progress
    from terril.release.release import Release
    from terril.release.releases import Published, Releases
    from terril.release.remote_copies import Loader
    from terril.town.check_report import CheckReport
    from terril.town.served_release import ServedRelease
    from terril.town.town_files import TownFiles

SPARES = 0
"""Worker processes kept ready for a script, beyond those that run queries."""


class Town:
    """A town's folder.

    Only ``town.toml`` is read, once, until a method needs more. Each method imports the modules
    that it needs: listing releases takes no SHACL engine.

    Attributes:
        folder: folder of ``town.toml``, ``data/`` and ``releases/``.
        config: settings in ``town.toml``.
    """

    def __init__(self, folder: Path, config_file: ConfigFile) -> None:
        self.folder = folder
        self.config = config_file.config
        self._config_file = config_file

    def __repr__(self) -> str:
        return f"Town({str(self.folder)!r})"

    @property
    def releases(self) -> Releases:
        """The kept releases."""
        from terril.release.releases import Releases

        return Releases(self.folder / RELEASES)

    @property
    def loader(self) -> Loader | None:
        """The loader of the store that ``town.toml`` names; ``None`` if it names none."""
        from terril.release.remote_copies import Loader
        from terril.town.settings import make_replicas

        replicas = make_replicas(self.config.store)
        return Loader(replicas) if replicas else None

    def read(self, progress: Progress = ignore_progress) -> TownFiles:
        """Read all files, without checking them.

        Args:
            progress: called with the step, and how far it is.

        Raises:
            DataMissing: there is nothing to check.
            ShapesError: a shape of the town cannot be used.
            ModelError: a file of the model is broken.
        """
        from terril.town.town_files import read_town_files

        return read_town_files(self.folder, self._config_file, partial(progress, Step.READ))

    def check(self, progress: Progress = ignore_progress) -> CheckReport:
        """Read all files as they are now and validate them against the shapes.

        Args:
            progress: called with each step of the check, and how far it is.

        Raises:
            DataMissing: there is nothing to check.
            ShapesError: a shape of the town cannot be used.
            ModelError: a file of the model is broken.
        """
        from terril.town.check_report import CheckReport

        files = self.read(progress)
        progress(Step.CHECK, 0, 0)
        return CheckReport(files, files.check())

    def publish(
        self, report: CheckReport | None = None, progress: Progress = ignore_progress
    ) -> Published:
        """Freeze the checked files into a release and make it current.

        Args:
            report: of the check whose files are published; by default they are checked now.
            progress: called with each step of the build, and how far it is.

        Raises:
            NotConforming: the data has violations; nothing was published.
            StoreError: the remote store was not loaded; what was served before still is.
            ReleaseError: the folder of releases cannot be written to, or is being written to.
        """
        # A report without findings is an empty sequence, and false.
        report = self.check(progress) if report is None else report
        if report.violations:
            raise NotConforming(report.violations, len(report.violations))
        content = report.files.content()
        return self.releases.publish(content, progress, self.loader)

    def current(self) -> ServedRelease:
        """Open the current release for queries, descriptions and searches.

        Use it as a context manager: it ends the processes that run its queries.

        Raises:
            NoRelease: nothing has been published.
            DamagedRelease: its folder or manifest is gone or unreadable.
        """
        return self._open(self.releases.get_current())

    def open_release(self, release: str) -> ServedRelease:
        """Open a kept release by its id; use it as :meth:`current`.

        Raises:
            UnknownRelease: there is none with that id.
            DamagedRelease: its manifest is missing or unreadable.
        """
        return self._open(self.releases.get(release))

    def _open(self, release: Release) -> ServedRelease:
        from terril.release.tombstones import find_tombstones
        from terril.town.served_release import ServedRelease
        from terril.town.settings import Quota, make_fetcher, make_query_limits, make_replicas

        config = self.config
        limits = config.limits
        quota = Quota(limits.answer_cache_megabytes, 0, SPARES, make_fetcher(config.service_hosts))
        gone = find_tombstones(self.releases, release)
        replicas = make_replicas(config.store)
        return ServedRelease(release, make_query_limits(limits), gone, quota, replicas)


def open_town(folder: str | PathLike[str] = ".") -> Town:
    """Open the town in a folder; only its ``town.toml`` is read.

    A relative path is resolved now: a script may change its working directory later.

    Raises:
        NoTown: there is no ``town.toml``.
        SettingsError: ``town.toml`` cannot be used.
    """
    return open_folder(Path(folder).absolute())


def open_folder(folder: Path) -> Town:
    """Open the town in a folder under the path as given, which messages name; raise as above."""
    return Town(folder, read_config_file(folder))
