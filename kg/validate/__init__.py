"""The store against shapes and quality checks, in the analyst's terms."""
