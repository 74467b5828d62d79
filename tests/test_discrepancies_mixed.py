"""Claims of all kinds against passages written after the rules, as later rounds of a check."""

import pytest

from assistant.results import DiscrepancyKind
from tests.discrepancy_cases import Passage, true_claims

PASSAGES = [
    Passage(
        "Kenya's parliament passed the Finance Bill by 195 votes to 106 on 25 June 2024, "
        "prompting protests in Nairobi in which at least 22 people died. President William "
        "Ruto withdrew the bill a day later.",
        true=[
            "Kenyan lawmakers approved the Finance Bill, 195 to 106, and protests in Nairobi "
            "left at least 22 dead.",
            "Ruto withdrew the Finance Bill after deadly protests.",
            "Protests broke out in Nairobi in June 2024 after parliament passed the bill.",
        ],
    ),
    Passage(
        "Military officials said on Tuesday that jihadists had killed 17 soldiers in an "
        "ambush near Tillaberi. The junta has not commented. Analysts believe that the group "
        "known as JNIM was responsible.",
        true=[
            "Seventeen soldiers were killed in an ambush near Tillaberi, according to "
            "military officials.",
            "The junta has made no comment on the ambush.",
            "JNIM is believed by analysts to be responsible.",
            "Jihadists killed 17 soldiers near Tillaberi, the military said on Tuesday.",
        ],
    ),
    Passage(
        "Moody's cut Egypt's sovereign rating to Caa1 from B3, citing weaker debt "
        "affordability. The government devalued the pound by about 38% in March and secured "
        "an $8bn programme from the IMF.",
        true=[
            "Egypt was downgraded to Caa1 by Moody's because of its weaker debt affordability.",
            "Cairo devalued its currency by nearly 40% in March and secured a programme of $8 "
            "billion from the International Monetary Fund.",
            "An IMF programme worth 8 billion dollars was secured by the Egyptian government.",
        ],
    ),
    Passage(
        "The coalition agreement between the Social Democrats and the Greens collapsed before "
        "the budget vote, because the Greens opposed new coal plants. All five Green "
        "ministers resigned.",
        true=[
            "The Greens' opposition to new coal plants led to the collapse of the coalition "
            "agreement with the Social Democrats.",
            "The coalition collapsed before the budget vote and five ministers resigned.",
            "Every Green minister resigned.",
        ],
    ),
    Passage(
        "Ecuador's interior minister denied that police had fired on demonstrators in Cuenca. "
        "Human rights groups claimed that four protesters were shot dead by police. Courts "
        "have jailed more than 300 gang members since January.",
        true=[
            "Human rights groups allege that police shot dead four protesters.",
            "The interior minister said police had not fired on demonstrators in Cuenca.",
            "Over 300 gang members have been jailed by the courts since January.",
            "According to human rights groups, four protesters were killed by police.",
        ],
    ),
    Passage(
        "India banned rice exports in July 2023 to lower domestic prices. Thailand and "
        "Vietnam, the second and third largest exporters, benefited. The ban was lifted in "
        "September 2024.",
        true=[
            "India's ban on rice exports, imposed in 2023, was lifted the following year.",
            "Thailand and Vietnam benefited from the Indian ban on rice exports.",
            "India lifted the ban in September 2024.",
        ],
    ),
    Passage(
        "Voters in Guatemala handed Bernardo Arevalo a landslide victory in the presidential "
        "run-off on 20 August 2023, with 58% of the ballots against 37% for former first lady "
        "Sandra Torres. Ms Torres has refused to concede.",
        true=[
            "Arévalo won the run-off in Guatemala with 58% of the vote.",
            "Sandra Torres lost the August 2023 run-off to Bernardo Arévalo and has not conceded.",
            "Former first lady Torres took 37 per cent of the ballots.",
            "Guatemalan voters elected Bernardo Arévalo by a landslide.",
        ],
    ),
    Passage(
        "The Bank of Japan kept its benchmark rate at 0.5% in a 7-2 vote and said it would "
        "slow the pace of bond purchases from April 2026. Governor Kazuo Ueda warned that US "
        "tariffs could weigh on exports.",
        true=[
            "The BoJ left its benchmark rate unchanged at 0.5%.",
            "The BOJ kept rates at 0.5% and will slow its bond purchases from April 2026.",
            "Ueda cautioned that American tariffs could hurt exports.",
            "Governor Ueda warned of the impact of US tariffs on exports.",
        ],
    ),
    Passage(
        "Rebel commanders claimed to have seized the airport at Goma, but the Congolese army "
        "said that it remained in control. Rwanda has denied backing the M23 group, which the "
        "UN accuses it of arming. At least 700 people have been killed since Sunday, "
        "according to the World Health Organization.",
        true=[
            "The WHO said that at least 700 people had been killed since Sunday.",
            "The rebels say they have seized Goma airport, while the army insists that it is "
            "in control.",
            "Rwanda denies that it backs M23.",
            "Rwanda says it does not back M23.",
            "The UN accuses Rwanda of arming M23, which Kigali denies.",
        ],
    ),
    Passage(
        "Peru's Congress voted on Thursday to remove President Dina Boluarte by 122 votes to "
        "none. Jose Jeri, the head of Congress, was sworn in as interim president and is the "
        "country's seventh leader since 2016. Elections are due in April.",
        true=[
            "President Dina Boluarte was removed by Peru's Congress.",
            "Jeri, who headed Congress, became interim president after Boluarte was ousted.",
            "José Jerí is Peru's seventh leader since 2016.",
            "Congress voted by 122 votes to remove Boluarte; elections are due in April.",
            "Peruvian lawmakers ousted Dina Boluarte on Thursday.",
        ],
    ),
    Passage(
        "The ceasefire, brokered by Qatar and Turkey, was signed in Doha after a week of "
        "clashes killed dozens of people. Islamabad says that Kabul shelters the Pakistani "
        "Taliban; the Afghan government rejects the allegation. Border crossings remain "
        "closed.",
        true=[
            "A week of clashes preceded the signing of the ceasefire in Doha.",
            "Qatar and Turkey brokered the ceasefire.",
            "Pakistan accuses Afghanistan of sheltering the Pakistani Taliban, which "
            "Afghanistan denies.",
            "Border crossings have not reopened.",
            "After a week of deadly clashes a ceasefire was signed in the Qatari capital.",
        ],
    ),
    Passage(
        "Serbia's populist President Aleksandar Vucic dissolved parliament on Wednesday and "
        "called a snap election for 17 December, the third in as many years. Opposition "
        "parties, which plan to run on a joint list, accused the government of controlling "
        "the media.",
        true=[
            "Vučić has called a snap election for 17 December after dissolving parliament.",
            "The opposition parties will run on a joint list.",
            "Opposition parties accuse Belgrade of controlling the media.",
            "It will be Serbia's third election in three years.",
            "The Serbian president dissolved parliament on Wednesday.",
        ],
    ),
    Passage(
        "South Africa's unemployment rate eased to 31.9% in the third quarter of 2025 from "
        "33.2% in the second, Statistics South Africa said. The Treasury does not expect "
        "growth to exceed 1.5% before 2027. Power cuts have become rare since March.",
        true=[
            "South African unemployment fell to 31.9% in the third quarter.",
            "Unemployment declined by 1.3 percentage points to 31.9% in Q3 2025.",
            "The Treasury expects growth of no more than 1.5% before 2027.",
            "The unemployment rate was about 32% in the third quarter of 2025, down from "
            "33.2% in the second.",
            "There have been few power cuts since March.",
        ],
    ),
    Passage(
        "Venezuela's oil output recovered to 1.1m barrels a day after Chevron was allowed to "
        "resume operations. Caracas, however, failed to meet the conditions that Washington "
        "had set for further sanctions relief, and a senior US official said that the licence "
        "would not be renewed in April.",
        true=[
            "Oil output in Venezuela rebounded to 1.1 million barrels per day after Chevron "
            "resumed operations.",
            "A senior US official said the licence would expire in April.",
            "Venezuela did not meet the conditions set by the United States for sanctions relief.",
            "Chevron was permitted to resume operations in Venezuela.",
            "The US has said that it will not renew the licence in April.",
        ],
    ),
    Passage(
        "Prosecutors charged two former ministers with embezzling $40m from a flood-relief "
        "fund, and a court in Manila froze their assets. Lawyers for the pair insisted that "
        "the charges were politically motivated. Around 100,000 people joined anti-corruption "
        "marches on 21 September.",
        true=[
            "Two ex-ministers have been charged with embezzlement of $40 million in "
            "flood-relief money.",
            "Some 100,000 people marched against corruption on 21 September.",
            "Lawyers for the former ministers say the charges are politically motivated.",
            "A Manila court froze the assets of two former ministers charged with embezzling $40m.",
            "Tens of thousands of people joined marches against corruption in September.",
        ],
    ),
    Passage(
        "NATO members agreed at the summit in The Hague to raise defence spending to 5% of "
        "GDP by 2035, though Spain secured an exemption. Secretary-General Mark Rutte said "
        "that no country had threatened to leave. Russian forces, meanwhile, captured two "
        "villages in Donetsk region.",
        true=[
            "At The Hague, NATO agreed on defence spending of 5% of GDP by 2035.",
            "Spain obtained an exemption from the 5% target.",
            "No country threatened to leave, according to Rutte.",
            "Two villages in Donetsk were captured by Russian forces.",
            "Russia took two villages in the Donetsk region.",
        ],
    ),
    Passage(
        "Bolivia's central bank has spent most of its gold reserves to pay for fuel imports, "
        "and foreign-currency reserves stood at $1.7bn at the end of 2024. President Luis "
        "Arce blamed Congress for blocking loans worth $1.8bn. Inflation reached 10% that "
        "year, the highest since 2008.",
        true=[
            "Arce says Congress is to blame for blocking loans of $1.8 billion.",
            "Bolivian inflation hit 10% in 2024, a sixteen-year high.",
            "Most of the central bank's gold reserves have been used to pay for imported fuel.",
            "Reserves of foreign currency amounted to some $1.7bn at the end of 2024.",
        ],
    ),
    Passage(
        "A senior Hezbollah commander was killed by an Israeli air strike on Beirut's "
        "southern suburbs on Friday evening, the group confirmed. Lebanon's health ministry "
        "said 31 people died, including three children. Washington said that it had received "
        "no advance warning.",
        true=[
            "Israel killed a senior Hezbollah commander in an air strike on Beirut.",
            "31 people, three of them children, died in the strike, according to Lebanon's "
            "health ministry.",
            "Hezbollah confirmed the death of a senior commander.",
            "The United States said it had not been warned in advance.",
        ],
    ),
    Passage(
        "Zambia reached a deal with its bondholders in March 2024 after three years of talks, "
        "ending a default that began in 2020. Finance Minister Situmbeko Musokotwane expects "
        "the economy to grow by 6.6% this year, but drought has cut maize output by half.",
        true=[
            "Zambia's agreement with bondholders ended a default which had begun in 2020.",
            "After three years of negotiations Zambia reached an agreement with its bondholders.",
            "The finance minister expects growth of 6.6%.",
            "Drought halved maize output in Zambia.",
            "Maize output has fallen by 50% because of drought.",
        ],
    ),
    Passage(
        "The European Commission opened an infringement procedure against Hungary, arguing "
        "that its sovereignty law breaches EU rules. Prime Minister Viktor Orban's government "
        "rejected the criticism and vowed to keep the law. Slovakia and Poland have not taken "
        "a position.",
        true=[
            "Brussels has opened an infringement procedure against Hungary over its "
            "sovereignty law.",
            "The Commission argues that Hungary's sovereignty law violates EU rules.",
            "Orbán's government does not accept the criticism and will keep the law.",
            "Poland has taken no position.",
            "Neither Slovakia nor Poland has taken a position.",
        ],
    ),
]

