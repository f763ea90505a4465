"""A Word file becomes a proposal: what it says, in the order it says it, and nothing of who typed it.

archive     is it safe to open, and the few parts of it that we read
markup      headings, lists and text boxes as they look, made plain for mammoth
looks       what its styles and lists say of a line
blocks      mammoth's HTML as blocks, with footnotes and pictures
outline     title and sections
outcomes    objectives, recommendations and commitments found in them
known       words of our languages by which those are found
matching    sessions and organisations that are probably meant
people      names typed in a text, to become mentions
pictures    pictures drawn anew, and where they wait
"""
