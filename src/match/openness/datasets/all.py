"""Every table there is."""

from match.openness.datasets import asking, business, counting, gifts, publishing, running
from match.openness.datasets.shapes import Dataset

DATASETS: dict[str, Dataset] = {
    one.name: one
    for part in (asking, gifts, running, business, publishing, counting)
    for one in part.DATASETS
}
"""By name, in the order of the page."""


def question(dataset: Dataset, small: int) -> str:
    """Its SQL; *small* is the parameter need.small_group."""
    return dataset.sql.replace("{small}", str(int(small)))
