"""Records as RDF in an embedded store: identifiers, quads, the merged view, exports."""
