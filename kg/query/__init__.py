"""Named questions and own SPARQL, safely."""
