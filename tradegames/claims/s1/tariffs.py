"""S1, section 1: which tariffs came into force in 2018, 2019 and 2025, on what, and when."""

from __future__ import annotations

from datetime import date

from ... import data
from ..entries import Fails, Holds, HoldsIf, NeedsData, Verdict, claim
from .shared import action, actions, added, day

BIDEN = date(2021, 1, 20), date(2025, 1, 20)
LISTS = ("list_1", "list_2", "list_3", "list_4a")  # the lists that came into force


def _said(name: str, day: date, rate: float, value: float) -> bool:
    """Whether an action came into force on this day, at this rate, on goods of this value."""
    row = action(name)
    return bool(row["date"] == day and row["rate_percent"] == rate and row["value_bn_usd"] == value)


def _in_words(name: str) -> str:
    row = action(name)
    return f"{row['value_bn_usd']:g} bn USD at {row['rate_percent']:g} % from {day(row['date'])}"


@claim(
    "S1-1-ten",
    place="section 1, first paragraph",
    kind="number",
    says="All Chinese goods pay ten points more from 4 February 2025; that day China answered with 15 and "
    "10 per cent on some American goods.",
    chapter="numbers",
)
def ten() -> Verdict:
    """Look for the first emergency tariff on Chinese goods, and for China's first action of 2025."""
    first = actions("USA", "ieepa").iloc[0]
    answer = actions("CHN", "retaliation", since=date(2025, 1, 1)).iloc[0]
    evidence = (
        f"{first['action']}: {first['rate_percent']:g} points, in force on {day(first['date'])}. "
        f"{answer['action']}: in force on {day(answer['date'])}."
    )
    if first["date"] != date(2025, 2, 4) or first["low_percent"] != 10 or first["rate_percent"] != 10:
        return Fails(evidence, "the list of actions", "Another rate, or another day.")
    if (answer["low_percent"], answer["rate_percent"]) != (10, 15):
        return Fails(evidence, "China's first action of 2025", "Other rates.")
    later = (answer["date"] - first["date"]).days
    if later == 0:
        return Holds(evidence)
    return HoldsIf(
        evidence,
        f"China's announcement is meant, which is of that day; its first duty was paid {later} days later",
    )


@claim(
    "S1-1-metals",
    place="section 1, first paragraph",
    kind="number",
    says="The President announced new tariffs of 25 per cent on steel and aluminium.",
    chapter="numbers",
)
def metals() -> Verdict:
    """Compare the rates on metals of 2018 and of 2025."""
    old, new = action("metals_2018"), action("metals_2025")
    evidence = (
        f"From {day(old['date'])}: {old['action']}. From {day(new['date'])}: {new['action']}. On Chinese "
        "steel the rate of this law did not change."
    )
    if new["low_percent"] == new["rate_percent"] == 25 > old["rate_percent"]:
        return Holds(evidence)
    if new["rate_percent"] != 25:
        return Fails(evidence, "the list of actions", "Another rate.")
    return HoldsIf(
        evidence,
        "what is new is aluminium's rate and the end of exceptions for other countries and for products",
    )


@claim(
    "S1-1-370",
    place="section 1, second paragraph",
    kind="number",
    says="The tariffs of the first stage cover Chinese goods of about 370 billion USD.",
    chapter="lists_2018",
)
def covered() -> Verdict:
    """Add the announced values of the lists that came into force."""
    values = {name: action(name)["value_bn_usd"] for name in LISTS}
    total = sum(values.values())
    parts = " + ".join(f"{value:g}" for value in values.values())
    if abs(total - 370) < 5:
        return Holds(
            f"{parts} = {total:g} bn USD, by the values that were announced; list 4B is not in it, since it "
            "never came into force."
        )
    return Fails(f"{parts} = {total:g}.", "the list of actions", f"About {total:g} bn USD.")


@claim(
    "S1-1-share",
    place="section 1, second paragraph",
    kind="number",
    says="That was about 67 per cent of what China sold to the United States in that year.",
    chapter="lists_2018",
)
def share() -> Verdict:
    """Divide the announced values by the trade at hand; and add up the shares that the average reveals."""
    announced = sum(action(name)["value_bn_usd"] for name in LISTS)
    imports = data.us_imports_from_china()[["imports_2017_musd", "imports_2024_musd"]].sum() / 1000
    steps = added().diff()
    found = sum(100 * steps[action(name)["date"]] / action(name)["rate_percent"] for name in LISTS)
    plain = 100 * announced / imports["imports_2017_musd"]
    evidence = (
        f"{announced:g} bn USD are {plain:.1f} % of American imports from China in 2017 "
        f"({imports['imports_2017_musd']:.0f} bn, customs value). Each step of the average tariff over the "
        f"step of a list's rate is the part of imports that the list really covered: {found:.1f} % together. "
        f"For 67 per cent the {announced:g} bn would have to come out of {announced / 0.67:.0f} bn."
    )
    if min(abs(value - 67) for value in (plain, found)) < 1:
        return Holds(evidence)
    if min(abs(value - 67) for value in (plain, found)) > 5:
        return Fails(evidence, "trade of 2017", f"About {found:.0f} per cent.")
    return NeedsData(
        evidence,
        "American imports from China of 2018 by eight-digit line, and the year and the country's count that "
        "S1 means.",
    )


