"""The opening card of a meeting: what the chair confirms before it begins (process.md, Meeting)."""

from hubtable.hubs.rules.policies import Choice


class Opening(Choice):
    """What must hold in the room before anything is said."""

    SEATS = "seats"
    RECORDING = "recording"
    NOTES = "notes"

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Return the plain words for each value."""
        return {
            "seats": "Everyone here has a seat at this table",
            "recording": "Recordings, transcripts and note-taking programs are off",
            "notes": "Nobody keeps personal notes of names",
        }
