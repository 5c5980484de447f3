"""Places as facets of a list: prefectures, and counties of those that were chosen."""

from collections.abc import Mapping

from match.places.queries import area_names
from match.site.asked import Asked
from match.site.browsing import Counts, Group, Labels, group


async def area_groups(
    asked: Asked, prefectures: Counts, counties: Counts, labels: tuple[str, str]
) -> tuple[Group, Group]:
    """
    Both facets, named by *labels*. Counts are by prefixes of 4 and of 6 digits. Counties of
    chosen prefectures only: 122 are many.
    """
    near = {
        code: count
        for code, count in counties.items()
        if code[:4] in asked.prefecture or code in asked.county
    }
    names = await area_names([*prefectures, *near])

    def named(counts: Counts) -> Labels:
        return {code: names.get(code, code) for code in sorted(counts)}

    return (
        group(asked, "prefecture", labels[0], named(prefectures), prefectures),
        group(asked, "county", labels[1], named(near), near),
    )


async def area_words(asked: Asked) -> Mapping[str, Labels]:
    """The names of the chosen places, by facet."""
    names = await area_names([*asked.prefecture, *asked.county])
    return {"prefecture": names, "county": names}
