"""What people do: verbs, the only code that changes a state. Each says who did it and refuses what makes no sense."""


class NotPossible(Exception):
    """An action cannot be done as things stand; the message is a sentence for the person who tried."""
