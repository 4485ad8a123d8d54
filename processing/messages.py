"""Sentences that several modules say to the user."""

CHECK_FOLDER = (
    "Check that the folder exists, that you may write there, that the disk is not full, and that the file is not open "
    "in another program."
)