FALSE = [
    (0, "number", "Kenya's parliament passed the Finance Bill by 159 votes to 106."),
    (0, "number", "At least 222 people died in protests in Nairobi."),
    (0, "date", "Kenya's parliament passed the Finance Bill on 25 July 2024."),
    (0, "name", "President Uhuru Kenyatta withdrew the bill a day later."),
    (0, "name", "Protests in Mombasa left at least 22 people dead."),
    (0, "negation", "Kenya's parliament rejected the Finance Bill by 195 votes to 106."),
    (0, "negation", "President William Ruto refused to withdraw the bill."),
    (1, "attribution", "JNIM was responsible for the ambush."),
    (1, "attribution", "The junta said that jihadists had killed 17 soldiers."),
    (1, "number", "Military officials said that jihadists had killed 71 soldiers near Tillaberi."),
    (1, "negation", "The junta has commented."),
    (1, "date", "Military officials said on Thursday that jihadists had killed 17 soldiers."),
    (1, "name", "Jihadists killed 17 soldiers in an ambush near Gao, military officials said."),
    (2, "number", "The government devalued the pound by about 83% in March."),
    (2, "number", "Egypt secured an $18bn programme from the IMF."),
    (2, "name", "Fitch cut Egypt's sovereign rating to Caa1 from B3."),
    (2, "name", "Jordan secured an $8bn programme from the IMF."),
    (2, "negation", "Moody's raised Egypt's sovereign rating to Caa1 from B3."),
    (2, "negation", "Moody's cut Egypt's rating, citing stronger debt affordability."),
    (2, "date", "The government devalued the pound in May."),
    (
        3,
        "negation",
        "The coalition agreement collapsed because the Greens supported new coal plants.",
    ),
    (3, "negation", "Some Green ministers resigned."),
    (3, "date", "The coalition agreement collapsed after the budget vote."),
    (3, "number", "All three Green ministers resigned."),
    (
        3,
        "name",
        "The coalition agreement between the Christian Democrats and the Greens collapsed "
        "before the budget vote.",
    ),
    (4, "attribution", "Four protesters were shot dead by police."),
    (
        4,
        "attribution",
        "The interior minister confirmed that police had fired on demonstrators in Cuenca.",
    ),
    (
        4,
        "attribution",
        "The interior minister claimed that four protesters were shot dead by police.",
    ),
    (4, "negation", "Courts have released more than 300 gang members since January."),
    (4, "number", "Courts have jailed more than 3,000 gang members since January."),
    (4, "date", "Courts have jailed more than 300 gang members since March."),
    (5, "negation", "India banned rice imports in July 2023."),
    (5, "negation", "The ban was imposed in September 2024."),
    (5, "negation", "India allowed rice exports in July 2023."),
    (5, "date", "India banned rice exports in July 2022."),
    (5, "date", "India banned rice exports in September 2024 and lifted the ban in July 2023."),
    (5, "name", "Pakistan banned rice exports in July 2023."),
    (6, "number", "Bernardo Arevalo won with 85% of the ballots."),
    (6, "negation", "Ms Torres has conceded."),
    (6, "negation", "Bernardo Arevalo lost the presidential run-off in a landslide."),
    (6, "name", "Voters in Honduras handed Bernardo Arevalo a landslide victory."),
    (6, "name", "Bernardo Arevalo defeated former first lady Zury Rios."),
    (6, "date", "Guatemala held its presidential run-off on 20 August 2022."),
    (7, "number", "The Bank of Japan kept its benchmark rate at 0.25%."),
    (7, "name", "The Bank of Korea kept its benchmark rate at 0.5%."),
    (7, "name", "Governor Haruhiko Kuroda warned that US tariffs could weigh on exports."),
    (7, "name", "Governor Kazuo Ueda warned that Chinese tariffs could weigh on exports."),
    (7, "date", "The Bank of Japan will slow the pace of bond purchases from April 2025."),
    (7, "negation", "The Bank of Japan said it would accelerate the pace of bond purchases."),
    (7, "negation", "Governor Kazuo Ueda warned that US tariffs could weigh on imports."),
    (7, "attribution", "The finance minister warned that US tariffs could weigh on exports."),
    (8, "attribution", "Rebels have seized the airport at Goma."),
    (8, "attribution", "Rwanda admitted backing the M23 group."),
    (
        8,
        "attribution",
        "At least 700 people have been killed since Sunday, according to the Congolese army.",
    ),
    (8, "negation", "Rwanda has confirmed backing the M23 group."),
    (
        8,
        "number",
        "At least 7,000 people have been killed since Sunday, according to the World Health "
        "Organization.",
    ),
    (8, "name", "Uganda has denied backing the M23 group."),
    (8, "name", "Rebel commanders claimed to have seized the airport at Bukavu."),
    (
        8,
        "date",
        "At least 700 people have been killed since Friday, according to the World Health "
        "Organization.",
    ),
    (9, "name", "Prime Minister Dina Boluarte was removed by Congress."),
    (9, "name", "Jose Balcazar was sworn in as interim president."),
    (9, "name", "Chile's Congress voted on Thursday to remove President Dina Boluarte."),
    (9, "number", "Jose Jeri is the country's fifth leader since 2016."),
    (9, "date", "Jose Jeri is the country's seventh leader since 2006."),
    (9, "date", "Elections are due in June."),
    (9, "negation", "Peru's Congress failed to remove President Dina Boluarte."),
    (10, "date", "The ceasefire was signed before a week of clashes killed dozens of people."),
    (10, "negation", "Border crossings remain open."),
    (10, "negation", "The Afghan government accepts the allegation."),
    (10, "attribution", "Kabul shelters the Pakistani Taliban."),
    (10, "number", "A week of clashes killed thousands of people."),
    (10, "name", "The ceasefire, brokered by Egypt and Turkey, was signed in Doha."),
    (11, "date", "Serbia's president called a snap election for 7 December."),
    (11, "name", "Serbia's Prime Minister Aleksandar Vucic dissolved parliament."),
    (11, "name", "Croatia's president dissolved parliament on Wednesday."),
    (11, "attribution", "The government controls the media."),
    (12, "number", "South Africa's unemployment rate eased to 39.1% in the third quarter of 2025."),
    (12, "number", "South Africa's unemployment rate eased to 33.2% from 31.9%."),
    (12, "date", "South Africa's unemployment rate eased to 31.9% in the first quarter of 2025."),
    (12, "date", "The Treasury does not expect growth to exceed 1.5% before 2029."),
    (12, "negation", "South Africa's unemployment rate rose to 31.9% in the third quarter."),
    (12, "negation", "The Treasury expects growth to exceed 1.5% before 2027."),
    (12, "negation", "Power cuts have become common since March."),
    (13, "negation", "Chevron was barred from resuming operations."),
    (
        13,
        "negation",
        "Caracas met the conditions that Washington had set for further sanctions relief.",
    ),
    (13, "negation", "A senior US official said that the licence would be renewed in April."),
    (13, "number", "Venezuela's oil output recovered to 1.7m barrels a day."),
    (
        13,
        "name",
        "Venezuela's oil output recovered after ExxonMobil was allowed to resume operations.",
    ),
    (
        13,
        "name",
        "Caracas failed to meet the conditions that Brussels had set for sanctions relief.",
    ),
    (13, "date", "A senior US official said that the licence would not be renewed in August."),
    (14, "number", "Prosecutors charged four former ministers with embezzling $40m."),
    (14, "number", "Prosecutors charged two former ministers with embezzling $14m."),
    (14, "number", "Around 10,000 people joined anti-corruption marches."),
    (14, "negation", "A court in Manila unfroze their assets."),
    (14, "negation", "Prosecutors cleared two former ministers of embezzling $40m."),
    (14, "attribution", "The charges were politically motivated."),
    (14, "attribution", "Prosecutors insisted that the charges were politically motivated."),
    (14, "name", "A court in Cebu froze the assets of two former ministers."),
    (14, "date", "Around 100,000 people joined anti-corruption marches on 12 September."),
    (15, "number", "NATO members agreed to raise defence spending to 3.5% of GDP by 2035."),
    (15, "date", "NATO members agreed to raise defence spending to 5% of GDP by 2030."),
    (15, "name", "NATO members agreed at the summit in Vilnius to raise defence spending."),
    (
        15,
        "name",
        "Secretary-General Jens Stoltenberg said that no country had threatened to leave.",
    ),
    (15, "name", "Italy secured an exemption from the spending target."),
    (15, "name", "Ukrainian forces captured two villages in Donetsk region."),
    (15, "negation", "NATO members agreed to cut defence spending to 5% of GDP by 2035."),
    (15, "negation", "Some countries had threatened to leave, Rutte said."),
    (16, "name", "Congress blamed President Luis Arce for blocking loans worth $1.8bn."),
    (16, "name", "President Evo Morales blamed Congress for blocking loans."),
    (16, "number", "Foreign-currency reserves stood at $7.1bn at the end of 2024."),
    (16, "date", "Foreign-currency reserves stood at $1.7bn at the end of 2023."),
    (
        16,
        "negation",
        "Bolivia's central bank has spent all of its gold reserves to pay for fuel imports.",
    ),
    (16, "negation", "Inflation reached 10% that year, the lowest since 2008."),
    (16, "attribution", "Congress blocked loans worth $1.8bn."),
    (17, "number", "Lebanon's health ministry said 13 people died."),
    (17, "number", "Lebanon's health ministry said 31 people died, including five children."),
    (
        17,
        "date",
        "A senior Hezbollah commander was killed by an Israeli air strike on Sunday evening.",
    ),
    (17, "attribution", "The Israeli army said 31 people died, including three children."),
    (17, "attribution", "The group denied that a senior commander was killed."),
    (17, "negation", "Washington said that it had received advance warning."),
    (
        17,
        "name",
        "A senior Hamas commander was killed by an Israeli air strike on Beirut's southern "
        "suburbs.",
    ),
    (18, "number", "Zambia reached a deal with its bondholders after five years of talks."),
    (18, "number", "Drought has cut maize output by a third."),
    (18, "date", "Zambia reached a deal with its bondholders in March 2023."),
    (18, "date", "A deal ended a default that began in 2022."),
    (18, "name", "Ghana reached a deal with its bondholders in March 2024."),
    (18, "name", "Foreign Minister Situmbeko Musokotwane expects the economy to grow by 6.6%."),
    (18, "negation", "Drought has raised maize output by half."),
    (18, "negation", "Zambia failed to reach a deal with its bondholders."),
    (19, "attribution", "Hungary's sovereignty law breaches EU rules."),
    (19, "name", "The European Commission opened an infringement procedure against Slovakia."),
    (19, "name", "President Viktor Orban's government rejected the criticism."),
    (19, "negation", "Prime Minister Viktor Orban's government accepted the criticism."),
    (19, "negation", "Slovakia and Poland have taken a position."),
    (19, "negation", "The European Commission closed an infringement procedure against Hungary."),
    (19, "negation", "The government vowed to abandon the law."),
]

