"""The network and the marked report as self-contained pages."""
