"""Which part of left-behind people's service an activity belongs to (notice 1.2)."""

from collections.abc import Mapping

from match.catalogue import codes

# In the order of the notice: basic living, education, employment, health, thought and feeling.
DOMAINS = ("SD-LIVE", "SD-EDU", "SD-JOB", "SD-HEALTH", "SD-EMO")

# By hand, so that no director is asked twice. Policy talks tell what a family may claim; safety is
# taught. What is neither (ACT-OTH) counts for none, and no kind of children's activity is work:
# SD-JOB stays visible at nothing, which is true.
DOMAIN_OF = {
    "ACT-TALK": "SD-LIVE",
    "ACT-READ": "SD-EDU",
    "SVC-LAWED": "SD-EDU",
    "SVC-FAM": "SD-EDU",
    "SVC-SAFE": "SD-EDU",
    "ACT-DRILL": "SD-EDU",
    "SVC-ART": "SD-EDU",
    "SVC-SCI": "SD-EDU",
    "SVC-SEXED": "SD-HEALTH",
    "SVC-SPORT": "SD-HEALTH",
    "SVC-COMP": "SD-EMO",
    "ACT-HOL": "SD-EMO",
}


def domain_words(kind: str) -> str:
    """The domain of a kind of activity, in words; the empty string for none."""
    domain = DOMAIN_OF.get(kind)
    return codes.label(domain) if domain else ""


def by_domain(held: Mapping[str, int]) -> list[tuple[str, int]]:
    """Every domain in words with how many activities it had; *held* is by kind."""
    return [
        (codes.label(domain), sum(n for kind, n in held.items() if DOMAIN_OF.get(kind) == domain))
        for domain in DOMAINS
    ]
