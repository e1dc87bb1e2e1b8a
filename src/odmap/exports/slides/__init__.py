"""Slides for a projector: PPTX."""
