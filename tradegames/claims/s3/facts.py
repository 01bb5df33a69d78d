"""S3, section 1: the tariffs of both rounds, how high and how fast."""

from __future__ import annotations

from datetime import date

from ... import data
from ..entries import Fails, Holds, NeedsData, Verdict, claim

INAUGURATION = date(2025, 1, 20)


def _average(concept: str, day: str) -> float:
    """The American average on Chinese goods on a day, in percent."""
    found = data.average_tariffs(on=day).query("concept == @concept and importer == 'USA'")
    return float(found["rate_percent"].item())


@claim(
    "S3-1-last-round",
    place="section 1",
    kind="number",
    says="In 2018 and 2019 the weighted average of American tariffs on Chinese goods rose from about 3 "
    "to about 13 percent.",
    chapter="who_pays",
)
def last_round() -> Verdict:
    """Put the averages that are at hand beside it."""
    before = [_average("duty_over_value", "2017-07-01"), _average("piie", "2018-01-01")]
    after = [_average("duty_over_value", "2019-07-01"), _average("duty_over_value", "2024-07-01")]
    evidence = (
        f"Before: {before[0]:.1f} (duty over value, 2017) and {before[1]:.1f} (PIIE). After: {after[0]:.1f} "
        f"and {after[1]:.1f} (duty over value, 2019 and 2024), {_average('piie', '2020-03-01'):.1f} (PIIE). "
        "The start is confirmed; 13 lies between the averages after."
    )
    if not (max(abs(rate - 3) for rate in before) < 0.5 and max(after) < 13 < _average("piie", "2020-03-01")):
        return Fails(evidence, "the averages named", "The average was another one.")
    return NeedsData(
        evidence, "the monthly duties and values of USITC behind figure 1, with the weights that S3 used"
    )


@claim(
    "S3-1-speed",
    place="section 1",
    kind="number",
    says="Within 50 days of its second term the administration added 20 points, faster and more than "
    "in the whole first round.",
    chapter="who_pays",
)
def speed() -> Verdict:
    """Take days and rates from the list of actions, and the rise of the last round from its average."""
    actions = data.tariff_actions().query("importer == 'USA' and basis == 'ieepa' and applies_to == 'CHN'")
    twenty = actions[actions["rate_percent"] == 20]["date"]
    days = (twenty.iloc[0].date() - INAUGURATION).days if len(twenty) else None
    wars = data.tariff_actions().query("importer == 'USA' and basis == 'section_301'")["date"]
    span = (date(2019, 9, 1) - wars.iloc[0].date()).days
    rise = _average("added_2017_weights", "2019-09-01")
    evidence = (
        f"The extra duty on all goods reached 20 percent {days} days after the inauguration. In the first "
        f"round the four lists took {span} days from the first to 1 September 2019 and added {rise:.1f} "
        "points on average."
    )
    if days is not None and days <= 50 < span and rise < 20:
        return Holds(evidence)
    return Fails(evidence, "the list of actions", "It took longer, or added less.")