# What the rules are known to miss: roles across an infinitive, what two numbers are of, and
# the opposite said without an antonym.
MISSED = [
    (6, "number", "Arevalo won 37% of the ballots against 58% for Sandra Torres."),
    (8, "negation", "The Congolese army said that it had lost control."),
    (9, "name", "Peru's president voted to remove Congress on Thursday."),
    (10, "name", "Kabul says that Islamabad shelters the Pakistani Taliban."),
    (11, "name", "The government accused opposition parties of controlling the media."),
    (11, "number", "The snap election is the fourth in as many years."),
    (15, "attribution", "Rutte denied that no country had threatened to leave."),
]


@pytest.mark.parametrize(("passage", "claim"), true_claims(PASSAGES))
def test_a_true_claim_is_left_alone(passage: Passage, claim: str) -> None:
    assert passage.check(claim) == ()


@pytest.mark.parametrize(("passage", "kind", "claim"), FALSE)
def test_a_false_claim_is_found_by_its_kind(passage: int, kind: str, claim: str) -> None:
    assert DiscrepancyKind(kind) in {d.kind for d in PASSAGES[passage].check(claim)}


@pytest.mark.xfail(reason="beyond the rules")
@pytest.mark.parametrize(("passage", "kind", "claim"), MISSED)
def test_a_false_claim_that_is_missed(passage: int, kind: str, claim: str) -> None:
    assert DiscrepancyKind(kind) in {d.kind for d in PASSAGES[passage].check(claim)}
