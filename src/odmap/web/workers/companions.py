"""What people edit beside the directory and files are made of, too; two processes must see the same edition of it."""

from typing import NamedTuple, Self

from odmap.analysis.story import script
from odmap.directory import confirmed_absences, principles, published_figures, timeline


class Companions(NamedTuple):
    """The editions that this process shows. As long as nobody edits anything they are the same objects.

    Attributes:
        story: the steps that are told.
        figures: what others counted.
        principles: their texts.
        timeline: the events of the movement.
        confirmed: where there is none, as sources say.
    """

    story: script.Story
    figures: published_figures.Figures
    principles: principles.Texts
    timeline: timeline.Timeline
    confirmed: confirmed_absences.Confirmed

    @classmethod
    def now(cls) -> Self:
        """Return what is shown now."""
        return cls(
            script.load(), published_figures.load(), principles.load(), timeline.load(), confirmed_absences.load()
        )

    def are(self, others: "Companions | None") -> bool:
        """Tell whether others are the same objects."""
        return others is not None and all(one is other for one, other in zip(self, others, strict=True))

    def hold(self) -> None:
        """Show these from now on, whatever the files hold: another process has chosen."""
        script.EDITIONS.hold(self.story)
        published_figures.EDITIONS.hold(self.figures)
        principles.EDITIONS.hold(self.principles)
        timeline.EDITIONS.hold(self.timeline)
        confirmed_absences.EDITIONS.hold(self.confirmed)
