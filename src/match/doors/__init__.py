"""What stands between the network and the rooms: the gate, the answers to errors, the headers."""
