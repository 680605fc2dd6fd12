"""From a file to a :class:`Document`: decoded, cleaned of mark-up, each character mapped to its place."""
