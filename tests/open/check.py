"""Reads Turtle and JSON-LD with rdflib, which is not ours: both must hold the same triples.

check.py FILE.ttl FILE.jsonld prints, as JSON, how many triples there are and how many records each
dataset says it has (void:entities), by the last part of its address.
"""

import json
import sys

from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace
from rdflib.compare import isomorphic

VOID = Namespace("http://rdfs.org/ns/void#")

turtle = Graph().parse(sys.argv[1], format="turtle")
linked = Graph().parse(sys.argv[2], format="json-ld")
if not isomorphic(turtle, linked):
    print("only in Turtle:", *(turtle - linked), sep="\n", file=sys.stderr)
    print("only in JSON-LD:", *(linked - turtle), sep="\n", file=sys.stderr)
    sys.exit(1)

# What DCAT-AP 3 cannot do without.
for kind, terms in {
    DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher],
    DCAT.Dataset: [DCTERMS.title, DCTERMS.description, DCAT.distribution],
    DCAT.Distribution: [DCAT.accessURL, DCTERMS.license, DCTERMS.format],
    DCAT.DataService: [DCTERMS.title, DCAT.endpointURL],
}.items():
    for thing in turtle.subjects(RDF.type, kind):
        for term in terms:
            assert turtle.value(thing, term, any=True) is not None, f"{thing} lacks {term}"

counts = {str(thing).rsplit("#", 1)[-1]: int(count) for thing, count in turtle.subject_objects(VOID.entities)}
print(json.dumps({"triples": len(turtle), "counts": counts}))
