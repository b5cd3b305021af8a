"""Who is who, according to whom: viewpoints over dated relations and designations, and what rolls up under them."""

from .groups import Member, members_of, wholes_of
from .viewpoint import NEUTRAL, Contested, Standing, Viewpoint, standing

__all__ = ["NEUTRAL", "Contested", "Member", "Standing", "Viewpoint", "members_of", "standing", "wholes_of"]
