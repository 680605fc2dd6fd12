"""Same-length folding, numerals and dates of Chinese text."""
