"""The words: 117 groups, 713 terms, no term twice, every code meant."""

from match.catalogue import codes, lists, thesaurus

# Ideas that no list holds, but that people search by.
CONCEPTS = {
    "MINOR",
    "VOL",
    "TOWNPROT",
    "PURCHASE",
    "TENDER",
    "CONSULT",
    "NEGOT",
    "INQUIRY",
    "SINGLE",
    "DONATE",
    "RECEIPT",
    "AGREEMENT",
    "VISITREC",
    "REPORT",
    "REFER",
    "RURAL",
    "VILLAGE",
    "DEMO",
    "WELFARE",
}


def test_no_term_is_in_two_groups():
    terms = [term.casefold() for group in thesaurus.groups() for term in group.terms]
    assert len(thesaurus.groups()) == 117
    assert len(terms) == 713
    assert len(set(terms)) == 713


def test_every_group_stands_for_a_code_of_a_list_or_a_named_idea():
    known = set().union(*(listing() for listing in codes._EVERYTHING))
    assert {group.code for group in thesaurus.groups()} - known == CONCEPTS
    served = {group.code for group in thesaurus.groups()} & set(lists.categories())
    assert len(served) > 65, "nearly every category has words of its own"


def test_wide_words_widen_a_search_but_not_a_run():
    narrow = {group.canonical for group in thesaurus.matching_groups()}
    assert "心理辅导" in narrow
    assert not {"未成年人", "农村", "建制村", "企业"} & narrow
    assert thesaurus.group_of("村") is not None


def test_a_word_expands_to_its_group_with_itself_first():
    assert thesaurus.expand("绘本")[0] == "绘本"
    assert {"图书", "课外书", "童书"} <= set(thesaurus.expand("绘本"))
    assert thesaurus.expand("从没见过的词") == ("从没见过的词",)


def test_letter_case_does_not_matter():
    assert thesaurus.group_of("wifi") is thesaurus.group_of("WiFi") is not None
    assert len(thesaurus.expand("WIFI")) == len(thesaurus.expand("WiFi"))


def test_longer_terms_come_first():
    order = thesaurus.terms_longest_first()
    assert order.index("心理健康服务") < order.index("心理服务")
    assert [len(term) for term in order] == sorted(map(len, order), reverse=True)
