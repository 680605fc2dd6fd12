"""The contract's terms are all defined, with labels, definitions and the superclasses that it names."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS

from kg import resources

DIP = rdflib.Namespace("https://w3id.org/diplomacy-kg/ontology#")
ONTOLOGY = rdflib.URIRef("https://w3id.org/diplomacy-kg/ontology")
PREFIXES = {
    "dip": str(DIP),
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": str(PROV),
    "rdf": str(RDF),
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": str(SKOS),
}


def words(text: str) -> list[str]:
    return text.split()


SUPERCLASSES = """
Actor prov:Agent | State dip:Actor schema:Country | Person dip:Actor foaf:Person | Leader dip:Person
Organization dip:Actor org:Organization | Office dip:Actor org:Post | Forum dip:Series schema:EventSeries
Track dip:Series | Concept skos:Concept | Document foaf:Document | Place schema:Place | Event schema:Event sem:Event
Meeting dip:Event | Visit dip:Event | Gathering dip:Event | Dialogue dip:Event | Publication dip:Event
Statement dip:Event | Establishment dip:Event | Withdrawal dip:Event | Act dip:Event | Participation sem:Role
Tenure org:Membership | Relation rdf:Statement | Source foaf:Document prov:Entity
Passage oa:SpecificResource prov:Entity | Run prov:Activity | Series | Initiative | Figure
"""
CLASSES = {
    row.split()[0]: row.split()[1:] for line in SUPERCLASSES.splitlines() for row in line.split("|") if row.strip()
}
RELATIONS = words("""
memberOf partOf partyTo withdrewFrom wantedBy coreOf writtenInto partnerOf rivalOf specialEnvoyFor represents includes
bans opposes supports predecessorOf considersEqualTo
""")
RULED = words("involves metWith attended visited holdsOffice representsState")
PROPERTIES = words("""
participant speaker host issuer participation actor capacity onBehalfOf start end earliest latest place mode status
accordingTo series ordinal partOf said about count party lead level topic title kind issued published holder office
former attested officeOf officeTitle rank figure what unit bound relation iso3 confidence name sourcesDiffer
""")
TERMS = [*CLASSES, *PROPERTIES, *RELATIONS, *RULED]


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(resources.ontology("dip.ttl"))


def test_the_contract_is_listed_here_in_full() -> None:
    assert (len(CLASSES), len(RELATIONS), len(set(PROPERTIES))) == (30, 17, 46)


@pytest.mark.parametrize("name", CLASSES)
def test_class_with_its_superclasses(vocabulary: rdflib.Graph, name: str) -> None:
    assert (DIP[name], RDF.type, OWL.Class) in vocabulary
    expected = {rdflib.URIRef(PREFIXES[p] + local) for p, local in (s.split(":") for s in CLASSES[name])}
    assert set(vocabulary.objects(DIP[name], RDFS.subClassOf)) == expected


@pytest.mark.parametrize("name", [*PROPERTIES, *RELATIONS, *RULED])
def test_property_is_defined(vocabulary: rdflib.Graph, name: str) -> None:
    kinds = set(vocabulary.objects(DIP[name], RDF.type))
    assert kinds & {OWL.ObjectProperty, OWL.DatatypeProperty}


@pytest.mark.parametrize("name", TERMS)
def test_labels_and_definition(vocabulary: rdflib.Graph, name: str) -> None:
    labels = {label.language.lower() for label in vocabulary.objects(DIP[name], RDFS.label)}
    assert labels == {"en", "zh-hant", "zh-hans"}
    definitions = {text.language.lower(): str(text) for text in vocabulary.objects(DIP[name], SKOS.definition)}
    assert definitions.keys() == {"en", "zh-hant"}
    assert all(text.strip() == text and text.endswith((".", "。")) for text in definitions.values())
    assert vocabulary.value(DIP[name], RDFS.isDefinedBy) == ONTOLOGY


@pytest.mark.parametrize("name", RELATIONS)
def test_relations_are_subproperties(vocabulary: rdflib.Graph, name: str) -> None:
    assert (DIP[name], RDFS.subPropertyOf, DIP.relation) in vocabulary


def test_sub_properties_inverses_and_symmetry(vocabulary: rdflib.Graph) -> None:
    assert (DIP.speaker, RDFS.subPropertyOf, DIP.participant) in vocabulary
    assert (DIP.party, OWL.inverseOf, DIP.partyTo) in vocabulary
    assert (DIP.metWith, RDF.type, OWL.SymmetricProperty) in vocabulary


@pytest.mark.parametrize("name", [*RULED, "Leader", "name", "sourcesDiffer"])
def test_derived_terms_say_so(vocabulary: rdflib.Graph, name: str) -> None:
    assert vocabulary.value(DIP[name], DIP.derivedBy) is not None


def test_only_derived_terms_are_called_derived(vocabulary: rdflib.Graph) -> None:
    derived = {str(node).removeprefix(str(DIP)) for node in vocabulary.subjects(DIP.derivedBy)}
    assert derived == {*RULED, "Leader", "name", "sourcesDiffer"}


def test_the_nine_event_classes_are_disjoint(vocabulary: rdflib.Graph) -> None:
    (disjoint,) = vocabulary.subjects(RDF.type, OWL.AllDisjointClasses)
    members = set(vocabulary.items(vocabulary.value(disjoint, OWL.members)))
    assert members == set(vocabulary.subjects(RDFS.subClassOf, DIP.Event))
    assert len(members) == 9


def test_header(vocabulary: rdflib.Graph) -> None:
    assert str(vocabulary.value(ONTOLOGY, OWL.versionInfo)) == "0.1.0"
    vann = rdflib.Namespace("http://purl.org/vocab/vann/")
    for predicate in (
        OWL.versionIRI,
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.license,
        DCTERMS.creator,
        vann.preferredNamespacePrefix,
        vann.preferredNamespaceUri,
    ):
        assert list(vocabulary.objects(ONTOLOGY, predicate)), predicate
