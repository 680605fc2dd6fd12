"""The packaged lexicon: whom it must know, and in which languages."""

from __future__ import annotations

import pytest

from kg.lexicon import grammar, lexicon
from kg.lexicon.lexicon import Finder, Lexicon
from kg.text.fold import fold

LISTED = """
AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN
CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM
GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ
KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ
MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN
SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA
UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
MEMBERS = LISTED.split()
OBSERVERS = ("PSE", "VAT")


@pytest.fixture(scope="module")
def loaded() -> Lexicon:
    return lexicon.load()


def test_the_list_of_members_is_whole() -> None:
    assert len(MEMBERS) == len(set(MEMBERS)) == 193


def test_every_member_of_the_united_nations_is_known(loaded: Lexicon) -> None:
    states = {entry.iso3 for entry in loaded.entries.values() if entry.kind == "State"}
    assert not {*MEMBERS, *OBSERVERS, "TWN"} - states


def test_every_state_has_its_names(loaded: Lexicon) -> None:
    states = [entry for entry in loaded.entries.values() if entry.kind == "State"]
    assert len(states) >= 196
    for entry in states:
        assert all(entry.labels.get(language) for language in ("zh-Hant", "zh-Hans", "en")), entry.key
        assert len(entry.iso3) in (0, 3)
        assert entry.key == f"state/{entry.iso3}" or not entry.iso3, entry.key


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("state/LAO", ("寮國", "老撾", "老挝")),
        ("state/NZL", ("紐西蘭", "新西蘭", "新西兰")),
        ("state/SAU", ("沙烏地阿拉伯", "沙特阿拉伯", "沙特")),
        ("state/CIV", ("象牙海岸", "科特迪瓦")),
        ("state/ITA", ("義大利", "意大利")),
        ("person/donald-trump", ("川普", "特朗普")),
        ("person/vladimir-putin", ("普丁", "普京")),
        ("person/emmanuel-macron", ("馬克宏", "馬克龍", "马克龙")),
        ("organization/un", ("聯合國", "联合国")),
    ],
)
def test_usage_of_taiwan_hong_kong_and_the_mainland(loaded: Lexicon, key: str, forms: tuple[str, ...]) -> None:
    for form in forms:
        assert key in {term.key for term in loaded.terms.get(fold(form), ())}, form


def test_persons_are_few_and_most_have_their_offices(loaded: Lexicon) -> None:
    persons = {key for key, entry in loaded.entries.items() if entry.kind == "Person"}
    assert 100 <= len(persons) <= 300
    holders = {holding.person for holding in loaded.holdings}
    assert holders <= persons
    assert len(holders) >= 0.9 * len(persons)


def test_the_list_of_persons_may_be_left_out() -> None:
    without = lexicon.load(persons=False)
    assert not [entry for entry in without.entries.values() if entry.kind == "Person"]
    assert not without.holdings
    assert len(without.entries) > 2000


def test_every_form_is_found_in_a_text(loaded: Lexicon) -> None:
    finder = Finder(loaded)
    missing = []
    for form in list(loaded.terms)[::7]:
        before, after = (" ", " ") if form.isascii() else ("，", "，")
        hits = {(match.start, match.end) for match in finder.find(f"{before}{form}{after}")}
        if (1, 1 + len(form)) not in hits:
            missing.append(form)
    assert not missing


def test_latin_forms_are_found_as_whole_words_only(loaded: Lexicon) -> None:
    finder = Finder(loaded)
    assert [m for m in finder.find("apec峰会") if m.end == 4]
    assert not [m for m in finder.find("xapecx") if m.end - m.start == 4]


def test_the_word_lists_are_folded() -> None:
    loaded = grammar.load()
    assert loaded.words
    for name, words in loaded.words.items():
        assert all(word == fold(word) for word in words), name
        assert len(set(words)) == len(words), name
