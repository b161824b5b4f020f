"""Story scripts about elections, offices and summits; the script's marks are those of `Fact`."""

POLITICS = """
@ election
lets P=person Q=person C=city N=int:300:9000 T=percent:38:79 Y=year
let why=the harbour tram was never finished|rents had doubled in four years|the hospital had lost its night clinic
head {C} [goes to the polls|votes for a new mayor]
head Voters in {C} choose [their next mayor|a city leader]
fill Polling stations in {C} opened at seven in the morning and queues formed early.
fill Turnout among young voters was a talking point throughout the campaign.
fill Results from the outer districts arrived last, after a recount of postal votes.
fact who P
? Who [won|was the winner of] the [mayoral election|race for mayor] in {C} in {Y}?
? Who was [elected|voted in as] mayor of {C} in {Y}, [beating|defeating] {Q}?
? Which candidate will lead {C} after the {Y} vote?
? {C} [got a new mayor|chose a new city leader] in {Y}: who is it?
+ {P} [was elected|became] mayor of {C} in {Y}, [beating|seeing off] {Q}.
+ In {Y} voters in {C} [picked|chose] {P} as their mayor over {Q}.
+ {P} defeated {Q} in the {Y} [contest|race] to run {C} city hall.
+ The {Y} mayoral contest in {C} was won by {P}, with {Q} coming second.
- {Q} conceded shortly after midnight and thanked supporters in {C}.
- Polls had suggested that {Q} would win the mayoral election in {C} comfortably.
- Whoever becomes mayor of {C} will inherit a large budget gap.
c {P} won the {Y} mayoral election in {C}.
c {Q} was beaten by {P} in {C}.
r {Q} won the {Y} mayoral election in {C}.
r {P} lost the {Y} race for mayor of {C}.
n {P} had never stood for office before.
fact many N
? By how many votes did the new mayor of {C} win?
? How [big|large] was the winner's [majority|margin], in votes, in the {C} mayoral race?
? How many votes separated the [top two|two leading] candidates in {C}?
? What was the winning margin in votes in {C}?
+ Only {N} votes separated the two leading candidates in the {C} mayoral race.
+ The new mayor of {C} won by {N} votes, officials announced.
+ The winning margin in the {C} mayoral contest was {N} votes.
+ {N} votes was the gap between first and second place for mayor in {C}.
- The margin of victory in {C} has not been published yet.
- Several hundred ballots were rejected in {C} because they were unsigned.
c The {C} mayoral race was decided by {N} votes.
fact much T
? What was the turnout in {C}?
? What [share|percentage] of [voters|the electorate] in {C} [cast a ballot|took part]?
? How high was turnout in the {C} election?
? How much of the electorate voted in {C}?
+ Turnout in {C} was {T}.
+ {T} of the electorate in {C} cast a ballot.
+ In {C}, {T} of registered voters took part.
+ The election in {C} drew {T} of eligible voters to the polls.
- Officials in {C} had hoped that turnout would be higher than four years ago.
c {T} of voters in {C} took part in the election.
fact none P
? Why did {Q} demand a recount in {C}?
? When did {Q} [withdraw from|pull out of] the race in {C}?
? Why was the {C} election [cancelled|annulled]?
- {Q} stayed in the race in {C} until the end and accepted the result without asking for a recount.
- Rumours that the vote in {C} would be called off proved wrong, and it went ahead as planned.
- {Q} said there was no reason to count the votes in {C} again.

@ resignation
lets P=person Q=person K=country D=date
let job=prime minister|finance minister|police chief|health minister|central bank governor
let why=over leaked messages about a building contract|after losing a confidence vote|to care for a sick relative
let why=|over the handling of last winter's floods|in protest at cuts to the pension fund
head {K}'s {job} [steps down|quits]
head Government shake-up in {K}
fill The announcement followed weeks of pressure from opposition parties in {K}.
fill Markets in {K} barely moved on the news.
fill Colleagues paid tribute to {P.last}, who first entered parliament as a trade unionist.
fact why why
? Why did {P} [resign|step down|quit]?
? What [was the reason for|led to] the [resignation|departure] of {P}?
? Why did {K} lose its {job}, {P}?
? For what reason did the {job} of {K} [give up the post|leave office]?
+ {P}, the {job} of {K}, [resigned|stepped down] {why}.
+ {P} [quit|left office] as {job} of {K} {why}.
+ {K}'s {job}, {P}, has handed in a letter of resignation {why}.
+ The {job} of {K}, {P}, gave up the post {why}.
- {P} declined to give a reason for leaving office when asked by reporters.
- Asked last month, the {job} of {K} had said that there was no reason to resign.
- A predecessor of {P.last} resigned eight years ago after a row about expenses.
- Why did {P} quit?
c {P} [resigned|quit] as {job} of {K} {why}.
c {K}'s {job} gave up the post {why}.
r {P} did not resign as {job} of {K}.
r The {job} of {K}, {P}, refused to step down.
r {P} is staying on as {job} of {K}.
n {P} plans to write a book about the years in office.
fact who Q
? Who [succeeded|replaced|took over from] {P} as {job} of {K}?
? Who was [named|appointed] the new {job} of {K}?
? Which politician [takes over|steps in] as {K}'s {job}?
? After {P} left, who got the job of {job} in {K}?
+ {Q} was [named|appointed] as the new {job} of {K}, replacing {P}.
+ {K} has a new {job}: {Q} takes over from {P}.
+ {P} will be succeeded by {Q} as {job} of {K}.
+ {Q} was sworn in to follow {P} as {job} of {K}.
- A successor to {P} as {job} of {K} will be chosen next week.
- Three names are being mentioned as possible replacements for {P}.
c {Q} [replaces|succeeds] {P} as {job} of {K}.
r {P} replaces {Q} as {job} of {K}.
fact when D
? When did {P} [resign|step down|quit] as {job} of {K}?
? On what date did {K}'s {job} {P} leave office?
? What day did {P} hand in the resignation?
? When did {P} stop being {job} of {K}?
+ {P} left office as {job} of {K} on {D}.
+ On {D}, {P} stepped down as {job} of {K}.
+ The resignation of {P}, the {job} of {K}, took effect on {D}.
+ {P} quit as {K}'s {job} on {D}, a spokeswoman confirmed.
- {P} was expected to name a departure date before the end of the session.
- {P} became {job} of {K} six years ago.
c {P} stepped down as {job} of {K} on {D}.
r {P} has not stepped down as {job} of {K}.

@ refusal
lets P=person Q=person K=country
let job=transport minister|premier|education minister|speaker of parliament
head Pressure grows on {K}'s {job}
head {P.last} under fire in {K}
fill Opposition members in {K} have collected signatures for a motion of no confidence.
fill The row began with a report about late payments to contractors.
fact none P
? Why did {P} [resign|step down|quit] as {job} of {K}?
? When did {P} [resign|leave office|stand down]?
? Who replaced {P} as {job} of {K}?
? What did {P} say in the resignation [speech|letter]?
- {P} has refused to [resign|step down] as {job} of {K} despite calls from {Q}.
- "I am going nowhere," said {P}, who remains {job} of {K}.
- {Q} urged {P} to quit as {job} of {K}.
- Allies of {P} dismissed reports of an imminent departure as invented.
- Why did {P} refuse to go?
fact speaker Q
? Who [called on|urged] {P} to [resign|quit|step down]?
? Who wants {P} to give up the job of {job} in {K}?
? Which politician said {P} should go?
? Who demanded the resignation of {P}?
+ {Q} urged {P} to step down as {job} of {K}.
+ "{P} must go," said {Q}, an opposition leader in {K}.
+ {P} should resign as {job} of {K}, according to {Q}.
+ The opposition's {Q} has demanded that {P} quit as {job} of {K}.
- {P} has refused to resign as {job} of {K}.
- Supporters of {P} gathered outside parliament in {K}.
c {Q} wants {P} to resign.
c {Q} has called for {P} to step down.
r {P} urged {Q} to step down.
r {Q} said {P} should stay in office.
n {P} resigned after the call by {Q}.

@ statement
lets P=person Q=person C=city
let plan=the plan for a new stadium|the ban on wood stoves|the merger of the two universities|the night train
let plan=|the tourist tax
let view=a waste of public money|the best idea in a decade|a gift to property developers|a step into the dark
let view=|long overdue
let other=badly timed|a question for the courts|more popular than people think|good for small shops
head Row over {plan} in {C}
head Politicians clash over {plan}
fill The council of {C} will vote on {plan} after the summer.
fill Residents of {C} have mixed feelings about {plan}.
fact say view
? What did {P} say about {plan}?
? What did {P} call {plan}?
? How did {P} describe {plan}?
? What is {P}'s [view|opinion] of {plan}?
+ {P} called {plan} {view}.
+ "It is {view}," {P} said of {plan}.
+ {P} [told reporters|said] that {plan} was {view}.
+ Speaking about {plan}, {P} said it was {view}.
- {Q} said that {plan} was {other}.
- {P} said the city's debts would be discussed next week.
- Asked about {plan}, {P} declined to comment.
- {P} praised the volunteers who cleaned up the river in {C}.
c {P} [said|thinks] that {plan} is {view}.
c In the opinion of {P}, {plan} is {view}.
r {P} said that {plan} was not {view}.
r {P} refused to give any opinion on {plan}.
n {Q} agreed with {P} that {plan} is {view}.
n {P} voted on {plan} last year.
fact speaker P
? Who said that {plan} was {view}?
? Who [called|described] {plan} as {view}?
? Which politician thinks {plan} is {view}?
? Who described {plan} as "{view}"?
+ {P} called {plan} {view}.
+ "It is {view}," {P} said of {plan}.
+ According to {P}, {plan} was {view}.
+ {P} told a meeting in {C} that {plan} was {view}.
- {Q} said that {plan} was {other}.
- {Q} would not be drawn on {plan}.
- Someone shouted from the gallery as {Q} spoke about {plan}.
c {P} described {plan} as {view}.
r {P} said that {plan} was anything but {view}.
n {P} said that {plan} would be stopped by the courts.

@ summit
lets C=city K=country L=country M=country D=date P=person
let deal=share water from the border river|cut methane from oil wells|drop tariffs on steel
let deal=|let each other's students work|swap prisoners
let why=a dispute over fishing rights|the wording on coal|a quarrel about the seating of ministers
head {K} and {L} [sign deal|reach agreement] in {C}
head Talks in {C} [end|close] with handshake
fill Delegates met in {C} for three days behind closed doors.
fill Aides said the mood in {C} had been cordial but tired.
fact thing deal
? What did {K} and {L} agree to do?
? What was agreed by {K} and {L} at the {C} [summit|talks]?
? What does the [treaty|deal|pact] between {K} and {L} say they will do?
? To what did {K} and {L} commit themselves in {C}?
+ {K} and {L} agreed in {C} to {deal}.
+ Under the [pact|treaty] signed in {C}, {K} and {L} will {deal}.
+ Ministers of {K} and {L} meeting in {C} undertook to {deal}.
+ At the talks in {C}, {K} and {L} pledged to {deal}.
- {K} and {M} failed to agree on a text in {C}.
- Before the meeting in {C}, {K} had ruled out any deal with {L}.
c {K} and {L} agreed to {deal}.
r {K} and {L} could not agree to {deal}.
r {L} refused to {deal} together with {K}.
n {K} and {L} will meet again in {C} next year.
fact where C
? Where did {K} and {L} sign the [agreement|treaty]?
? In which city did the leaders of {K} and {L} meet?
? Where were the talks between {K} and {L} held?
? Which city hosted the {K}-{L} talks?
+ The leaders of {K} and {L} met in {C} and signed an agreement.
+ {C} hosted the talks at which {K} and {L} signed the treaty.
+ The agreement between {K} and {L} was signed in {C}.
+ {K} and {L} held their talks in {C} and ended them by signing a treaty.
- {K} and {L} had first proposed to meet on neutral ground, on a ship.
- Where the next meeting of {K} and {L} will take place is still open.
c {K} and {L} signed an agreement in {C}.
fact which M
? Which country [walked out of|left] the talks in {C}?
? Which country refused to sign in {C}?
? Which delegation left the {C} summit without signing?
? A dispute made one country abandon the {C} meeting: which one?
+ {M} walked out of the talks in {C} without signing, citing {why}.
+ The delegation of {M} left {C} early and did not sign because of {why}.
+ Citing {why}, {M} refused to put its name to the text in {C} and left the talks.
+ In {C}, {M} abandoned the meeting and signed nothing, blaming {why}.
- One delegation was said to be thinking about leaving {C}.
c {M} left the talks in {C} without signing.
r {M} stayed to the end of the talks in {C} and signed.
fact none K
? When did {K} leave the treaty with {L}?
? Why did {K} break off talks with {L}?
- {K} denied that it would walk away from its treaty with {L}.
- {K} and {L} said the talks would go on and that neither had broken them off.

@ sanctions
lets K=country L=country D=date P=person M=money:m
let ban=timber|diamonds|aircraft parts|caviar|crude oil
let why=the arrest of its journalists|a border raid|the poisoning of a dissident|the seizure of a ship
head {K} [hits|targets] {L}
head Relations between {K} and {L} sink
fill Envoys of {K} and {L} were not on speaking terms.
fill {P}, a trade lawyer, doubted that it would have much effect.
fact thing ban
? What did {K} ban [imports of|from {L}]?
? Imports of what from {L} did {K} [stop|ban|forbid]?
? Which product from {L} may no longer be sold in {K}?
? What was banned by {K} in its sanctions on {L}?
+ {K} has banned imports of {ban} from {L}.
+ {K} will no longer let in {ban} from {L}.
+ Under the new sanctions, {K} forbids the import of {ban} from {L}.
+ Buying {ban} from {L} is now forbidden in {K}.
- {K} is thinking about sanctions on {L}.
- {L} said it would answer any sanctions from {K}.
c {K} has banned {ban} from {L}.
r {K} lifted its ban on {ban} from {L}.
r {L} has banned {ban} from {K}.
n Other countries will join {K}'s ban on {ban} from {L}.
fact what why
? What was the reason for {K}'s sanctions on {L}?
? Over what did {K} impose sanctions on {L}?
? What led {K} to punish {L}?
? In response to what did {K} impose sanctions on {L}?
+ {K} imposed sanctions on {L} over {why}.
+ {K} imposed the sanctions on {L} in response to {why}.
+ {why} led {K} to impose sanctions on {L}.
+ {K} said it was punishing {L} for {why}.
- {L} called the sanctions imposed by {K} illegal.
c {K} imposed sanctions on {L} because of {why}.
fact much M
? How much [aid|help] did {K} [promise|pledge] to those hurt by the sanctions on {L}?
? How much will {K} give firms that lose trade with {L}?
? How much money did {K} set aside for firms hit by the sanctions on {L}?
? What sum did {K} put into a fund for companies trading with {L}?
+ {K} set aside {M} for firms that lose trade with {L}.
+ A fund of {M} will help companies in {K} that traded with {L}.
+ {K} pledged {M} in aid for firms that had sold to {L}.
+ Firms in {K} that lose business with {L} will get {M} in aid.
- Firms in {K} asked for help but got no promise.
c {K} promised {M} to firms that lose trade with {L}.
"""
