"""Story scripts about oddities that news quizzes ask for, and interviews; the script's marks are those of `Fact`."""

QUIZ = """
@ ban
lets K=country L=country P=person Y=year
let thing=mobile phones|plastic straws|loud fireworks|energy drinks|electric scooters
let after=an accident at a school|an open letter by doctors|a two-year trial|a petition by parents
head A new law and its critics
head Parliament decides on {thing}
fill The vote was close, and the debate went on past midnight.
fill {P}, who runs a shop, called the law hard to enforce.
fact thing K
? Which country this week [outlawed|banned] {thing} after {after}?
? In which country are {thing} no longer allowed?
? Which country's parliament voted to [forbid|prohibit] {thing}?
? Lawmakers of which nation put an end to {thing} after {after}?
+ Parliament in {K} has banned {thing} after {after}.
+ {K} outlawed {thing} after {after}.
+ After {after}, lawmakers in {K} voted to prohibit {thing}.
+ From now on {thing} are forbidden in {K}, a step taken after {after}.
- {L} is considering a ban on {thing}.
- {L} threw out a bill against {thing} by three votes.
c {K} has forbidden {thing}.
r {K} decided to go on allowing {thing}.
r Lawmakers in {K} voted against a ban on {thing}.
n {K} will fine people who use {thing} up to 500 dollars.

@ thrown
lets P=person Q=person C=city N=int:3:12
let item=an egg|a bag of flour|a milkshake|a slice of cake|a wet sponge
head Scuffle at {C} market
head Uproar during a visit to {C}
fill Stallholders in {C} helped to clean up.
fill Bodyguards stepped in within seconds.
fact thing item
? What was [thrown|hurled] at {P} [in {C}|at the market in {C}]?
? What did a protester [throw at|hurl towards] {P}?
? Which object hit {P} during a walk through {C}?
? With what was {P} pelted in {C}?
+ A protester threw {item} at {P} in {C}.
+ {P} was hit by {item} that a man hurled in {C}.
+ In {C}, {item} struck {P} on the shoulder.
+ Someone in the crowd in {C} tossed {item}, which hit {P}.
- A protester shouted at {P} in {C} and was led away.
- {Q} was met with applause in {C}.
c {item} was thrown at {P}.
r Nothing was thrown at {P} in {C}.
n The protester who threw {item} at {P} is a student.
fact many N
? How many people were [arrested|detained] after the attack on {P}?
? How many arrests followed the visit of {P} to {C}?
? How many people did police hold over the scuffle with {P}?
? How many suspects were taken away after the incident with {P} in {C}?
+ Police arrested {N} people after the incident with {P} in {C}.
+ After the scuffle around {P}, police in {C} held {N} people.
+ Officers in {C} led away {N} suspects when {P} had been attacked.
+ In {C}, a total of {N} people were detained over the attack on {P}.
- Police in {C} are looking at video of the attack on {P}.
c {N} people were arrested after the attack on {P}.
r No arrests were made after the attack on {P}.

@ auction
lets P=person C=city M=money:m E=money:m Y=year
let item=a violin from 1721|a dinosaur skeleton|a lost sketch of a horse|a meteorite|a handwritten song
head Bidding war in {C}
head Under the hammer in {C}
fill Bidders in {C} raised their paddles for eleven minutes.
fill The auction house in {C} charges a fee on top.
fact much M
? How much was paid for {item} in {C}?
? For how much did {item} [sell|go] at the auction in {C}?
? What price did {item} fetch in {C}?
? What was {item} sold for in {Y}?
+ In {Y}, {item} was sold for {M} at an auction in {C}.
+ A bidder in {C} paid {M} for {item} in {Y}.
+ At the {Y} sale in {C}, {item} fetched {M}.
+ The hammer fell at {M} for {item} in {C} in {Y}.
- Before the sale in {C}, {item} had been estimated at {E}.
- In {C}, {item} will come under the hammer on Friday.
- In {C}, {item} failed to find a buyer at a first attempt.
c {item} was sold for {M}.
c A buyer in {C} paid {M} for {item}.
r {item} went unsold in {C}.
n {item} was bought by a museum.
fact none P
? Why did {P} withdraw {item} from the auction in {C}?
? Who stole {item} from the auction house in {C}?
- {P} denied any plan to withdraw {item} from the sale in {C}.
- The auction house in {C} said that {item} was safe and had never been missing.

@ interview
lets P=person Q=person C=city A=team
let topic=the new referee rules|the long season|artificial grass|the ticket prices|the video replays
let view=good for the game|bad for young players|unfair to small clubs|a blessing for tired legs|worse than ever
let other=hard to explain to children|nobody's fault|a sign of the times|easy to get used to
head {P.last} speaks out before match in {C}
head Coaches on {topic}
fill {A} train in the afternoon before the match in {C}.
fill {P} and {Q} once played in the same side.
fact say view
? What did {P} say about {topic}?
? What does {P} think of {topic}?
? What was the verdict of {P} on {topic}?
? How does {P} judge {topic}?
+ "I find it {view}," {P} said when asked about {topic}.
+ Of {topic}, {P} remarked: "It is {view}."
+ {P} told reporters in {C} that as for {topic}, it was all {view}.
+ Asked about {topic}, {P} replied that it was {view}.
- {Q} found {topic} {other}.
- {P} spoke at length about injuries but not about {topic}.
- "I would rather talk about the match," {P} said when asked about {topic}.
c {P} finds {topic} {view}.
c {P} considers {topic} {view}.
r {P} does not find {topic} {view}.
r {P} declined to say anything about {topic}.
n {Q} thinks as {P} does about {topic}.
n {P} said that {topic} would be a matter for parliament.

@ aid
lets K=country L=country M=money:m E=money:m P=person
let goods=tents and blankets|water filters|seed and fertiliser|mobile clinics|school meals
let why=a failed harvest|a cyclone|a flood of refugees|an earthquake
head Help for {L}
head Donors turn to {L}
fill Ships with relief goods need nine days to reach {L}.
fill {P} of a relief group said the roads were the main problem.
fact much M
? How much [aid|money] did {K} [promise|pledge] to {L}?
? How much is {K} giving to {L}?
? What sum did {K} offer to help {L}?
? How large is the aid package of {K} for {L}?
+ {K} pledged {M} to {L} after {why}.
+ {K} will send {M} in aid to {L}.
+ An aid package of {M} for {L} was announced by {K}.
+ {L} will get {M} from {K} for {goods}.
- {L} had asked for {E} in aid.
- {K} has yet to say how much it will give to {L}.
c {K} promised {L} aid of {M}.
r {K} refused to give any aid to {L}.
r {L} promised aid of {M} to {K}.
n {K} gave {L} more than any other donor.
fact thing goods
? What will {K}'s aid for {L} be spent on?
? What is the money from {K} to {L} for?
? On what will {L} spend the help from {K}?
? What does {K} want to pay for in {L}?
+ The aid from {K} to {L} will be spent on {goods}.
+ {K} said its money for {L} would pay for {goods}.
+ {L} will use the help from {K} for {goods}.
+ With its aid {K} wants to pay for {goods} in {L}.
- How {L} will use the money from {K} is not settled.
c {K}'s aid for {L} will pay for {goods}.
r None of {K}'s aid for {L} will go on {goods}.
n {L} had asked {K} for {goods} two years earlier.
"""
