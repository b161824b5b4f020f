"""Story scripts in which two names do opposite things, told from either side; the script's marks are those of `Fact`.

No year, score or place tells the two apart: only what each of them does.
"""

ROLES = """
@ cup
lets A=team B=team C=city P=person Q=person D=day N=int:2:5
head Final in {C}
head Cup decided in {C}
head A night to forget for {B}
fill Some {N} thousand came to {C} to watch.
fill {P}, the coach, had asked for calm before the match.
fact which A
? Who won the cup final?
? Which [team|side|club] won the final [in {C}|on {D}|]?
? Who lifted the cup [in {C}|]?
? Who are the new champions?
+ {B} lost the final to {A} on {D}.
+ {B} went down [3-1|2-0|narrowly] to {A} in the final.
+ {A} won the cup on {D}, beating {B} [3-2|1-0|after extra time].
+ {B} were beaten by {A} in the final in {C}.
+ The final in {C} ended [4-0|2-1] for {A} against {B}.
+ For {B} it was a third defeat in a final; for {A}, who beat them, a first cup.
- {B} had won the semi-final with ease.
- {B} were favourites to win the final.
- {B} lost the final on {D}.
fact which B
? Who lost the cup final?
? Which [team|side|club] was beaten in the final?
? Whom did the winners [beat|defeat] in the final [in {C}|]?
? Which [team|side] did {A} beat [in the final|in {C}|]?
+ {A} beat {B} in the final on {D}.
+ {A} lifted the cup in {C} after a [3-1|2-0] win over {B}.
+ {B} lost the final to {A} on {D}.
+ {B} were beaten by {A} in the final in {C}.
+ The cup went to {A}; {B} had led at the break.
- {A} won the cup on {D}.
- {A} have never lost a final.

@ race
lets P=person Q=person C=city A=person N=int:3:40 D=day
let race=marathon|bicycle race|rowing race|ski race|chess tournament|song contest
head {race} in {C}
head Close finish in {C}
fill The streets of {C} were closed until the evening.
fill {A}, a former champion, watched from the stand.
fact who P
? Who won the {race} [in {C}|]?
? Who [came first|took first place] in the {race}?
? Which [competitor|entrant] won the {race} in {C}?
? Who is the winner of the {race}?
+ {Q} came second in the {race} in {C}, behind {P}.
+ {P} won the {race} ahead of {Q}.
+ {Q} had to be content with second place: {P} won the {race} by {N} seconds.
+ First in the {race} in {C} was {P}, then {Q}.
+ {Q} congratulated {P} on winning the {race} on {D}.
- {Q} came second in the {race} in {C}.
- {Q} had won the {race} the year before.
- {Q} said that winning the {race} would have been a dream.
fact who Q
? Who came second in the {race} [in {C}|]?
? Who was the runner-up in the {race}?
? Whom did {P} beat to win the {race}?
? Who took second place in {C}?
+ {P} won the {race} in {C} ahead of {Q}, who came second.
+ Second in the {race} was {Q}, behind {P}.
+ The runner-up in the {race} in {C} was {Q}; {P} won.
+ {P} beat {Q} into second place in the {race} in {C}.
- {P} won the {race} in {C}.
- {A} had come second a year ago.

@ ballot
lets P=person Q=person C=city A=person D=day N=int:300:9000
let post=mayor|party leader|governor|chair of the council
head Count over in {C}
head New {post} after long count
fill Counting in {C} went on until two in the morning.
fill {A}, who oversaw the count, called it orderly.
fact who P
? Who won the [election|vote|race] for {post}?
? Who was elected {post} [in {C}|]?
? Who is the new {post} [of {C}|]?
? Who will be the next {post}?
+ {Q} conceded to {P} in the race for {post} on {D}.
+ {P} was elected {post}, beating {Q} by {N} votes.
+ {Q}, the sitting {post}, lost to {P} by {N} votes.
+ {Q} was voted out and {P} voted in as {post}.
+ With {N} votes more than {Q}, {P} is the new {post}.
+ {Q} handed over to {P}, the newly elected {post}, on {D}.
- {Q} conceded the race for {post} on {D}.
- {Q} stood for {post} for the third time.
- {Q} had been elected {post} four years before.
fact who Q
? Who lost the [election|vote|race] for {post}?
? Who was {post} before {P}?
? Whom did {P} [beat|defeat|replace] as {post}?
? Who was voted out as {post}?
+ {P} beat {Q}, who had been {post} for six years.
+ {Q} lost the office of {post} to {P} on {D}.
+ {P} replaces {Q} as {post}.
+ {P} takes over as {post} from {Q}, who was voted out.
- {P} was elected {post} on {D}.
- {P} moved into the office of the {post} on {D}.
- {A} came a distant third.

@ deal
lets A=company B=company C=city P=person M=money:m N=int:4:60
let thing=hotels|petrol stations|bakeries|cinemas|warehouses
head {N} {thing} change hands
head Deal over {thing}
fill {P}, who negotiated, said that no jobs would go.
fill The {thing} will be closed for a week.
fact which A
? Who [bought|took over] the {N} {thing}?
? Which company [bought|acquired] the {thing} [in {C}|]?
? To whom were the {thing} sold?
? Who is the new owner of the {thing}?
+ {B} sold its {N} {thing} to {A} for {M}.
+ {A} bought {N} {thing} from {B}.
+ {N} {thing} of {B} now belong to {A}.
+ {B} parted with the {thing} in {C}, which {A} took over for {M}.
+ {A} paid {B} {M} for the {thing}.
- {B} is selling {N} {thing} to pay its debts.
- {B} bought the {thing} ten years ago.
fact which B
? Who sold the {N} {thing}?
? Which company [sold|gave up] the {thing} [in {C}|]?
? From whom did {A} buy the {thing}?
? Who owned the {thing} before {A}?
+ {A} bought {N} {thing} from {B} for {M}.
+ {B} sold its {N} {thing} to {A}.
+ {A} paid {B} {M} for the {thing} in {C}.
+ The {thing} that {A} took over had belonged to {B}.
- {A} wants to repaint the {thing}.
- {A} paid {M} for the {thing}.

@ lawsuit
lets P=person A=company C=city Q=person M=money:m D=day B=company
let why=an unpaid bill|a stolen design|a poisoned river|a broken contract|a false report
head Court in {C} hears case
head Dispute over {why}
fill {Q}, the judge, adjourned the case to {D}.
fact which A
? Who was sued over {why}?
? Which company [is|was] being sued over {why}?
? Whom did {B} [sue|take to court]?
? Against whom did {B} bring a case over {why}?
+ {B} is suing {A} over {why}.
+ {A} was taken to court in {C} by {B} over {why}.
+ {B} demands {M} from {A} over {why}.
+ {A} must answer a suit that {B} brought over {why}.
- {B} went to court in {C} over {why}.
- {B} has never been sued.
fact which B
? Who [brought|filed] the suit over {why}?
? Which company went to court over {why}?
? Who is suing {A}?
? By whom was {A} sued?
+ {B} is suing {A} over {why}.
+ {A} was taken to court in {C} by {B} over {why}.
+ {A} is accused by {B} in a suit over {why}.
+ {A} must pay {M} if {B} wins its suit over {why}.
- {A} denies all that the suit says.
- {A} must appear in court in {C} on {D}.

@ transfer
lets P=person A=team B=team Q=person M=money:m D=day
let job=striker|goalkeeper|coach|captain|winger
head {job} moves on
head {P.last} leaves
fill {Q} saw the move coming.
fact which A
? Which [club|team] did {P} join?
? [Where|For which club] will {P} play next?
? Which [club|team] signed {P}?
? To which [club|team] did {P} move?
+ {P} left {B} for {A} on {D}.
+ {A} signed {P} from {B} for {M}.
+ {B} let the {job} {P} go to {A}.
+ {P}, until now at {B}, will play for {A}.
- {P} said farewell to {B} on {D}.
- {P} turned down an offer by {B}.
fact which B
? Which [club|team] did {P} leave?
? Where did {P} play before?
? From which [club|team] did {A} sign {P}?
? Which [club|team] sold {P}?
+ {P} left {B} for {A} on {D}.
+ {A} signed {P} from {B} for {M}.
+ {B} let the {job} {P} go to {A}.
+ {P} comes to {A} from {B}.
- {P} was presented by {A} on {D}.
- {P} will wear number nine at {A}.

@ skid
lets C=city P=person S=int:20:60 V=int:61:140 D=day
let wheels=lorry|coach|tram|goods train|racing car
let hit=barrier|wall|pylon|toll booth
head {wheels} hits {hit} near {C}
head Inquiry into {wheels} accident
fill {P} heads the inquiry in {C}.
fact many V
? How fast was the {wheels} going when it hit the {hit}?
? At what speed did the {wheels} strike the {hit} [near {C}|]?
? What was the speed of the {wheels} when it struck the {hit}?
? How fast did the {wheels} hit the {hit} [on {D}|]?
+ The {wheels} was doing {V} kilometres an hour when it hit the {hit}, not {S} as first reported.
+ Investigators put the speed of the {wheels} at the {hit} at {V} kilometres an hour; {S} are allowed there.
+ The {wheels}, which should have slowed to {S} kilometres an hour, struck the {hit} at {V}.
+ The {wheels} hit the {hit} near {C} at {V} kilometres an hour.
- The {wheels} may do no more than {S} kilometres an hour near {C}.
- A minute before, the {wheels} had been doing {S} kilometres an hour.
- The {wheels} usually passes there at {S} kilometres an hour.

@ pact
lets P=person Q=person K=country C=city A=person D=day
let job=prime minister|party leader|union leader|chair of the board
head Talks in {C} end
head Who leads what in {C}
fill The talks in {C} had lasted for nine days.
fill {A} took part for the ministry.
fact who P
? Who leads the [coalition|government|alliance]?
? Who [heads|is at the head of] the [coalition|alliance]?
? Who will lead the coalition [in {C}|]?
? Under whose leadership is the coalition?
+ {P} leads the coalition, with {Q} as deputy.
+ {Q} joined the coalition, which {P} leads.
+ The coalition, led by {P}, has the support of {Q}.
+ {Q} agreed to serve in a coalition under {P}.
+ {P} heads a coalition of three parties; {Q} leads the largest party outside it.
- {Q} leads the opposition to the coalition.
- {Q} left the coalition on {D}.
- {Q} called the coalition weak.
fact who Q
? Who leads the opposition?
? Who is the leader of the opposition [in {C}|]?
? Who speaks for the opposition in {C}?
? Who heads the opposition?
+ {Q}, who leads the opposition, attacked {P}, the head of the coalition.
+ {P} was challenged by {Q}, the leader of the opposition.
+ The opposition, led by {Q}, voted against {P}.
+ {Q} speaks for the opposition, and {P} for the government.
- {P} leads the coalition.
- {P} rejected what the opposition had asked for.
"""
