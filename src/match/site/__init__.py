"""The look and manners of the product: base page, components, assets, language, error pages."""
