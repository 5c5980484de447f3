"""PostgreSQL and Valkey from wheels, under our own small supervisor: nothing to install, nothing
left behind. `Services` starts what the settings do not point elsewhere."""
