"""What may be in a public document, written down by hand."""

import msgspec
import pytest
from search_samples import PICTURE_BOOKS, WINTER_COATS

from search.digest import BUCKETS, bucket_of, digest_of
from search.documents import Beneficiaries, HomeDocument, NeedDocument, amount_band
from search.filters import Field
from search.indexes import INDEXES, Index

SHARED = [
    "id",
    "version",
    "title",
    "body",
    "kind",
    "status",
    "categories",
    "category_names",
    "division",
    "place_names",
    "lat",
    "lon",
    "tags",
    "published_on",
]
PUBLIC = {
    Index.NEEDS: "urgency beneficiaries groups home_id home_name village_name quantity_asked "
    "quantity_left amount_minor due_on",
    Index.OFFERS: "modes areas organisation_id organisation_name organisation_kind verified "
    "quantity_left amount_minor due_on",
    Index.PURCHASES: "purchaser_name organisation_id method procurement_codes amount_minor due_on",
    Index.HOMES: "village_name standing facilities beneficiaries",
    Index.ORGANISATIONS: "organisation_kind areas skills skill_names verified",
    Index.POLICIES: "numbers issuers topics",
}


@pytest.mark.parametrize("index", list(Index))
def test_documents_hold_these_public_fields_and_no_others(index: Index) -> None:
    document = INDEXES[index].document

    assert sorted(document.__struct_fields__) == sorted([*SHARED, *PUBLIC[index].split()])


@pytest.mark.parametrize("index", list(Index))
def test_every_setting_names_something_the_document_has(index: Index) -> None:
    settings = INDEXES[index]
    attributes = [*settings.names, *(field.value for field in settings.filters)]

    assert [each for each in attributes if not hasattr(settings.document, each)] == []
    assert settings.facets <= settings.filters
    assert Field.POINT not in settings.facets


def test_a_document_takes_no_field_it_does_not_know() -> None:
    raw = msgspec.to_builtins(PICTURE_BOOKS) | {"child_name": "某某"}

    with pytest.raises(msgspec.ValidationError, match="child_name"):
        msgspec.convert(raw, NeedDocument)


@pytest.mark.parametrize(
    "naming",
    [
        {"division": "433124104201"},
        {"village_name": "十八洞村"},
        {"home_name": "十八洞村儿童之家"},
        {"home_id": 7},
    ],
)
def test_a_need_for_fewer_than_five_names_no_village_and_no_home(naming: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="fewer than five"):
        msgspec.structs.replace(WINTER_COATS, **naming)
    msgspec.structs.replace(WINTER_COATS, **naming, beneficiaries=Beneficiaries.FROM_5)


def test_a_home_has_no_band_under_five() -> None:
    with pytest.raises(ValueError, match="not published"):
        HomeDocument(id=1, version=1, title="x", beneficiaries=Beneficiaries.UNDER_5)


@pytest.mark.parametrize(
    "wrong", [{"id": 0}, {"id": 2**31}, {"division": "43312"}, {"division": "4" * 13}]
)
def test_wrong_ids_and_divisions_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        msgspec.structs.replace(PICTURE_BOOKS, **wrong)


@pytest.mark.parametrize(
    ("count", "band"),
    [
        (None, "unknown"),
        (0, "under_5"),
        (4, "under_5"),
        (5, "5_9"),
        (9, "5_9"),
        (10, "10_29"),
        (99, "30_99"),
        (100, "100_up"),
    ],
)
def test_bands_of_beneficiaries(count: int | None, band: str) -> None:
    assert Beneficiaries.of(count) == band


def test_bands_of_amounts_include_their_upper_end() -> None:
    given = [None, 0, 100_000, 100_001, 1_000_000, 20_000_000, 20_000_001]

    bands = [amount_band(amount) for amount in given]

    assert bands == ["", "to_1000", "to_1000", "to_10000", "to_10000", "to_200000", "above_200000"]


def test_a_digest_sees_a_changed_version_a_missing_row_and_a_double_one() -> None:
    rows = [(id, 1) for id in range(1, 600)]
    whole = digest_of(rows)

    assert digest_of(reversed(rows)) == whole
    assert whole.differing(digest_of([*rows[1:], (1, 2)])) == (bucket_of(1),)
    assert whole.differing(digest_of(rows[1:])) == (bucket_of(1),)
    assert whole.differing(digest_of([*rows, rows[0], rows[0]])) == (bucket_of(1),)
    assert len(whole.buckets) == BUCKETS
