"""Lines that only announce what follows in the text: lists of contents, lines that are nothing but a link, bylines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.documents.markup import DROP, ESCAPE, MARK, Mask
from kg.text import forms
from kg.text.regex import compile_kept

if TYPE_CHECKING:
    from kg.documents.blocks import Draft

_CONTENTS = compile_kept(forms.table("contents")["heading"], re.IGNORECASE)
_UNSEEN = compile_kept(f"[{DROP}{ESCAPE}{MARK}]+")


def announce(drafts: list[Draft], masked: Mask) -> None:
    """Makes ``headline`` of the blocks that only announce what follows in the text."""
    level = 0
    for draft in drafts:
        if draft.kind == "heading":
            if level and draft.level > level:
                continue
            level = draft.level if _CONTENTS.fullmatch(_seen(draft, masked.text)) else 0
        elif draft.kind in ("paragraph", "item") and (level or _is_link(draft, masked)):
            draft.kind = "headline"


def _is_link(draft: Draft, masked: Mask) -> bool:
    if len(draft.segments) != 1:
        return False
    start, end, _ = draft.segments[0]
    return masked.links.get(start) == end


def _seen(draft: Draft, mask: str) -> str:
    return " ".join(_UNSEEN.sub("", mask[start:end]) for start, end, _ in draft.segments).strip(" :：")
