"""Record what each switch of the current release changed."""
