"""Claims in other words than their source: what differs is still seen, what does not is not.

The clauses, figures and dates are laid side by side by meaning, with the real encoder.
"""

from functools import cache

import pytest

from assistant.embed import SentenceTransformerEmbedder
from assistant.ground import Checker
from assistant.results import Discrepancy

CERTAINTY = [
    (
        "The coalition may lose its majority if the Greens walk out. Rain delayed the harvest.",
        "The governing alliance could be left without a majority should the Greens depart.",
        "The governing alliance will be left without a majority should the Greens depart.",
    ),
    (
        "Parliament is unlikely to approve the mining code before the summer recess.",
        "Approval of the mining code by parliament ahead of the recess is improbable.",
        "Approval of the mining code by parliament ahead of the recess is probable.",
    ),
    (
        "The regulator will probably fine the operator. Its shares fell by a tenth in May.",
        "There is a good chance that the operator will be penalised by the regulator.",
        "The operator is bound to be penalised by the regulator.",
    ),
    (
        "It is possible that the rebels will seize the airport. Flights go on for the moment.",
        "The airport could fall into the hands of the rebels.",
        "The airport will very likely fall into the hands of the rebels.",
    ),
    (
        "The ministry plans to build a refinery at Lobito. Two ports have been dredged.",
        "A refinery at Lobito is planned by the ministry.",
        "A refinery at Lobito has been built by the ministry.",
    ),
    (
        "The court is due to rule on the ban on Friday. The party has 40 seats.",
        "A decision on the ban is set to be handed down by the judges on Friday.",
        "A decision on the ban was handed down by the judges, who voted on Friday.",
    ),
    (
        "Economists see one chance in four that Peru enters a recession this year.",
        "The probability of a Peruvian recession this year is put at 25%.",
        "The probability of a Peruvian recession this year is put at 60%.",
    ),
    (
        "The pipeline deal will be signed provided that Ankara lowers its transit fee.",
        "Signature of the pipeline agreement depends on a cut in Turkey's fee for transit.",
        "The pipeline agreement will be signed, whatever fee Turkey asks for transit.",
    ),
    (
        "The general is reported to have fled to Chad. The palace is quiet.",
        "The general has reportedly escaped to Chad.",
        "The general escaped to Chad.",
    ),
    (
        "The leaders are understood to be close to a truce, but nothing has been announced.",
        "The leaders are believed to be near a ceasefire.",
        "The leaders have agreed a ceasefire.",
    ),
    (
        "It remains possible that Vienna will drop its objection to a larger Schengen area.",
        "Vienna might yet give up its resistance to a larger Schengen area.",
        "Vienna will give up its resistance to a larger Schengen area.",
    ),
    (
        "The drug cartel has probably lost control of the port. Seizures rose fivefold.",
        "Control of the port has in all probability slipped from the cartel.",
        "Control of the port has slipped from the cartel, without any doubt.",
    ),
    (
        "Growth should reach 3% this year, according to the planning ministry.",
        "The planning ministry forecasts growth of 3% for this year.",
        "The planning ministry recorded growth of 3% for this year.",
    ),
    (
        "Coffee growers in Huila predict a smaller harvest. Rain has been heavy since August.",
        "Growers in Huila expect to pick less coffee.",
        "Growers in Huila picked less coffee.",
    ),
    (
        "It is not clear whether the pipeline will be repaired before winter.",
        "The pipeline may or may not be mended by winter.",
        "The pipeline will be mended by winter.",
    ),
    (
        "The party's chances of keeping its majority are slim, pollsters reckon.",
        "Pollsters think that the party is unlikely to hold on to its majority.",
        "Pollsters think that the party is likely to hold on to its majority.",
    ),
    (
        "Dockers vote on Thursday, and organisers anticipate a walkout from the Monday after.",
        "Organisers of the dockers' union expect a strike from the Monday after the ballot.",
        "Organisers of the dockers have confirmed a strike from the Monday after the ballot.",
    ),
    (
        "Hopes of a ceasefire in the hills have receded, mediators concede.",
        "Mediators admit that a truce in the hills is unlikely.",
        "Mediators admit that a truce in the hills is probable, if not yet assured.",
    ),
    (
        "Provided that Congress passes the tax bill, Ecuador will receive its loan in April.",
        "The loan reaches Ecuador in April as long as the tax bill gets through Congress.",
        "The loan reaches Ecuador in April whether or not the tax bill gets through Congress.",
    ),
    (
        "There is a roughly even chance that the teachers will accept the revised pay offer.",
        "The teachers are about as likely to take the improved proposal as to refuse it.",
        "The teachers are much more likely to take the improved proposal than to refuse it.",
    ),
    (
        "Whether the truce in Tripoli survives the week depends on the Misratan brigades.",
        "It lies with the brigades of Misrata whether the Libyan capital's ceasefire holds.",
        "The Libyan capital's ceasefire will hold, thanks to the brigades of Misrata.",
    ),
]
NUMBER = [
    (
        "Twelve of the sixteen judges on the panel backed the appeal.",
        "Three-quarters of the panel of judges supported the appeal.",
        "Two-thirds of the panel of judges supported the appeal.",
    ),
    (
        "Spending on the border fence doubled last year.",
        "Twice as much as before was spent on fencing the frontier.",
        "Four times as much as before was spent on fencing the frontier.",
    ),
    (
        "The second tanker carried 900 tonnes of fuel, three times as much as the one before.",
        "The tanker before it had brought 300 tonnes of fuel.",
        "The tanker before it had brought 500 tonnes of fuel.",
    ),
    (
        "Most of the deputies back the reform.",
        "More than half of the deputies are behind the reform.",
        "Fewer than 30 of the deputies are behind the reform.",
    ),
]
DATE = [
    (
        "The dam was begun in 2014, and the power line was finished in 2019.",
        "Work on the dam started in 2014.",
        "Work on the dam started in 2019.",
    ),
    (
        "The vote was set for 25 May, but the court cancelled it six days before.",
        "On 19 May the court called off the vote.",
        "On 19 July the court called off the vote.",
    ),
    (
        "The envoy arrived in Khartoum on 3 February to sign the accord.",
        "February saw the emissary come to the Sudanese capital for the signature.",
        "April saw the emissary come to the Sudanese capital for the signature.",
    ),
    (
        "The port bought no cranes between 1997 and 2017.",
        "Up to 2017 no cranes were acquired by the port.",
        "Since 2017 no cranes have been acquired by the port.",
    ),
]
ATTRIBUTION = [
    (
        "Prosecutors accuse the former mayor of having taken bribes from the builder.",
        "The former mayor stands accused of accepting bribes from the construction firm.",
        "The former mayor stands convicted of accepting bribes from the construction firm.",
    ),
    (
        "The army admitted that its own drone had hit the market.",
        "Responsibility for the strike on the market was acknowledged by the military.",
        "Responsibility for the strike on the market was denied by the military.",
    ),
    (
        "Residents of Malakal say that soldiers burned the clinic.",
        "By the account of people living there, soldiers set fire to the clinic at Malakal.",
        "Soldiers set fire to the clinic at Malakal.",
    ),
]
NAME = [
    (
        "Construction of the terminal at Lobito has stopped, and dredging in Walvis Bay goes on.",
        "Work on the Lobito terminal has halted.",
        "Work on the Walvis Bay terminal has halted.",
    ),
    (
        "Nordbank suspended loans for the tunnel, while Altabank's credit for the railway goes on.",
        "Lending for the tunnel has been halted by Nordbank.",
        "Lending for the tunnel has been halted by Altabank.",
    ),
    (
        "Hezbollah accused Cyprus of spying on the harbour. Two boats were held.",
        "Cyprus was blamed by Hezbollah for spying on the port.",
        "Hezbollah was blamed by Cyprus for spying on the port.",
    ),
]
NEGATION = [
    (
        "The regulator has loosened its limits on foreign lenders. Two banks have applied.",
        "Rules for lenders from abroad were relaxed by the regulator.",
        "Rules for lenders from abroad were tightened by the regulator.",
    ),
    (
        "The cabinet has tightened its checks on imported grain.",
        "Inspections of grain from abroad have been toughened by the cabinet.",
        "Inspections of grain from abroad have been relaxed by the cabinet.",
    ),
]
CASES = [
    (kind, *case)
    for kind, cases in (
        ("certainty", CERTAINTY),
        ("number", NUMBER),
        ("date", DATE),
        ("attribution", ATTRIBUTION),
        ("name", NAME),
        ("negation", NEGATION),
    )
    for case in cases
]


