"""Pairs of a source and, after an arrow, a claim that drifts from it or that does not."""

from collections.abc import Iterator

from hypothesis import strategies as st

DRIFT = """
President Museveni is expected to run again in 2026 and is almost certain to win.
-> President Museveni is likely to win in 2026.
The minister said he would consider a temporary ban on onion exports.
-> The minister announced a temporary ban on onion exports.
The coalition may collapse before the end of the year.
-> The coalition will collapse before the end of the year.
Protests could spread to the northern provinces.
-> Protests will spread to the northern provinces.
Parliament might approve the amendment in March.
-> Parliament will approve the amendment in March.
The military might intervene if the deadlock continues.
-> The military will intervene if the deadlock continues.
A snap election is possible this autumn.
-> A snap election is certain this autumn.
Further devaluation is possible.
-> Further devaluation is likely.
The opposition will possibly boycott the vote.
-> The opposition will boycott the vote.
Perhaps the president will step down in May.
-> The president will step down in May.
The drought has the potential to trigger food riots.
-> The drought will trigger food riots.
The reform can deter foreign investors.
-> The reform will deter foreign investors.
The central bank is expected to raise rates next week.
-> The central bank will raise rates next week.
The new cabinet is expected to be sworn in on Monday.
-> The new cabinet will be sworn in on Monday.
Analysts expect the rand to weaken further.
-> The rand will weaken further.
Growth is forecast to slow to 2% next year.
-> Growth will slow to 2% next year.
The deficit is projected to widen in 2025.
-> The deficit will widen in 2025.
The talks are likely to resume in Geneva.
-> The talks will resume in Geneva.
The talks are likely to resume in Geneva.
-> The talks resumed in Geneva.
The government will probably extend the state of emergency.
-> The government will extend the state of emergency.
It is likely that unions will call a general strike.
-> Unions will call a general strike.
Unions are likely to call a general strike.
-> Unions are almost certain to call a general strike.
The court is very likely to uphold the ban.
-> The court will uphold the ban.
The court is almost certain to uphold the ban.
-> The court will uphold the ban.
The junta is highly likely to postpone elections.
-> The junta has postponed elections.
There is a roughly even chance that the bill passes the Senate.
-> The bill is likely to pass the Senate.
There is a roughly even chance of a government defeat.
-> A government defeat is highly likely.
The budget is unlikely to pass before the recess.
-> The budget will not pass before the recess.
The budget is unlikely to pass before the recess.
-> The budget is likely to pass before the recess.
The budget is very unlikely to pass before the recess.
-> The budget is unlikely to pass before the recess.
A coup is unlikely in the short term.
-> A coup is likely in the short term.
A return to civil war is highly unlikely.
-> A return to civil war is possible.
A return to civil war remains unlikely.
-> A return to civil war may occur.
The chances of a peace deal are slim.
-> The chances of a peace deal are good.
The likelihood of renewed fighting is low.
-> The likelihood of renewed fighting is high.
The likelihood of renewed fighting is high.
-> Renewed fighting is certain.
The risk of a sovereign default is low.
-> A sovereign default is likely.
There is a risk of a sovereign default.
-> There will be a sovereign default.
There is a 30 per cent probability of a recession.
-> A recession is likely.
There is a 70% chance that the incumbent wins.
-> The incumbent is almost certain to win.
There is a realistic possibility that the army will split.
-> The army will split.
There is a realistic possibility that the army will split.
-> The army is highly likely to split.
Investors believe there is a good chance of a rate cut.
-> A rate cut is certain.
The ministry plans to cut fuel subsidies.
-> The ministry will cut fuel subsidies.
The ministry plans to cut fuel subsidies.
-> The ministry has cut fuel subsidies.
The government intends to privatise the airline.
-> The government is privatising the airline.
The government aims to close the deficit by 2026.
-> The government will close the deficit by 2026.
The president hopes to revive the pipeline project.
-> The president will revive the pipeline project.
The party is seeking to amend the constitution.
-> The party will amend the constitution.
Ankara is considering expelling the ambassador.
-> Ankara will expel the ambassador.
Ankara is considering expelling the ambassador.
-> Ankara plans to expel the ambassador.
The cabinet is weighing a windfall tax on banks.
-> The cabinet will impose a windfall tax on banks.
The prime minister has vowed to end the blockade.
-> The prime minister will end the blockade.
The rebels threatened to attack the port.
-> The rebels attacked the port.
If the talks fail, the EU will reimpose sanctions.
-> The EU will reimpose sanctions.
The IMF will release the tranche if the budget is approved.
-> The IMF will release the tranche.
Unless prices fall, the unions will strike in October.
-> The unions will strike in October.
Should the ruling party lose its majority, the president will call early elections.
-> The president will call early elections.
The troops will withdraw provided that the ceasefire holds.
-> The troops will withdraw.
In the event of a defeat, the chancellor would resign.
-> The chancellor will resign.
A second term would deepen the dispute with Washington.
-> A second term will deepen the dispute with Washington.
The bill should clear the lower house by Friday.
-> The bill will clear the lower house by Friday.
The bill appears to have stalled in committee.
-> The bill has stalled in committee.
Support for the president seems to be eroding.
-> Support for the president is eroding.
The opposition is not expected to win a majority.
-> The opposition will not win a majority.
An escalation cannot be ruled out.
-> An escalation is likely.
An escalation cannot be ruled out.
-> There will be an escalation.
The minister may not survive the no-confidence vote.
-> The minister will not survive the no-confidence vote.
The truce will collapse within weeks.
-> The truce may collapse within weeks.
The truce will collapse within weeks.
-> The truce is likely to collapse within weeks.
Parliament approved the budget on Tuesday.
-> Parliament may have approved the budget on Tuesday.
The army has taken control of the airport.
-> The army has probably taken control of the airport.
The government will raise fuel prices in July.
-> The government could raise fuel prices in July.
Exports will almost certainly fall next quarter.
-> Exports may fall next quarter.
Exports will almost certainly fall next quarter.
-> Exports will fall next quarter.
The ruling party is certain to win the election.
-> The ruling party is likely to win the election.
A devaluation is inevitable.
-> A devaluation is possible.
The premier is bound to face a leadership challenge.
-> The premier may face a leadership challenge.
The opposition is likely to challenge the result.
-> The opposition may challenge the result.
The opposition may challenge the result.
-> The opposition is likely to challenge the result.
The deal could be signed by June.
-> The deal is very likely to be signed by June.
The government may raise taxes, but it will cut spending.
-> The government will raise taxes.
The government will raise taxes and may cut spending.
-> The government will raise taxes and cut spending.
The president, who may resign, will visit Moscow.
-> The president will resign.
While a coalition is possible, the party will probably govern alone.
-> The party will govern alone.
Although the bill is likely to pass, a veto is possible.
-> A veto is likely.
Protests are likely in the capital. The police may use force.
-> The police will use force.
The party is likely to lose seats; a leadership contest could follow.
-> A leadership contest will follow.
We assess with low confidence that the regime will survive the year.
-> We assess with high confidence that the regime will survive the year.
We assess with moderate confidence that Iran is behind the attack.
-> Iran is behind the attack.
The visa waiver is likely to be suspended by Brussels.
-> Brussels will suspend the visa waiver.
Early elections may be called by the president.
-> The president will call early elections.
The reform is unlikely to attract foreign investors.
-> Foreign investors are likely to be attracted by the reform.
It is improbable that Hungary will lift its veto.
-> Hungary will lift its veto.
It is doubtful whether the ceasefire will hold.
-> The ceasefire will hold.
The odds of a hung parliament are high.
-> The odds of a hung parliament are low.
The minister is more likely than not to resign.
-> The minister is unlikely to resign.
Little prospect exists of a swift agreement on debt.
-> A swift agreement on debt is likely.
The strike poses a risk to copper exports, which may fall by 10%.
-> Copper exports will fall by 10%.
There is a possibility that Russia will halt gas deliveries.
-> Russia will halt gas deliveries.
There is little doubt that the ban will be extended.
-> The ban may be extended.
The move risks triggering a trade war.
-> The move will trigger a trade war.
A landslide is far from certain.
-> A landslide is certain.
Turnout is on track to exceed 60%.
-> Turnout will exceed 60%.
A deal is not impossible.
-> A deal is likely.
The new law may well face a court challenge.
-> The new law will face a court challenge.
Hungary's parliament is due to ratify the protocol in February, but Fidesz deputies may delay the
vote.
-> Fidesz deputies will delay the vote on the protocol.
The governor warned that the bank might have to intervene again to support the naira.
-> The governor warned that the bank will have to intervene again to support the naira.
According to diplomats, Washington is leaning towards sanctions and could announce them this week.
-> Washington will announce sanctions this week.
Demonstrations, some of which may turn violent, are likely on election day.
-> Demonstrations on election day will turn violent.
Demonstrations, some of which may turn violent, are likely on election day.
-> Demonstrations are certain on election day.
Gazprom is likely to reduce flows through Ukraine, according to two traders.
-> Gazprom has reduced flows through Ukraine.
The judiciary is probably going to annul the decree.
-> The judiciary is going to annul the decree.
The ruling coalition will in all likelihood serve out its full term.
-> The ruling coalition will serve out its full term.
The ruling coalition is unlikely to serve out its full term.
-> The ruling coalition will in all likelihood serve out its full term.
We do not expect the Fed to cut rates before September.
-> The Fed will not cut rates before September.
We expect the Fed to cut rates in September.
-> The Fed may cut rates in September.
It is almost inevitable that taxes will rise after the election.
-> Taxes might rise after the election.
The likelihood of a default this year is moderate.
-> A default this year is highly likely.
Chances are that Odinga will contest the result.
-> Odinga will contest the result.
The central bank governor could be dismissed before the end of her mandate.
-> The central bank governor was dismissed before the end of her mandate.
It is expected that turnout will fall below 40%.
-> Turnout will fall below 40%.
It is unlikely that turnout will fall below 40%.
-> It is probable that turnout will fall below 40%.
A reduction of the garrison is planned for 2026.
-> The garrison was reduced in 2026.
Pretoria intends to expropriate idle land.
-> Pretoria is expropriating idle land.
Pretoria intends to expropriate idle land.
-> Pretoria may expropriate idle land.
The proposal would ban foreign funding of NGOs.
-> The proposal bans foreign funding of NGOs.
The junta seems to have abandoned plans for elections.
-> The junta has abandoned plans for elections.
The chances that the president will be impeached are high.
-> The chances that the president will be impeached are low.
Impeachment is a real possibility.
-> Impeachment is inevitable.
Impeachment is a remote possibility.
-> Impeachment is a real possibility.
Riyadh may cut production further should prices drop below $70.
-> Riyadh will cut production further should prices drop below $70.
Riyadh will cut production further should prices drop below $70.
-> Riyadh will cut production further.
Riyadh would only cut production if prices dropped sharply.
-> Riyadh will cut production.
Once in office, Milei is likely to dollarise the economy.
-> Once in office, Milei is unlikely to dollarise the economy.
Milei has little chance of securing a majority in either chamber.
-> Milei has a strong chance of securing a majority in either chamber.
The danger of a miscalculation in the Taiwan Strait is growing.
-> A miscalculation in the Taiwan Strait is certain.
China might impose a blockade on Taiwan, though an invasion is very unlikely.
-> An invasion of Taiwan by China is possible.
China might impose a blockade on Taiwan, though an invasion is very unlikely.
-> China will impose a blockade on Taiwan.
The AKP has a better than even chance of retaking Istanbul.
-> The AKP will retake Istanbul.
The odds are against a return of the Marcos loyalists.
-> A return of the Marcos loyalists is likely.
The scandal is almost certain to cost the minister his job.
-> The scandal has cost the minister his job.
The investigation will probably implicate senior officials.
-> The investigation will implicate senior officials.
There is some chance that the IMF will waive the condition.
-> The IMF will waive the condition.
Brussels reportedly plans to cap gas prices.
-> Brussels will cap gas prices.
Brussels is under pressure to cap gas prices and may do so in the spring.
-> Brussels will cap gas prices in the spring.
The ceasefire is fragile and likely to break down.
-> The ceasefire is fragile and will break down.
The ceasefire is fragile and likely to break down.
-> The ceasefire has broken down.
The cabinet could not only fall but trigger fresh elections.
-> The cabinet will fall and trigger fresh elections.
An attack on the embassy is plausible.
-> An attack on the embassy is likely.
The generals are unlikely to return to barracks voluntarily.
-> The generals will never return to barracks voluntarily.
The generals may return to barracks after the vote.
-> The generals are expected to return to barracks after the vote.
The law is expected to be signed by the president within days.
-> The president signed the law.
Subsidies for fuel are likely to be phased out over three years.
-> Subsidies for fuel are being phased out over three years.
Mozambique could resume LNG production in 2026 at the earliest.
-> Mozambique will resume LNG production in 2026.
Uganda should export its first oil by the end of 2025.
-> Uganda will export its first oil by the end of 2025.
A new constitution, drafted by experts, may be put to a referendum.
-> A new constitution, drafted by experts, will be put to a referendum.
Power cuts may last until March and will hurt manufacturers.
-> Power cuts will last until March.
The president is thinking of replacing the army chief.
-> The president will replace the army chief.
The president has no intention of replacing the army chief.
-> The president may replace the army chief.
The rebels are not certain to accept the offer.
-> The rebels are certain to accept the offer.
There is no guarantee that the truce will hold.
-> The truce will hold.
The truce will hold through the winter.
-> There is no guarantee that the truce will hold through the winter.
Serbia will not join the sanctions regime.
-> Serbia is unlikely to join the sanctions regime.
Serbia is unlikely to join the sanctions regime.
-> Serbia may join the sanctions regime.
Inflation is virtually certain to exceed the target.
-> Inflation is likely to exceed the target.
"""
PARAPHRASES = """
The minister said he would consider a temporary ban on onion exports.
-> The minister said a temporary ban on onion exports was under consideration.
The coalition may collapse before the end of the year.
-> The coalition might collapse before year-end.
Protests could spread to the northern provinces.
-> Protests may spread to provinces in the north.
The president may call early elections.
-> Early elections may be called by the president.
The president may call early elections.
-> It is possible that the president will call early elections.
The president could possibly resign.
-> The president may resign.
There is a possibility that Russia will halt gas deliveries.
-> Russia could halt gas deliveries.
A snap election is possible this autumn.
-> A snap election could be held this autumn.
A snap election cannot be ruled out.
-> A snap election is possible.
The bill is likely to pass the Senate.
-> The bill will probably pass the Senate.
The bill is likely to pass the Senate.
-> It is probable that the Senate will pass the bill.
The bill is likely to pass the Senate.
-> The Senate will likely approve the bill.
The talks are likely to resume in Geneva.
-> In all likelihood the talks will resume in Geneva.
Passage of the bill is probable.
-> The bill is likely to be passed.
The court is very likely to uphold the ban.
-> It is highly probable that the court will uphold the ban.
The court is highly likely to uphold the ban.
-> The ban is very likely to be upheld by the court.
The ruling party is almost certain to win.
-> The ruling party will almost certainly win.
The ruling party is almost certain to win.
-> A win for the ruling party is nearly certain.
The budget is unlikely to pass.
-> The budget is not likely to pass.
The budget is unlikely to pass.
-> It is improbable that the budget will pass.
The budget is unlikely to pass.
-> The budget will probably not pass.
The budget is unlikely to pass.
-> It is doubtful that the budget will pass.
The opposition is not expected to win a majority.
-> The opposition is unlikely to win a majority.
The chances of a deal are slim.
-> A deal is unlikely.
There is little prospect of a deal this year.
-> The prospects of a deal this year are poor.
The likelihood of a coup is low.
-> A coup is unlikely.
The likelihood of a coup is low.
-> There is a low probability of a coup.
The risk of a sovereign default is high.
-> There is a high risk of a sovereign default.
The central bank is expected to raise rates.
-> The central bank is forecast to raise rates.
The central bank is expected to raise rates.
-> Analysts expect the central bank to raise rates.
The central bank is expected to raise rates.
-> A rate rise by the central bank is expected.
Growth is projected to slow next year.
-> Growth is likely to slow next year.
The minister is set to visit Berlin.
-> The minister will visit Berlin.
The summit is due to take place in Riga.
-> The summit will take place in Riga.
The government will raise fuel prices in July.
-> Fuel prices will be raised by the government in July.
The government will raise fuel prices in July.
-> The government is going to raise fuel prices in July.
Parliament approved the budget on Tuesday.
-> The budget was approved by parliament on Tuesday.
The parties agreed on a joint candidate.
-> The parties agree on a joint candidate.
The president said he would dissolve parliament.
-> The president will dissolve parliament, he said.
The finance minister announced that taxes would rise in January.
-> The finance minister announced that taxes will rise in January.
The government plans to privatise the airline.
-> The government intends to privatise the airline.
The government plans to privatise the airline.
-> The airline is to be privatised under government plans.
The government has no plans to devalue the currency.
-> The government will not devalue the currency.
Ankara is considering expelling the ambassador.
-> Ankara is weighing the expulsion of the ambassador.
The party hopes to amend the constitution.
-> The party is seeking to amend the constitution.
If the talks fail, the EU will reimpose sanctions.
-> The EU will reimpose sanctions if the talks fail.
If the talks fail, the EU will reimpose sanctions.
-> Should the talks fail, the EU would reimpose sanctions.
If the talks fail, the EU will reimpose sanctions.
-> A failure of the talks will lead the EU to reimpose sanctions.
Unless prices fall, the unions will strike.
-> The unions will strike if prices do not fall.
There is a realistic possibility that the army will split.
-> The army may split.
There is a roughly even chance that the bill passes.
-> The odds of the bill passing are roughly even.
There is a 70% chance that the incumbent wins.
-> The incumbent is likely to win.
There is a 10 per cent probability of a recession.
-> A recession is very unlikely.
It is not unlikely that the vote will be postponed.
-> The vote may be postponed.
The talks are unlikely to succeed.
-> The talks will probably fail.
The bill appears to have stalled in committee.
-> The bill seems to have stalled in committee.
Inflation is high and the central bank may raise rates.
-> The central bank may raise rates because inflation is high.
The military might of the junta deters rivals.
-> Rivals are deterred by the junta's military might.
Elections will be held in May.
-> The elections will take place in May.
The elections in May 2021 were won by the opposition.
-> The opposition won the May 2021 elections.
The will of the people must be respected, the court ruled.
-> The court ruled that the people's will must be respected.
The minister may not survive the vote.
-> The minister might not survive the vote.
The deal could be signed by June, which would open the way for aid.
-> The deal may be signed by June.
Increasingly, the president is likely to run again.
-> It is increasingly likely that the president will run again.
The move risks triggering a trade war.
-> The move could trigger a trade war.
No breakthrough is expected at the summit.
-> A breakthrough at the summit is not expected.
No breakthrough is likely at the summit.
-> A breakthrough at the summit is unlikely.
The army has taken control of the airport.
-> The airport is in the hands of the army.
The government will raise taxes and may cut spending.
-> The government may cut spending.
The government will raise taxes and may cut spending.
-> The government will raise taxes.
The president, who may resign, will visit Moscow.
-> The president will visit Moscow.
We assess with high confidence that the regime will survive.
-> The regime will survive, we assess with high confidence.
The premier is bound to face a leadership challenge.
-> The premier will face a leadership challenge.
There is no doubt that the ban will be extended.
-> The ban will be extended.
The expected visit of the envoy was delayed.
-> The envoy's expected visit was delayed.
Voters punished the party for its plans to cut pensions.
-> The party was punished by voters over its pension plans.
The delays are due to corruption in the port authority.
-> Corruption in the port authority caused the delays.
The strike is likely to hit copper exports.
-> Copper exports are likely to be hit by the strike.
Hungary's parliament is due to ratify the protocol in February, but Fidesz deputies may delay the
vote.
-> Fidesz deputies could delay the vote on the protocol, due in February.
The governor warned that the bank might have to intervene again to support the naira.
-> The bank may need to intervene again to support the naira, the governor warned.
According to diplomats, Washington is leaning towards sanctions and could announce them this week.
-> Washington may announce sanctions this week, diplomats say.
Demonstrations, some of which may turn violent, are likely on election day.
-> Demonstrations are likely on election day and some could turn violent.
The judiciary is probably going to annul the decree.
-> The decree is likely to be annulled by the judiciary.
The ruling coalition will in all likelihood serve out its full term.
-> The ruling coalition is likely to complete its term.
We do not expect the Fed to cut rates before September.
-> A rate cut by the Fed before September is not expected.
It is almost inevitable that taxes will rise after the election.
-> Taxes are almost certain to rise after the election.
Chances are that Odinga will contest the result.
-> Odinga will probably contest the result.
The central bank governor could be dismissed before the end of her mandate.
-> There is a chance that the central bank governor will be dismissed before her mandate ends.
It is expected that turnout will fall below 40%.
-> Turnout is expected to fall below 40%.
A reduction of the garrison is planned for 2026.
-> The garrison is planned to be reduced in 2026.
Pretoria intends to expropriate idle land.
-> Pretoria plans the expropriation of idle land.
The chances that the president will be impeached are high.
-> The president is likely to be impeached.
Impeachment is a remote possibility.
-> The possibility of impeachment is remote.
Impeachment is a real possibility.
-> The president could be impeached; impeachment is possible.
Riyadh will cut production further should prices drop below $70.
-> If prices fall below $70, Riyadh will cut production further.
Riyadh will cut production further should prices drop below $70.
-> A drop in prices below $70 would prompt Riyadh to cut production further.
Milei has little chance of securing a majority in either chamber.
-> Milei is unlikely to secure a majority in either chamber.
China might impose a blockade on Taiwan, though an invasion is very unlikely.
-> An invasion of Taiwan is highly unlikely but a blockade is possible.
The AKP has a better than even chance of retaking Istanbul.
-> The AKP is likely to retake Istanbul.
The odds are against a return of the Marcos loyalists.
-> A return of the Marcos loyalists is unlikely.
The scandal is almost certain to cost the minister his job.
-> The minister will almost certainly lose his job over the scandal.
There is some chance that the IMF will waive the condition.
-> The IMF might waive the condition.
The ceasefire is fragile and likely to break down.
-> The fragile ceasefire will probably break down.
The generals are unlikely to return to barracks voluntarily.
-> It is unlikely that the generals will voluntarily return to barracks.
The law is expected to be signed by the president within days.
-> The president is expected to sign the law within days.
Subsidies for fuel are likely to be phased out over three years.
-> Fuel subsidies will likely be phased out over three years.
Uganda should export its first oil by the end of 2025.
-> Uganda is expected to export its first oil by the end of 2025.
A new constitution, drafted by experts, may be put to a referendum.
-> A referendum may be held on a new constitution drafted by experts.
Power cuts may last until March and will hurt manufacturers.
-> Manufacturers will be hurt by power cuts, which could last until March.
The president is thinking of replacing the army chief.
-> The president is considering replacing the army chief.
The president has no intention of replacing the army chief.
-> The president does not intend to replace the army chief.
The rebels are not certain to accept the offer.
-> It is uncertain whether the rebels will accept the offer.
There is no guarantee that the truce will hold.
-> The truce may not hold.
Serbia will not join the sanctions regime.
-> Serbia will stay out of the sanctions regime.
Inflation is virtually certain to exceed the target.
-> Inflation will almost certainly exceed the target.
The budget was adopted after the coalition dropped its demand for a tax on banks.
-> The coalition dropped its demand for a bank tax and the budget was adopted.
President Tinubu removed the fuel subsidy in May 2023.
-> In May 2023 President Tinubu scrapped the fuel subsidy.
The IMF warned that growth would fall to 1.5%.
-> Growth will fall to 1.5%, the IMF warned.
The opposition accused the government of planning to rig the vote.
-> The government was accused by the opposition of planning to rig the vote.
Moscow threatened to halt grain shipments.
-> Moscow issued a threat to halt grain shipments.
The party's manifesto promises to lower income tax.
-> The manifesto of the party includes a promise to lower income tax.
Rising prices have increased the likelihood of unrest.
-> The likelihood of unrest has risen with prices.
The likely successor, Ruto, enjoys the support of business.
-> Ruto, who is likely to succeed him, enjoys the support of business.
The government must seek parliamentary approval for new loans.
-> New loans need parliamentary approval.
The new rules should reassure investors.
-> Investors are likely to be reassured by the new rules.
The drought will probably lower maize output, and food prices may rise.
-> Food prices may rise as the drought will probably lower maize output.
The drought will probably lower maize output, and food prices may rise.
-> Maize output is likely to fall because of the drought.
Mexico's Senate passed the reform in September with the support of a defector.
-> The reform passed Mexico's Senate in September thanks to a defector.
The peso could slide further if the IMF programme is delayed.
-> A delay to the IMF programme could cause the peso to slide further.
The peso could slide further if the IMF programme is delayed.
-> If the IMF programme is delayed, the peso may fall further.
There is unlikely to be a second round.
-> A second round is unlikely.
There is likely to be a second round.
-> A second round is likely.
A second round looks likely.
-> A second round seems likely.
The bloc appears likely to extend sanctions.
-> The bloc will probably extend sanctions.
Iraq's parliament failed to elect a president in February.
-> In February Iraq's parliament did not elect a president.
The militia denied that it planned to attack the convoy.
-> The militia denied planning an attack on the convoy.
The reform is designed to attract investment.
-> The reform aims to attract investment.
The bill could become law by Christmas.
-> The bill might be law by Christmas.
"""


def pairs(block: str) -> Iterator[tuple[str, str]]:
    """The pairs of source and claim of a block."""
    source: list[str] = []
    claim: list[str] = []
    for line in [*block.strip().splitlines(), ""]:
        if claim and not line.startswith("   "):
            yield " ".join(source), " ".join(claim)
            source, claim = [], []
        if line.startswith("-> "):
            claim.append(line.removeprefix("-> "))
        elif claim:
            claim.append(line.strip())
        else:
            source.append(line)


WORDS = st.sampled_from(
    "will may might not likely unlikely if should , . ; and but which that the Talks fail 70% "
    "chance of probability is low expected to no very – ’ İ with confidence plans".split()
)
