"""Pictures as data: what to draw, for matplotlib and for the browser."""
