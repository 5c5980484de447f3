"""From a release that has landed to this one."""
