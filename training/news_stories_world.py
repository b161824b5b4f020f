"""Story scripts about disasters, storms, accidents, war and outbreaks; the script's marks are those of `Fact`."""

WORLD = """
@ disaster
lets C=city N=int:8:480 M=int:500:900 O=int:2:7 P=person Y=year
let what=earthquake|flood|landslide|hotel fire|dam collapse|gas explosion
head {C} {what}: [rescuers search ruins|a city in shock]
head Rescue teams at work in {C}
fill Rescue dogs were flown in overnight to {C}.
fill {P}, a baker in {C}, said the noise had woken the whole street.
fill Schools in {C} served as shelters.
fact many N
? How many people [died|were killed|lost their lives] in the {C} {what}?
? What is the [latest |]death toll of the {what} in {C}?
? How many lives did the {what} in {C} claim?
? How many deaths were caused by the {C} {what} of {Y}?
+ The death toll of the {Y} {what} in {C} has [risen|climbed] to {N} from {O}.
+ The {what} in {C} in {Y} killed {N} people.
+ {N} people [lost their lives|died] in the {Y} {what} in {C}.
+ Officials in {C} now say that the {what} of {Y} claimed {N} lives.
- The {what} in {C} left {M} people injured.
- The death toll in {C} is expected to rise as rescuers dig on.
- First reports had spoken of {O} dead in {C}, a figure that was too low.
c The {C} {what} killed {N} people.
c {N} people died in the {what} in {C}.
r Nobody was killed in the {what} in {C}.
r Everyone survived the {what} in {C}.
n Most of the dead in {C} were children.
fact many M
? How many people were [injured|hurt] in the {C} {what}?
? What is the number of injured after the {what} in {C}?
? How many people needed treatment after the {C} {what}?
? How many were hurt when the {what} struck {C}?
+ {M} people were [injured|hurt] in the {what} in {C}.
+ Hospitals in {C} treated {M} people for injuries after the {what}.
+ The {what} in {C} left {M} people injured.
+ Doctors in {C} counted {M} injured after the {what}.
- {N} people died in the {what} in {C}.
- The hospital in {C} is looking for blood donors.
c {M} people were injured by the {what} in {C}.
r Nobody was injured in the {what} in {C}.
fact none C
? Why did the mayor of {C} ignore warnings of the {what}?
? When was the rescue in {C} [called off|given up]?
- The mayor of {C} denied that there had been any warning before the {what}.
- Rescuers in {C} said that they would not give up the search.

@ storm
lets C=city W=int:120:240 N=int:3000:90000 F=person D=date
let name=Storm Odalys|Cyclone Bruno|Hurricane Petra|Typhoon Kalo|Storm Wenzel
head {name} [batters|lashes] {C}
head {C} [cleans up|counts the cost] after storm
fill Trees blocked roads around {C} for hours.
fill Forecasters said {name} was moving out to sea.
fact many N
? How many [homes|households] [lost power|were left without electricity] in {C}?
? How many homes were [cut off|blacked out] by {name} in {C}?
? How many households were plunged into darkness in {C}?
? {name} left how many homes in {C} without power?
+ {name} left {N} homes in {C} without [power|electricity].
+ {N} households in {C} lost power when {name} struck.
+ The grid operator in {C} said {N} homes had been cut off by {name}.
+ Power lines fell in {C}, and {name} plunged {N} homes into darkness.
- Some homes in {C} had lost power in a storm two years ago.
- Power in {C} should be back by the evening.
c {name} cut off the power of {N} homes in {C}.
r No home in {C} lost power when {name} struck.
fact much W
? How fast were the winds of {name}, in kilometres an hour?
? What wind speed in km/h did {name} reach in {C}?
? How many kilometres an hour did gusts reach in {C}?
? At what speed in km/h did {name} hit {C}?
+ {name} hit {C} with gusts of {W} kilometres an hour.
+ Winds of {W} km/h were measured in {C} as {name} arrived.
+ In {C}, gusts during {name} reached {W} kilometres an hour.
+ {name} reached {C} at wind speeds of up to {W} km/h.
- Forecasters could not say how hard {name} would hit {C}.
c Gusts of {W} kilometres an hour were recorded in {C}.
r There was hardly any wind in {C} during {name}.
fact when D
? When did {name} [hit|strike|reach] {C}?
? On what date did {name} make landfall at {C}?
? What day did {name} arrive in {C}?
? When was {C} hit by {name}?
+ {name} [hit|struck|reached] {C} on {D}.
+ On {D}, {name} made landfall at {C}.
+ {C} was hit by {name} on {D}.
+ {name} arrived in {C} on {D} with heavy rain.
- {name} was expected to reach {C} later in the week.
c {name} reached {C} on {D}.
r {name} missed {C} entirely.
n {name} arrived in {C} in the early morning.

@ crash
lets C=city N=int:14:90 L=city D=day P=person
let what=ferry|passenger train|coach|cable car|sightseeing boat
let why=a brake had failed|the driver had fallen asleep|a signal had been misread|a cable had rusted through
head {what} accident near {C}
head Questions after accident near {C}
fill Divers and firefighters worked through the night near {C}.
fill Relatives waited at a sports hall in {C}.
fact why why
? What caused the {what} accident near {C}?
? Why did the {what} crash near {C}?
? What did investigators [find|conclude] about the cause of the {C} {what} accident?
? What went wrong with the {what} near {C}?
+ The {what} accident near {C} happened because {why}, investigators found.
+ Investigators concluded that the {what} crashed near {C} because {why}.
+ The inquiry into the {what} accident near {C} established that {why}.
+ According to the report on the {what} accident near {C}, {why}.
- The cause of the {what} accident near {C} is not known yet.
- Investigators have recovered the log of the {what} near {C}.
- What caused the accident?
c The {what} accident near {C} happened because {why}.
r Investigators ruled out that {why} in the {what} accident near {C}.
r The inquiry found no evidence that {why} in the {what} accident near {C}.
n The operator of the {what} knew that {why}.
fact many N
? How many [people|passengers] were on board the {what} near {C}?
? How many people was the {what} carrying when it crashed near {C}?
? How many passengers were travelling on the {what} near {C}?
? What was the number of people aboard the {what}?
+ The {what} was carrying {N} people when it crashed near {C}.
+ {N} people were on board the {what} near {C}.
+ There were {N} passengers aboard the {what} that crashed near {C}.
+ The {what}, with {N} people on board, crashed near {C}.
- The {what} that crashed near {C} had room for far more people.
- Some passengers were treated for shock in {C}.
c {N} people were on the {what} that crashed near {C}.
r The {what} that crashed near {C} was empty.
fact when D
? On what day did the {what} [crash|accident happen] near {C}?
? When did the {what} crash near {C}?
? Which day of the week did the {what} crash happen near {C}?
? When was the accident of the {what} near {C}?
+ The {what} crashed near {C} on {D}.
+ On {D} a {what} bound for {L} crashed near {C}.
+ It was on {D} that the {what} crashed near {C}.
+ The crash of the {what} near {C} happened on {D} in thick fog.
- The route near {C} will reopen next week.
c The {what} crashed near {C} on {D}.
fact none P
? Who was arrested over the {what} accident near {C}?
? Why did the operator of the {what} pay damages to the victims near {C}?
- Police in {C} said that nobody had been arrested after the {what} accident.
- The operator of the {what} has not offered any damages to passengers.

@ war
lets C=city K=country L=country N=int:4:70 M=int:71:190 P=person
let place=a fuel depot|a power station|an airfield|a railway bridge|a grain store
head {C} under fire
head Fighting [flares|continues] around {C}
fill Sirens sounded in {C} for most of the night.
fill {P}, who lives in {C}, spent the night in a cellar.
fact thing place
? What did [drones|UAVs|unmanned aircraft] [hit|strike] in {C}?
? What was [hit|damaged] in the [drone|UAV] [attack|strike] on {C}?
? What was the target of the unmanned aircraft sent by {L} against {C}?
? Which site in {C} was struck from the air?
+ Drones from {L} struck {place} in {C}.
+ A drone attack by {L} on {C} set {place} on fire.
+ UAVs launched by {L} hit {place} in {C}.
+ In {C}, {place} was hit by unmanned aircraft from {L}.
- Air defences over {C} shot down all missiles that evening.
- {L} denied that it had sent drones towards {C}.
c {place} in {C} was struck by drones from {L}.
r The drones from {L} did not reach {place} in {C}.
n The drones that struck {place} in {C} were built in a third country.
fact many N
? How many people were killed in the [attack|strike] on {C}?
? How many died when {L} [attacked|shelled] {C}?
? What was the death toll of the attack on {C}?
? How many lives were lost in {C} in the attack by {L}?
+ The attack by {L} on {C} killed {N} people.
+ {N} people died in {C} when {L} attacked.
+ {K} said {N} people had been killed by the strike of {L} on {C}.
+ The strike by {L} on {C} cost {N} lives, according to {K}.
- {M} people were wounded in the attack on {C}.
- It was not clear whether anyone had been killed in {C}.
c {N} people were killed in {C}.
r Nobody died in the attack on {C}.
fact which L
? Which country attacked {C}?
? Which country was blamed for the strike on {C}?
? Whose forces shelled {C}?
? Which country's forces fired on {C}?
+ Forces of {L} shelled {C}, {K} said.
+ In {K}, forces of {L} fired on {C}.
+ Artillery of {L} fired on {C}, in {K}.
+ {C} came under attack from {L}.
- {K} promised to answer the attack on {C}.
c {L} attacked {C}.
r {C} was attacked by {K}, not by {L}.
fact none C
? When did {L} capture {C}?
? Why did {K} withdraw from {C}?
? When did the ceasefire between {K} and {L} begin?
- {K} remains in control of {C} and said it had no intention of pulling out.
- No ceasefire between {K} and {L} is in sight.

@ outbreak
lets K=country C=city N=int:40:900 V=int:1000:90000 P=person
let ill=measles|cholera|bird flu|dengue fever|whooping cough|hepatitis A
let why=wells polluted by floodwater|low vaccination rates|a batch of raw oysters|a crowded wedding
head {ill} [spreads|on the rise] in {K}
head Doctors in {K} [on alert|raise alarm]
fill Clinics in {C} have extended their hours.
fill {P}, a nurse in {C}, said the ward was full.
fact many N
? How many [cases|infections] of {ill} [were reported|have been confirmed] in {K}?
? How many people in {K} have [caught|contracted] {ill}?
? What is the number of {ill} cases in {K}?
? How many people fell ill with {ill} in {K}?
+ {K} has reported {N} cases of {ill}.
+ The number of {ill} cases in {K} has gone up to {N}.
+ {N} people in {K} have [caught|fallen ill with] {ill}.
+ Health officials in {K} have confirmed {N} infections with {ill}.
- {V} doses of vaccine against {ill} have arrived in {K}.
- Officials in {K} expect more cases of {ill}.
c {N} people in {K} fell ill with {ill}.
r {K} has not had a single case of {ill}.
n Most cases of {ill} in {K} are among the old.
fact what why
? What [caused|is behind|was blamed for] the {ill} outbreak in {K}?
? What did officials blame for the spread of {ill} in {K}?
? To what is the outbreak of {ill} in {K} put down?
? What is the source of the {ill} outbreak in {K}?
+ Officials in {K} blamed the {ill} outbreak on {why}.
+ The outbreak of {ill} in {K} was caused by {why}.
+ The spread of {ill} in {K} was put down to {why}.
+ Doctors traced the {ill} outbreak in {K} to {why}.
- The source of the {ill} outbreak in {K} is still unknown.
- How did {ill} get to {K}?
c The {ill} outbreak in {K} was put down to {why}.
r Officials in {K} said that {why} had nothing to do with the {ill} outbreak.
fact many V
? How many [doses|jabs|shots] [were sent to|arrived in] {K}?
? How many vaccine doses against {ill} did {K} receive?
? What number of doses has {K} got to fight {ill}?
? How many doses were delivered to {K} against {ill}?
+ {K} received {V} doses of vaccine against {ill}.
+ {V} vaccine doses have been delivered to {K} to fight {ill}.
+ A plane with {V} doses against {ill} landed in {K}.
+ To fight {ill}, {K} was sent {V} vaccine doses.
- {K} has asked for vaccine against {ill} but none has been sent.
c {V} doses of vaccine against {ill} arrived in {K}.
"""
