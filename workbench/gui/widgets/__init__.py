"""Parts of the window that pages are made of; each can be built alone."""
