"""Story scripts about courts, police, protests and surveys; the script's marks are those of `Fact`."""

SOCIETY = """
@ verdict
lets P=person J=person C=city N=int:3:12 Y=year
let crime=fraud|arson|bribery|smuggling rare birds|manslaughter|forging paintings|tax evasion
let why=the witnesses had contradicted each other|the evidence had been collected unlawfully|the tax files were lost
head Court in {C} [rules|gives verdict] in {P.last} case
head {P.last} trial [ends|closes] in {C}
fill The trial in {C} heard from more than forty witnesses.
fill Lawyers for {P} said they were studying the ruling.
fill The public gallery was full and some relatives wept.
fact many N
? How many years [was {P} sentenced to|did {P} get] in {Y}?
? How many years in [prison|jail] did {P} receive from the court in {C}?
? For how many years must {P} go to [jail|prison] after the {C} trial?
? A judge in {C} jailed {P} for how many years?
+ {P} was sentenced to {N} years in prison by a court in {C} in {Y}.
+ In {Y} a judge in {C} jailed {P} for {N} years.
+ {P} must spend {N} years behind bars, a {C} court ruled in {Y}.
+ The {C} court handed {P} a term of {N} years in {Y}.
- Prosecutors in {C} had asked for a long prison term for {P}.
- {P} will be sentenced by the court in {C} next month.
c {P} was jailed for {N} years.
c A court in {C} sent {P} to prison for {N} years.
r {P} was cleared by the court in {C}.
r The court in {C} did not send {P} to prison.
n {P} has appealed against the ruling in {C}.
fact what crime
? What was {P} [found guilty of|convicted of]?
? Of what crime was {P} convicted in {C}?
? For which offence was {P} [tried and convicted|found guilty] by the {C} court?
? What did the {C} jury find {P} guilty of?
+ A jury in {C} found {P} guilty of {crime}.
+ {P} was convicted of {crime} at a court in {C}.
+ The {C} court convicted {P} of {crime} after two days of deliberation.
+ {P} has been found guilty of {crime}, the court in {C} announced.
- {P} denied all charges when the trial in {C} opened.
- The charges against {P} were read out on the first day in {C}.
c {P} was convicted of {crime}.
r {P} was acquitted of {crime}.
r The {C} court found {P} not guilty of {crime}.
n {P} pleaded guilty to {crime} at the first hearing.
fact who J
? Who was the judge in the trial of {P}?
? Which judge [presided over|led] the {P} case in {C}?
? Who presided over the court in {C} that tried {P}?
? Who heard the case against {P}?
+ Judge {J} presided over the trial of {P} in {C}.
+ The trial of {P} in {C} was heard by {J}, a judge for many years.
+ {J}, the judge in the {P} case in {C}, thanked the jury.
+ In the {C} courtroom, judge {J} told {P} to stand for the verdict.
- The judge in {C} asked reporters to leave the room before {P} spoke.
c {J} was the judge in the trial of {P}.
fact none P
? When was {P} released from prison?
? Why did {P} confess?
? How much was {P} fined?
- {P} has maintained innocence throughout and has never admitted the charge.
- {P} was taken straight to the cells and no request for bail was made.
- No fine was imposed on {P}, and the court in {C} gave a jail term instead.

@ protest
lets C=city D=date P=person G=int:2000:90000 A=int:13:210
let cause=a planned rise in bus fares|the closure of two hospitals|a new law on land sales|a tax on cooking oil
let cause=|plans for a second airport
head [Crowds|Thousands] [march|on the streets] in {C}
head Protest in {C} [brings centre to a halt|turns tense]
fill Shops in the centre of {C} pulled down their shutters early.
fill Music and drums could be heard along the route until late.
fill A second march in {C} is planned.
fact what cause
? What were people in {C} [protesting against|demonstrating against]?
? What [sparked|prompted] the [protests|demonstrations] in {C}?
? What [angered|brought out] the [marchers|crowds] in {C}?
? Against what did people take to the streets of {C}?
+ People took to the streets of {C} to protest against {cause}.
+ The [march|demonstration] in {C} was sparked by {cause}.
+ Demonstrators in {C} [voiced anger at|were angry about] {cause}.
+ Anger over {cause} brought crowds onto the streets of {C}.
- Organisers in {C} said they would not end their action before their demands were met.
- What are people in {C} so angry about?
c People in {C} demonstrated against {cause}.
r The demonstrators in {C} were in favour of {cause}.
n The march in {C} was organised by students against {cause}.
fact many G
? How many people [took part in the protest|marched|joined the demonstration] in {C}?
? How [big|large] was the crowd at the {C} [march|protest]?
? How many [demonstrators|protesters] were on the streets of {C}?
? What was the number of marchers in {C}?
+ Police put the number of marchers in {C} at {G}.
+ {G} people took part in the demonstration in {C}.
+ A crowd of {G} [marched|walked] through {C}, police said.
+ {G} protesters filled the main square of {C}.
- Organisers had expected a far larger crowd at the march in {C}.
- {A} people were arrested on the fringes of the march in {C}.
c {G} people [marched|took part in a march] in {C}.
fact many A
? How many people were [arrested|detained] at the {C} [protest|march]?
? How many [arrests|detentions] did police make in {C}?
? How many protesters did police [detain|take into custody] in {C}?
? What was the number of arrests at the demonstration in {C}?
+ Police in {C} [arrested|detained] {A} people at the protest.
+ {A} protesters were taken into custody in {C}.
+ Officers made {A} arrests at the demonstration in {C}.
+ In {C}, {A} demonstrators were led away by police and detained.
- {G} people took part in the march in {C}.
- Police in {C} said they could not yet say how many people had been held.
c Police arrested {A} protesters in {C}.
r Nobody was arrested at the protest in {C}.
n Most of those held in {C} were released the next day.

@ police
lets C=city P=person N=int:13:80 D=date
let loot=a box of old violins|a stolen sculpture of a horse|forged concert tickets|smuggled parrots
let loot=|a crate of gold coins
let where=under a greenhouse|in a lock-up garage|behind a false wall|in a removal van
head Police [make find|report success] in {C}
head Strange find in {C}
fill Neighbours in {C} had noticed lights at night.
fill Inspector {P} asked witnesses to come forward.
fact thing loot
? What did police find in {C}?
? What did officers [discover|seize] in {C}?
? What was [found|seized] by police in {C}?
? What turned up when police in {C} searched a property?
+ Police in {C} found {loot} {where}.
+ Officers searching a property in {C} discovered {loot}.
+ In {C}, detectives seized {loot} hidden {where}.
+ Detectives in {C} came across {loot} {where}.
- Police in {C} searched two houses and found nothing.
- Police in {C} will say on Thursday what they found.
c Police in {C} [found|discovered] {loot}.
r The police search in {C} ended without any find.
n The owner of {loot} in {C} has been identified.
fact where where
? Where did police in {C} find {loot}?
? Where in {C} was {loot} [hidden|found]?
? In what place did officers in {C} come across {loot}?
? Where had {loot} been hidden in {C}?
+ Police in {C} found {loot} {where}.
+ In {C}, {loot} turned up {where}.
+ Detectives in {C} discovered {loot} {where}.
+ Officers in {C} said {loot} had been hidden {where}.
- Police in {C} did not say where {loot} had been hidden.
c Police in {C} found {loot} {where}.
fact none P
? How many people were arrested over {loot} in {C}?
? When was the thief of {loot} in {C} jailed?
- Police in {C} have no suspects and have arrested nobody over {loot}.
- {P} said that it was far too early to speak of arrests in {C}.

@ strike
lets C=city P=person T=percent:4:12 N=int:13:40
let who=train drivers|nurses|teachers|dockers|refuse collectors|airport staff
head Strike [hits|looms over] {C}
head {C} [grinds to a halt|feels the strike]
fill Talks between the union and employers in {C} will go on.
fill Many residents of {C} walked or cycled to work.
fact thing who
? Who [went on strike|walked out] in {C}?
? Which workers [stopped work|downed tools] in {C}?
? Which group of employees staged a walkout in {C}?
? What was the occupation of those striking in {C}?
+ In {C}, {who} walked out for a day.
+ A strike by {who} brought {C} to a standstill.
+ Hundreds of {who} in {C} stopped work and joined picket lines.
+ The walkout in {C} was staged by {who}.
- Another union in {C} voted against walking out.
- A strike in {C} was called off at the last minute last year.
c In {C}, {who} went on strike.
r In {C}, {who} voted against going on strike and kept working.
n The strike by {who} in {C} was the longest in ten years.
fact much T
? What pay rise did the strikers in {C} [want|demand]?
? How big a pay rise is the {C} union asking for?
? How much more pay do the striking workers in {C} want?
? What wage increase was demanded in {C}?
+ The union in {C} is demanding a pay rise of {T}.
+ Strikers in {C} want {T} more pay.
+ The union in {C} is asking for a wage increase of {T}.
+ {T} more pay is what the strikers in {C} are calling for.
- Employers in {C} have not made an offer on pay.
- The union in {C} did not name a figure for the pay rise it wants.
c Strikers in {C} want a pay rise of {T}.
fact many N
? How many [trains|flights] were cancelled in {C} because of the strike?
? What number of services did the walkout in {C} stop?
? How many services fell victim to the {C} strike?
? How many cancellations did the strike in {C} cause?
+ The strike led to {N} cancellations in {C}.
+ In {C}, {N} services were cancelled because of the walkout.
+ The walkout forced operators in {C} to scrap {N} services.
+ {N} services did not run in {C} because of the strike.
- All services in {C} should run again by the weekend.
c {N} services were cancelled in {C} because of the strike.
r The strike in {C} did not affect any services.
fact none C
? Why was the strike in {C} called off?
? When did the strike in {C} end?
- The strike in {C} goes on and no end is in sight.
- Union officials in {C} denied that they would call the strike off.

@ closure
lets C=city N=int:13:95 D=date P=person
let what=the swimming pool|the tram line|the primary school|the old bridge|the zoo
let why=the roof was leaking|asbestos was found|cracks had appeared in a wall|rats had chewed through the cables
head {C}: {what} [shuts|closes]
head Closed doors in {C}
fill Parents and commuters in {C} said they had not been warned.
fill {P}, a member of the council, promised a public meeting.
fact why why
? Why was {what} in {C} [closed|shut]?
? Why did {C} close {what}?
? What was the reason for shutting {what} in {C}?
? What forced {C} to close {what}?
+ {C} closed {what} because {why}.
+ In {C}, {what} had to shut because {why}.
+ The council of {C} shut {what} after reports that {why}.
+ The closure of {what} in {C} was ordered because {why}.
- The council of {C} gave no reason for closing {what}.
- Why did {what} have to close?
- A closure of {what} in {C} was considered years ago but dropped.
c {C} shut {what} because {why}.
r {C} kept {what} open although {why}.
n Repairs at {what} in {C} will take two years.
fact when D
? When will {what} in {C} reopen?
? On what date does {what} in {C} open again?
? From when can people in {C} use {what} again?
? When is {what} in {C} due to open its doors again?
+ In {C}, {what} will reopen on {D}.
+ The council of {C} said {what} would open again on {D}.
+ From {D}, people in {C} can use {what} again.
+ In {C}, {what} is due to reopen on {D}.
- When {what} in {C} will reopen is not known.
c In {C}, {what} will open again on {D}.
r In {C}, {what} will never reopen.

@ poll
lets K=country T=percent:51:79 U=percent:11:40 N=int:800:4000 P=person
let idea=a four-day week|free buses|a ban on fireworks|voting at sixteen|a sugar tax
head What people in {K} think of {idea}
head Survey on {idea}
fill The survey in {K} was done by telephone.
fill {P}, a sociologist, said the result was in line with earlier years.
fact much T
? What [share|percentage] of people in {K} [support|favour|back] {idea}?
? How many per cent of people in {K} want {idea}?
? How much support is there for {idea} in {K}?
? What proportion of {K}'s people is in favour of {idea}?
+ In {K}, {T} of people support {idea}.
+ {T} of those asked in {K} were in favour of {idea}.
+ A survey in {K} put support for {idea} at {T}.
+ {idea} has the backing of {T} of people in {K}, a survey found.
- In {K}, {U} of people are against {idea}.
- The government of {K} has no plans for {idea}.
c {T} of people in {K} are in favour of {idea}.
r {T} of people in {K} are against {idea}.
r Nobody in {K} supports {idea}.
n Women in {K} are keener on {idea} than men.
fact many N
? How many people were [asked|surveyed|questioned] in {K}?
? How many people took part in the survey in {K} on {idea}?
? How many answered the pollsters in {K}?
? What was the number of people polled in {K} about {idea}?
+ {N} people in {K} were asked about {idea}.
+ The pollsters surveyed {N} people in {K} on {idea}.
+ In {K}, {N} people took part in the survey about {idea}.
+ The survey in {K} on {idea} is based on {N} answers.
- Pollsters will ask people in {K} again in the autumn.
c {N} people in {K} took part in the survey.
"""
