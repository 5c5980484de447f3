"""What keeps a home running: grants, running cost, allowances, insurance, titles, coordination."""
