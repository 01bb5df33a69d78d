"""The explorer: a picture that moves, in Jupyter and on the static page."""
