"""From a document to records with evidence; knows nothing of RDF."""
