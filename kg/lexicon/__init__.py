"""Names as data, edited by analysts, found in one pass."""
