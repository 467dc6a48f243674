"""Colors → bytes."""
