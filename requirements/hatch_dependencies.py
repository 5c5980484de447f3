"""Read the distribution's dependencies from run.in, so that they are written once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RunRequirements(MetadataHookInterface):
    """Fills ``project.dependencies`` when the distribution is built."""

    def update(self, metadata: dict) -> None:
        lines = Path(self.root, "requirements", "run.in").read_text("utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]
