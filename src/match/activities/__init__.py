"""What happens in a home: opening times, rota, activities with head counts, the year's plan."""
