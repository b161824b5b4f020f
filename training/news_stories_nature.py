"""Story scripts about heat, space, animals and records; the script's marks are those of `Fact`."""

NATURE = """
@ heat
lets C=city K=country T=int:39:51 Y=year
head {K} [swelters|sweats]
head Heat grips {C}
fill Water was handed out at tram stops in {C}.
fill Farmers near {C} moved their work to the night.
fact many T
? How hot did it get in {C}, in degrees?
? What temperature was [recorded|measured] in {C}?
? How many degrees were measured in {C}?
? What was the record temperature, in degrees, in {C}?
+ Thermometers in {C} climbed to {T} degrees, a record for {K}.
+ A record {T} degrees was measured in {C}, {K}.
+ {C} in {K} recorded {T} degrees, its highest reading ever.
+ {K} had its hottest day on record as {C} reached {T} degrees.
- A new record is expected in {C} by the weekend.
- Nights in {C} brought no relief.
c The temperature in {C} reached {T} degrees.
c {K} had a record temperature of {T} degrees in {C}.
r The temperature in {C} stayed below the record.
r {C} had its coldest day on record.
n Three people in {C} died of the heat.
fact thing K
? Which country [had|recorded] its hottest day [ever|on record] this week?
? Which country broke its heat record with {T} degrees?
? In which country did a city swelter at {T} degrees, a national record?
? What country set a temperature record at {C}?
+ {K} had its hottest day on record as {C} reached {T} degrees.
+ A record for {K}, {T} degrees, was measured in {C}.
+ {C} reached {T} degrees, the highest temperature ever recorded in {K}.
+ Never has it been hotter in {K} than this week, when {C} sweated at {T} degrees.
- Forecasters expect record heat next week.
- The heat record set nine years ago still stands, the weather office said.
c {K} recorded its hottest day, at {T} degrees.

@ space
lets K=country D=date N=int:3:90 P=person Y=year
let craft=the Heron probe|the Lark lander|the Tern telescope|the Selka orbiter
let found=traces of salt water|a cave under the dust|a ring of ice|crystals of iron
let body=the moon|Mars|Ceres|Europa|Titan
head {craft} [makes discovery|sends first data]
head Surprise at {K}'s space agency
fill Engineers hugged each other at the control room in {K}.
fill {P}, who leads the mission, had worked on it for eleven years.
fact thing found
? What did {craft} [find|discover|detect] on {body}?
? What has {K}'s {craft} found?
? What discovery did {craft} make on {body}?
? What was detected by {craft}?
+ {craft} of {K} has found {found} on {body}.
+ On {body}, {craft} sent up by {K} discovered {found}.
+ {K} said that {craft} had detected {found} on {body}.
+ Scientists reported that {craft} from {K} had come across {found} on {body}.
- {craft} will look for water on {body}.
- {craft} from {K} has landed on {body}.
c {craft} discovered {found} on {body}.
r {craft} did not find {found} on {body}.
n {craft} found {found} in two places on {body}.
fact when D
? When did {craft} [land on|reach|arrive at] {body}?
? On what date did {K}'s {craft} get to {body}?
? When did {craft} reach its goal, {body}?
? What day did {K} see {craft} arrive at {body}?
+ {craft} from {K} reached {body} on {D}.
+ On {D}, {craft} sent by {K} arrived at {body}.
+ {craft} of {K} got to {body} on {D} after a long journey.
+ It was on {D} that {K}'s {craft} reached {body}.
- {craft} was launched from {K} after several delays.
- {craft} was expected to reach {body} in the spring.
c {craft} reached {body} on {D}.
r {craft} never reached {body}.
fact which K
? Which country sent {craft} to {body}?
? Which country is behind {craft}?
? Which nation's space agency [runs|built] {craft}?
? What country does {craft} come from?
+ {craft} was built and launched by {K}.
+ {K} sent {craft} to {body}.
+ The space agency of {K} runs {craft}, which reached {body}.
+ {craft} is the first mission of {K} to {body}.
- Several countries have sent craft to {body}.
c {K} sent {craft} to {body}.

@ wildlife
lets C=city N=int:13:300 K=country P=person
let beast=a sea eagle|a wolf|a beaver|a lynx|an otter|a black stork
let where=in a disused quarry|on the roof of a brewery|beside a motorway|in a botanical garden
head {beast} [returns|surprises] near {C}
head Rare visitor at {C}
fill Bird watchers and families came to {C} to have a look.
fill {P}, a ranger, asked visitors to keep dogs on a lead.
fact thing beast
? What animal was [seen|spotted] near {C}?
? Which animal [returned to|was seen again near] {C} after a century?
? What did people spot near {C}?
? What creature, long gone from the region, has been sighted near {C}?
+ {P} photographed {beast} near {C}, the first in a hundred years.
+ For the first time in a century, {beast} has been seen near {C}.
+ People near {C} have spotted {beast} {where}.
+ A camera near {C} has filmed {beast} {where}.
- No rare animals have been seen near {C} for years.
- Rangers near {C} hope that more wild animals will come back.
c {beast} was seen near {C}.
r Nobody has seen {beast} near {C}.
n There are two young with {beast} near {C}.
fact where where
? Where was {beast} [seen|spotted] near {C}?
? Where near {C} did {beast} turn up?
? In what place near {C} was {beast} found?
? Where has {beast} made its home near {C}?
+ Near {C}, {beast} has been spotted {where}.
+ A camera filmed {beast} {where} near {C}.
+ Rangers from {C} found {beast} {where}.
+ According to rangers, {beast} lives {where} near {C}.
- Rangers near {C} will not say where {beast} lives.
c {beast} was seen {where} near {C}.

@ record
lets P=person Q=person C=city N=int:13:90 A=int:13:94 D=date
let feat=crossed the strait in a bathtub|solved a cube under water|ran up the tower backwards|stacked a wall of teacups
head Record in {C}
head {P.last} [makes history|celebrates]
fill A small crowd in {C} clapped and rang cowbells.
fill Judges checked the watches twice.
fact thing feat
? What did {P} do to set a record in {C}?
? How did {P} get into the record books in {C}?
? What feat earned {P} a world record?
? For what did {P} enter the record books?
+ {P} {feat} in {C} and set a world record.
+ In {C}, {P} {feat}, which earned a place in the record books.
+ {P}, who {feat} in {C}, is now a world record holder.
+ {P} {feat} in front of judges in {C}, a world record.
- {P} plans another record in the summer.
- {Q} tried the same in {C} but gave up.
c {P} {feat}.
r {Q} holds a record because {P} failed in {C}.
n {P} had trained for two years in {C}.
fact many A
? How old is {P}, who set a record in {C}?
? What is the age of the record breaker {P}?
? At what age did {P} set the record in {C}?
? How old was {P} on the day of the record?
+ {P} is {A} years old and set the record in {C}.
+ At the age of {A}, {P} has set a record in {C}.
+ {P}, {A}, set the record in {C} on {D}.
+ The record in {C} was set by {P}, aged {A}.
- {P} would like to try again in {C} next year.
c {P} was {A} when setting the record in {C}.
"""
