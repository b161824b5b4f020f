"""Story scripts about sport, culture and lives; the script's marks are those of `Fact`."""

LIFE = """
@ final
lets A=team B=team C=city Y=year P=person Q=person N=int:61:91 S=int:2:6
head {Y} final [in {C}|thrills {C}]
head Tears and cheers in {C}
fill The final in {C} was sold out weeks ahead.
fill {Q} missed a late chance and sank to the grass.
fact which A
? Who won the {Y} final?
? Which [team|club] [won|lifted] the cup in {Y}?
? Who beat {B} in the {Y} final?
? Which team are the {Y} champions?
+ {A} won the {Y} cup final in {C} against {B}.
+ {A} [beat|defeated] {B} in {C} to lift the {Y} cup.
+ The {Y} cup went to {A}, who overcame {B} in {C}.
+ {B} lost the {Y} final in {C} to {A}.
- {B} were the favourites before the {Y} final.
- {B} had won the cup the year before.
- The winners of the {Y} final will play abroad next season.
c {A} [beat|defeated] {B} in the {Y} final.
c {A} won the {Y} cup.
r {B} won the {Y} cup.
r {A} lost the {Y} final to {B}.
n {A} had also won the final the year before.
fact who P
? Who scored the [winning|decisive] goal in the {Y} final?
? Which player [netted|got] the winner in the {Y} final?
? Whose goal decided the {Y} final in {C}?
? Who scored to settle the {Y} final?
+ {P} scored the winning goal of the {Y} final after {N} minutes.
+ The {Y} final in {C} was decided by a goal from {P}.
+ {P} struck late to settle the {Y} final in {C}.
+ A header by {P} was the winner in the {Y} final in {C}.
- {Q} hit the post in the {Y} final.
- {Q} scored twice in the semi-final.
c {P} scored the decisive goal in the {Y} final.
r {P} failed to score in the {Y} final.
fact none Q
? When was {Q} sent off in the {Y} final?
? Why was the {Y} final in {C} abandoned?
- {Q} played the whole {Y} final and was not even booked.
- The {Y} final in {C} went ahead as planned and was played to the end.

@ transfer
lets P=person A=team B=team M=money:m N=int:3:6
head {P.last} [on the move|leaves]
head Transfer news: {P}
fill {P.last} posed with a scarf for the photographers.
fill The player passed a medical in the morning.
fact much M
? How much did {A} pay for {P}?
? What was the [fee|transfer fee] for {P}?
? For how much did {P} join {A}?
? How much did {B} get for {P}?
+ {A} paid {B} {M} for {P}.
+ {P} has moved from {B} to {A} for {M}.
+ {A} signed {P} from {B} in a {M} deal.
+ The fee that {A} paid {B} for {P} was {M}.
- The fee for {P} was not disclosed.
- {B} turned down a first offer for {P} in the winter.
c {A} signed {P} for {M}.
c {P} cost {A} {M}.
r {P} joined {A} without a fee.
n {P} will wear the number ten shirt at {A}.
fact which A
? Which [club|team] did {P} [join|sign for]?
? Where is {P} moving to from {B}?
? Who signed {P}?
? Which side has {P} left {B} for?
+ {P} has signed for {A}.
+ {A} have signed {P} from {B}.
+ {P} leaves {B} for {A}.
+ {P} joined {A} after five seasons at {B}.
- {P} is leaving {B} at the end of the season.
- Several clubs want to sign {P}.
c {P} [joined|moved to] {A}.
r {P} turned {A} down.
r {A} decided not to sign {P}.
fact none P
? Why did {P} retire?
? When did {P} return to {B}?
- {P} has no thought of retiring.
- A return of {P} to {B} fell through over wages.

@ prize
lets P=person Q=person W=work V=work Y=year M=int:13:90
let prize=the Larkspur Prize|the Golden Lantern|the Meridian Award|the Tallow Medal|the Silver Quill
head {prize} {Y}: [the night in full|jury has decided]
head A glittering night for books
fill The ceremony lasted three hours and was opened by a brass band.
fill The jury of {prize} read more than a hundred books.
fact who P
? Who won {prize} in {Y}?
? Who was [awarded|given] {prize} {Y}?
? Which author [received|took home] {prize} in {Y}?
? {prize} {Y} went to which writer?
+ {P} won {prize} in {Y} for {W}.
+ {prize} {Y} went to {P} for the novel {W}.
+ In {Y} the jury gave {prize} to {P}, the author of {W}.
+ {P} took home {prize} in {Y}, with {Q} among the losers.
- {Q} was the favourite to win {prize} in {Y}.
- {Q} had won {prize} the year before.
- The winner of {prize} in {Y} will be announced tonight.
c {P} received {prize} in {Y}.
r {Q} beat {P} to {prize} in {Y}.
r {P} was passed over for {prize} in {Y}.
n {P} gave the prize money to charity.
fact which W
? For which [book|novel] did {P} win {prize}?
? What is the title of the novel that won {P} {prize}?
? Which book earned {P} {prize}?
? What was the winning book by {P} called?
+ {P} won {prize} for {W}.
+ {W}, a novel by {P}, won {prize}.
+ The novel {W} brought {P} {prize}.
+ {P} was given {prize} for the novel {W}.
- {P} thanked the jury of {prize} in three languages.
- {V}, an earlier book by {P}, was hardly noticed.
c {P} won {prize} for {W}.
r {W} by {P} did not win {prize}.
fact none Q
? Why did {P} refuse {prize}?
? When did {Q} win {prize} for {V}?
- {P} accepted {prize} with a short speech.
- {Q} has been shortlisted for {prize} four times but has never won it.

@ film
lets W=work P=person Q=person M=money:m V=work C=city
head {W} [arrives in cinemas|opens]
head At the cinema this week
fill Critics praised the music of {W}.
fill {W} was shot in {C} in eleven weeks.
fact who P
? Who directed {W}?
? Who is the director of {W}?
? Which director made the film {W}?
? Whose film is {W}?
+ {W}, directed by {P}, stars {Q}.
+ {P} directed {W} after years in television.
+ {W} is the first film by {P}.
+ {P} is the director of {W}, with {Q} in the lead.
- {Q} plays a lighthouse keeper in {W}.
- {Q} turned down the chance to direct {W}.
c {P} directed {W}.
r {P} turned down the chance to direct {W}.
n {P} also wrote the music of {W}.
fact much M
? How much did {W} [take|earn|make] [at the box office|on its first weekend]?
? What did {W} take at the box office?
? How much money did {W} bring in?
? What were the takings of {W}?
+ {W} took {M} on its first weekend.
+ {W} earned {M} at the box office over its first weekend.
+ On its first weekend {W} made {M}.
+ Takings for {W} came to {M} over the first weekend.
- {W} is expected to do well on its first weekend.
- {V} topped the charts last year.
c {W} took {M} on its first weekend.
n {W} cost more than it earned.

@ obituary
lets P=person A=int:71:99 C=city D=date K=country
let role=the singer|the painter|the architect|the chess master|the novelist|the mountaineer
let why=a short illness|a fall at home|a stroke|pneumonia
head {P}: a life
head Tributes to {P}
fill {P.last} was born in {K} and never lost the accent.
fill Admirers laid flowers outside a theatre in {C}.
fact many A
? How old was {P} [at the time of death|when death came]?
? At what age did {P} die?
? How old was {role} {P} who died in {C}?
? What age did {P} reach?
+ {role} {P} has died in {C} at the age of {A}.
+ {P}, {role}, died aged {A} in {C}.
+ At {A}, {role} {P} has passed away in {C}.
+ {P}, {role}, was {A} at the time of death in {C}.
- {role} {P} died peacefully in {C}.
- {P} first became known in the sixties.
c {P} was {A} years old at death.
c {role} {P} died at the age of {A}.
r {role} {P} is alive and well.
r Reports of the death of {P} proved false.
n {P} left two children.
fact what why
? What did {P} die of?
? What was the cause of {P}'s death?
? What killed {role} {P}?
? After what did {P} pass away?
+ {P} died of {why} in {C}, the family said.
+ {role} {P} died of {why}.
+ The cause of the death of {P} was {why}.
+ The family of {P} gave {why} as the cause of death.
- The cause of {P}'s death was not given.
- {P} had long been in good health.
c {P} died of {why}.
fact where C
? Where did {P} die?
? In which [city|town] did {role} {P} die?
? Where did {P} pass away?
? In what city was {role} {P} living at the end and died?
+ {P} died at home in {C} on {D}.
+ {role} {P} passed away in {C}.
+ {P} died in a hospital in {C} on {D}.
+ {role} {P}, who had moved to {C}, died there on {D}.
- {role} {P} was born in {K}.
c {P} died in {C}.
n {P} will be buried in {C}.
"""
