"""What people edit beside the directory and files are made of, too; two processes must see the same edition of it."""

from typing import NamedTuple, Self

from odmap import confirmed, figures, principles, story
from odmap.paths import CONFIRMED_NONE, FIGURES, PRINCIPLES, STORY


class Companions(NamedTuple):
    """The editions that this process shows. As long as nobody edits anything they are the same objects.

    Attributes:
        story: the steps that are told.
        figures: what others counted.
        principles: their texts; none where there is no good edition.
        confirmed: where there is none, as sources say.
    """

    story: story.Story
    figures: figures.Figures
    principles: tuple[principles.Text, ...]
    confirmed: confirmed.Confirmed

    @classmethod
    def now(cls) -> Self:
        """Return what is shown now."""
        return cls(story.load(), figures.load(), principles.texts_or_none(), confirmed.load())

    def are(self, others: "Companions | None") -> bool:
        """Tell whether others are the same objects."""
        return others is not None and all(one is other for one, other in zip(self, others, strict=True))

    def hold(self) -> None:
        """Show these from now on, whatever the files hold: another process has chosen."""
        story.EDITIONS.hold(STORY, self.story)
        figures.EDITIONS.hold(FIGURES, self.figures)
        confirmed.EDITIONS.hold(CONFIRMED_NONE, self.confirmed)
        if self.principles:
            principles.EDITIONS.hold(PRINCIPLES, self.principles)