@claim(
    "S1-1-lists",
    place="section 1, third paragraph",
    kind="number",
    says="From 6 July 2018 34 billion USD of Chinese goods pay 25 per cent more, from 23 August another 16 "
    "billion; from 24 September, in answer to China's countermeasures, 200 billion pay 10 per cent.",
    chapter="lists_2018",
)
def three_lists() -> Verdict:
    """Look up the three actions, and whether China's first two lists were in force before the third."""
    start = action("list_3")["date"]
    before = [name for name in ("china_list_1", "china_list_2") if action(name)["date"] < start]
    evidence = (
        "; ".join(_in_words(name) for name in LISTS[:3])
        + f". Chinese lists in force before the third: {len(before)}."
    )
    said = (
        _said("list_1", date(2018, 7, 6), 25, 34)
        and _said("list_2", date(2018, 8, 23), 25, 16)
        and _said("list_3", date(2018, 9, 24), 10, 200)
    )
    if said and len(before) == 2:
        return Holds(evidence)
    return Fails(evidence, "the list of actions", evidence)


@claim(
    "S1-1-truce",
    place="section 1, third paragraph",
    kind="number",
    says="There was a truce in the third round in December 2019.",
    chapter="numbers",
)
def truce() -> Verdict:
    """Put the day between the steps of the third list; S1 itself goes on with a summit of 1 December."""
    start, end = action("list_3")["date"], action("list_3_raised")["date"]
    said = date(2019, 12, 1)
    evidence = (
        f"The third list came into force on {day(start)} and was raised on {day(end)}; between them the "
        "United States took no step under section 301."
    )
    if start < said < end:
        return Holds(evidence)
    return Fails(
        evidence,
        f"December 2019 is {(said - end).days // 30} months after the truce had ended",
        "December 2018: the two presidents met on the first of that month, and the three months that they "
        "gave themselves ran until the next year. S1's next sentence is right. (In December 2019 there was "
        "another agreement, the first phase.)",
    )


@claim(
    "S1-1-raised",
    place="section 1, third paragraph",
    kind="number",
    says="In May 2019 another 10 per cent were put on the 200 billion USD, in force on 11 May.",
    chapter="numbers",
)
def raised() -> Verdict:
    """Take the step of the rate and its day from the list of actions."""
    before, after = action("list_3"), action("list_3_raised")
    step = after["rate_percent"] - before["rate_percent"]
    evidence = f"{after['action']}: {step:g} points more, in force on {day(after['date'])}."
    if step == 10 and after["date"] == date(2019, 5, 11):
        return Holds(evidence)
    return Fails(
        evidence,
        f"10 + 10 is {before['rate_percent'] + 10:g}, but S1 itself has these goods at 25 per cent in August "
        "2019",
        f"From {before['rate_percent']:g} to {after['rate_percent']:g} per cent on {day(after['date'])}; "
        "goods already on their way paid the old rate until the middle of June.",
    )


@claim(
    "S1-1-thirty",
    place="section 1, third paragraph",
    kind="number",
    says="With the fourth round the tariff on the first 250 billion USD rose from 25 to 30 per cent.",
    chapter="numbers",
)
def thirty() -> Verdict:
    """Look for the highest rate of the lists before the review of 2024."""
    lists = actions("USA", "section_301", until=action("review_2024")["date"])
    highest = lists["rate_percent"].max()
    evidence = (
        f"{len(lists)} steps under section 301 before the review of 2024; the highest rate among them is "
        f"{highest:g} %."
    )
    if highest == 30:
        return Holds(evidence)
    return Fails(
        evidence,
        "no step to 30 per cent",
        f"It stayed at {highest:g}. The rise was announced in August 2019 for 1 October, put off to the 15th "
        "and dropped.",
    )


@claim(
    "S1-1-fourth-list",
    place="section 1, third paragraph",
    kind="number",
    says="From 1 September 2019 the remaining 300 billion USD pay 10 per cent.",
    chapter="lists_2018",
)
def fourth_list() -> Verdict:
    """Compare with what came into force of both parts, in dollars and at what rate."""
    a, b = action("list_4a"), action("list_4b_suspended")
    total = a["value_bn_usd"] + b["value_bn_usd"]
    yuan = float(data.usd_cny().set_index("month")["usd_cny"]["2019-09-01"])
    evidence = (
        f"4A: {_in_words('list_4a')}. 4B: {b['value_bn_usd']:g} bn USD at {b['rate_percent']:g} %: "
        f"{b['note']}. (S1's heading has 300 bn yuan, which were {300 / yuan:.0f} bn USD.)"
    )
    if total == 300 and a["rate_percent"] == b["rate_percent"] == 10:
        return Holds(evidence)
    if total != 300:
        return Fails(evidence, "the values announced", f"{total:g} bn USD.")
    return HoldsIf(
        evidence,
        "it is read as the announcement of 1 August 2019; before the month was over the rate was 15, and the "
        "second part was never taxed",
    )


@claim(
    "S1-1-biden",
    place="section 1, second paragraph",
    kind="interpretation",
    says="The government of President Biden lowered the tariffs on China somewhat, by the result of the "
    "talks at the end of 2019.",
    chapter="numbers",
)
def biden() -> Verdict:
    """Go through the steps under section 301 during those four years."""
    inside = actions("USA", "section_301", *BIDEN)
    halved = action("list_4a_halved")
    evidence = (
        "Steps under section 301 in those four years: "
        f"{'; '.join(f'{row.action} ({day(row.date)})' for row in inside.itertuples()) or 'none'}. List 4A "
        f"was halved on {day(halved['date'])}."
    )
    if (inside["rate_percent"] < 25).any() or halved["date"] >= BIDEN[0]:
        return Holds(evidence)
    return Fails(
        evidence,
        f"the halving of list 4A, {(BIDEN[0] - halved['date']).days} days before that government came in",
        "The first phase was carried out by the government that had signed it. The next one kept the lists "
        "and raised some rates.",
    )
