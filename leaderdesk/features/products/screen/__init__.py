"""The page of the products and of those who bring them."""

from leaderdesk.features.products.screen.page import ProductsPage

__all__ = ["ProductsPage"]
