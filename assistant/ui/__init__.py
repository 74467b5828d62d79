"""The pages: they parse what the user does, call the pipeline and show what comes back."""