@cache
def checker() -> Checker:
    return Checker(SentenceTransformerEmbedder())


def differences(source: str, claim: str) -> list[Discrepancy]:
    checked = checker().check(checker().source(source), claim)
    return [found for one in checked for found in one.discrepancies]


@pytest.mark.parametrize(("kind", "source", "same", "other"), CASES)
def test_what_is_said_otherwise_is_named(kind: str, source: str, same: str, other: str) -> None:
    assert kind in {found.kind.value for found in differences(source, other)}


@pytest.mark.parametrize(("kind", "source", "same", "other"), CASES)
def test_what_is_said_in_other_words_passes(kind: str, source: str, same: str, other: str) -> None:
    assert differences(source, same) == []


def test_the_words_are_found_in_both_texts() -> None:
    source = "Prices rose in May. The regulator will probably fine the operator."
    claim = "The operator is bound to be penalised by the regulator."
    (found,) = differences(source, claim)
    assert (found.claim_text, found.source_text) == ("bound to", "probably")
    assert found.source_span is not None
    assert found.source_span.of(source) == "probably"
    assert found.claim_span.of(claim) == "bound to"


def test_what_may_follow_from_a_past_event_is_no_drift() -> None:
    source = "Parliament accepted the resignation of the prime minister on Sunday."
    claim = "Parliament is unlikely to accept the resignation of a further prime minister."
    assert [d for d in differences(source, claim) if d.kind.value == "certainty"] == []


@pytest.mark.parametrize(
    ("kind", "source", "claim"),
    [
        (
            "attribution",
            "Lenders are not expected to agree to a haircut before the elections in May.",
            "No deal by creditors on a haircut is foreseen ahead of May's elections.",
        ),
        (
            "attribution",
            "The refinery is expected to restart in March after repairs worth $40m.",
            "March is when the refinery should be running again.",
        ),
    ],
)
def test_what_another_kind_answers_for_is_not_named(kind: str, source: str, claim: str) -> None:
    assert kind not in {found.kind.value for found in differences(source, claim)}


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (
            "The ferry's crew was paid in full by the owner, who, the harbour master believes, "
            "sold the boat to a dealer from the coast.",
            "The crew of the ferry was paid in full by its owner.",
        ),
        (
            "Fares on the ferry have been capped since May 2021, and the queue is growing.",
            "The cap on ferry fares goes back to May 2021.",
        ),
        (
            "The mayor ruled the town from 1990 to 1998.",
            "The mayor of the town from 1990-1998 ruled it.",
        ),
        (
            "Grants for the school rose from 12m to 18m shillings in 2020.",
            "Funding of the school went up by half in 2020.",
        ),
        (
            "A sound lock is the first thing that a barn needs. Owners check it each week.",
            "Safety of a barn: Inspect its lock each week.",
        ),
    ],
)
def test_what_follows_from_the_source_is_not_named(source: str, claim: str) -> None:
    assert differences(source, claim) == []
