"""An edition as a file to keep: PDF, Word and EPUB, made from one tree of what may be shown."""
