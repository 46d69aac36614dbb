"""The one place where real parts are joined into an application."""
