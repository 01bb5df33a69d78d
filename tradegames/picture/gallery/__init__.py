"""The book's pictures; a module holds one, or a few of the same chapter."""

from .balanced_cuts import five_roads, rules_map
from .circular_flow import circular_flow
from .dilemma import dilemma
from .equal_cuts import equal_map, equal_roads
from .every_market import every_market
from .evidence import shortage
from .five_answers import five_answers
from .four_numbers import one_number
from .from_the_lists import from_the_lists
from .isowelfare import agreement, iso_curves
from .left_out import one_sector, straight_lines
from .lists_2018 import dependence_rule, lists_2018, who_gets_it
from .losing_force import losing_force, strategic_window
from .measuring import behind, measuring
from .one_market import one_market
from .own_tariff import own_tariff
from .patience import promises, talks
from .proposition1 import proposition1
from .race import race, tracks
from .repair import repair
from .roads import roads
from .standoff import standoff
from .supply_bends import once_or_twice, supply_bends
from .survives import linked_replies, price_or_quantity
from .tariff_peak import tariff_peak
from .tariff_war import tariff_war
from .ten_points import ten_points
from .timeline import timeline
from .two_firms import market, prices, surplus_areas, welfare_parts
from .two_waves import two_waves
from .war_2025 import war_2025
from .which_rule import which_rule
from .who_gains import profit_or_consumers, who_gains
from .who_lost import who_lost
from .who_pays import sector_losses, who_pays

__all__ = [
    "timeline",
    "market",
    "prices",
    "welfare_parts",
    "surplus_areas",
    "own_tariff",
    "proposition1",
    "dilemma",
    "iso_curves",
    "agreement",
    "roads",
    "equal_roads",
    "equal_map",
    "five_roads",
    "rules_map",
    "who_gains",
    "profit_or_consumers",
    "which_rule",
    "promises",
    "talks",
    "price_or_quantity",
    "linked_replies",
    "who_pays",
    "sector_losses",
    "two_waves",
    "measuring",
    "behind",
    "one_market",
    "lists_2018",
    "dependence_rule",
    "who_gets_it",
    "who_lost",
    "from_the_lists",
    "supply_bends",
    "once_or_twice",
    "standoff",
    "losing_force",
    "strategic_window",
    "race",
    "tracks",
    "shortage",
    "circular_flow",
    "every_market",
    "tariff_peak",
    "ten_points",
    "repair",
    "tariff_war",
    "war_2025",
    "straight_lines",
    "one_sector",
    "one_number",
    "five_answers",
]
