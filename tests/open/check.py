"""Compares Turtle and JSON-LD with rdflib, an independent library: both must have the same triples.

check.py FILE.ttl FILE.jsonld prints as JSON the number of triples, and for each dataset (the fragment of
its URI) the number of records that it declares (void:entities).
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

# The mandatory properties of DCAT-AP 3.
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
