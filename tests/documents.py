"""What holds for every document, and short ways to look into one."""

from assistant.reports.model import BlockKind, Document


def blocks(document: Document, *kinds: BlockKind) -> list[str]:
    """The texts of the blocks of these kinds, or of all."""
    return [
        block.span.of(document.text)
        for block in document.blocks
        if not kinds or block.kind in kinds
    ]


def kinds(document: Document) -> list[tuple[str, str]]:
    """All blocks as (kind, text)."""
    return [(block.kind.value, block.span.of(document.text)) for block in document.blocks]


def assert_whole(document: Document) -> None:
    """Blocks are in order, do not overlap, are not blank, and leave only white space."""
    end = 0
    for block in document.blocks:
        assert document.text[end : block.span.start].strip() == ""
        assert end <= block.span.start < block.span.end <= len(document.text)
        text = block.span.of(document.text)
        assert text == text.strip() != ""
        end = block.span.end
    assert document.text[end:].strip() == ""
