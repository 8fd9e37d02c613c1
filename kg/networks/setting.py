"""What is known of studies and people besides who wrote with whom, looked up once for clusters and fields."""

from __future__ import annotations

from typing import NamedTuple

from kg.entity import Entities
from kg.networks.concepts import Mentioned, weigh_mentions
from kg.networks.workplaces import Workplaces, find_workplaces


class Setting(NamedTuple):
    """The entities, where people work, and what studies mention."""

    entities: Entities
    workplaces: dict[str, Workplaces]
    mentioned: Mentioned


def find_setting(entities: Entities) -> Setting:
    """Look up where people work and what studies mention."""
    return Setting(entities, find_workplaces(entities), weigh_mentions(entities.mentions))
