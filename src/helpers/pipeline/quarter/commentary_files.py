"""The commentary of a new quarter: a file for each piece, with its owner and the values that it will speak of, to be written."""

from helpers.pipeline.commentary import markdown
from helpers.pipeline.commentary.pieces import Piece
from helpers.pipeline.quarter.expected import Renaming


def unwritten(section: str, owner: str, before: Piece | None, course: Renaming, paper: str) -> str:
    """The text of a file of commentary that is still to be written.

    Parameters
    ----------
    owner : str
        The post that is to write it.
    before : Piece, optional
        That of the quarter before, whose title it has, and of whose values it will speak.
    paper : str
        The folder of the paper that will include it, from the project's root.
    """
    ids = spoken_of(before) if before else []
    title = f"title: {before.title}\n" if before and before.title else ""
    values = "".join(f'  {key}: ""\n' for key in ids)
    listed = f"values:\n{values}" if ids else ""
    return (
        f"---\n{title}owner: {owner}\napproved:\n{listed}---\n"
        f"<!-- {section}, {course.quarter.words}: to be written by the owner, in Markdown, below this line.\n"
        "     Quote each figure by its id, as the other papers' texts do; a number that is typed is refused. Once the paper is\n"
        f"     made, `csp values {paper}` lists the ids. -->\n"
    )


def spoken_of(piece: Piece) -> list[str]:
    """The ids of the values that a piece lists or quotes, in its order."""
    return list(dict.fromkeys((*piece.values, *(key for block in piece.paragraphs for key in markdown.quoted(block)))))
