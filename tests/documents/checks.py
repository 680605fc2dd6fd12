"""What holds for every document: its view is the original, character by character."""

from __future__ import annotations

import html

from kg.documents import Document, View


def sound(document: Document) -> None:
    """Fails where a character of the view, a block, a mark or a span does not agree with the original."""
    text, view = document.text, document.view
    assert len(view.text) == len(view.offsets)
    assert all(0 <= offset < len(text) for offset in view.offsets)
    _blocks(view)
    for block in view.blocks:
        _characters(text, view, block.start, block.end)
        _spans(text, view, block.start, block.end)
    assert all(0 <= place <= len(view.text) for place, _ in view.marks)
    assert list(view.breaks) == sorted(set(view.breaks))


def _blocks(view: View) -> None:
    end = 0
    for block in view.blocks:
        assert end <= block.start < block.end <= len(view.text)
        assert set(view.text[end : block.start]) <= {"\n"}
        assert view.text[block.start : block.end].strip() == view.text[block.start : block.end]
        end = block.end
    assert end == len(view.text)


def _characters(text: str, view: View, start: int, end: int) -> None:
    before = -1
    for place in range(start, end):
        seen, offset = view.text[place], view.offsets[place]
        assert offset >= before, f"offsets fall within a block at {place}"
        before = offset
        if text[offset] == seen:
            continue
        if text[offset] == "&":
            assert html.unescape(text[offset : offset + 40]).replace("\u00a0", " ")[0] in (seen, "\n")
        else:
            assert seen == " ", f"{seen!r} for {text[offset]!r} at {offset}"


def _spans(text: str, view: View, start: int, end: int) -> None:
    span = view.span(start, end)
    assert 0 <= span.start < span.end <= len(text)
    spans = view.spans(start, end)
    assert spans[0].start == span.start
    assert spans[-1].end == span.end
    seen = "".join(text[part.start : part.end] for part in spans)
    quoted = iter(seen)
    missing = [c for c in view.text[start:end] if c != " " and not any(c == other for other in quoted)]
    assert not missing or "&" in seen
