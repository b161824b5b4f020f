"""Story scripts about companies, prices and products; the script's marks are those of `Fact`."""

ECONOMY = """
@ appointment
lets P=person Q=person O=company Y=year
let past=ran a chain of pharmacies|led the national railway|headed a rival's Asian business
let past=|was the firm's head of research
head {O} [changes its leadership|looks to the future]
head New [boss|face] at the top of {O}
fill Shares in {O} were little changed after the announcement.
fill The board of {O} had searched for six months.
fact who P
? Who is the new [boss|CEO|chief executive] of {O}?
? Who was [named|appointed|picked as] [chief executive|CEO] of {O} in {Y}?
? Who [replaced|succeeded] {Q} at the helm of {O}?
? Which executive took over at {O} from {Q}?
+ {O} has [named|appointed] {P} as chief executive in place of {Q}.
+ {P} became the boss of {O} in {Y}, succeeding {Q}.
+ {P} took over from {Q} as head of {O} in {Y}.
+ {Q} handed over the top job at {O} to {P} in {Y}.
- {Q} told staff at {O} that it was time for someone new.
- {O} said it would announce a new chief executive within weeks.
- Who will lead {O}?
c {P} [is now the boss of|took over at] {O}.
c {P} succeeded {Q} at {O}.
r {Q} succeeded {P} at {O}.
r {O} decided to keep {Q} as its leader.
n {P} will be paid more than {Q} at {O}.
fact thing past
? What did {P} do before joining the top of {O}?
? What was the previous job of {P}, the new head of {O}?
? What did the new {O} boss {P} do earlier?
? What is the background of {P}, who leads {O}?
+ {P}, the new head of {O}, previously {past}.
+ Before getting the top job at {O}, {P} {past}.
+ {P} {past} until the call from {O} came.
+ The incoming {O} chief, {P}, {past} for several years.
- {P} declined to speak about earlier jobs.
c {P} previously {past}.
r {P} has never worked anywhere before joining {O}.
n {P} {past} for exactly nine years.
fact none P
? Why did {O} [sack|fire] {Q}?
? How much did {O} pay {Q} to [leave|go]?
- {O} denied that {Q} had been pushed out and said that the change had long been planned.
- {Q} was not dismissed and leaves {O} without any payment beyond the contract.
- "Nobody fired me," {Q} told staff at {O}.

@ results
lets O=company A=money:bn B=money:bn T=percent:2:30 P=person
let why=demand in Asia had been weak|fuel had become dearer|two factories had stood still|customers had put off orders
head {O} [reports results|publishes its figures]
head What to make of the numbers from {O}
fill Analysts had looked forward to the figures from {O} with some anxiety.
fill {P}, who runs {O}, thanked its staff.
fact much A
? How much [profit did {O} make|did {O} earn]?
? What was the [annual|yearly] profit of {O}?
? How big was {O}'s profit?
? What profit did {O} [report|announce|post]?
+ {O} reported an annual profit of {A}.
+ {O} made {A} in profit over the year.
+ Annual profit at {O} came in at {A}.
+ Over the year {O} earned a profit of {A}.
- {O} took {B} in sales over the year.
- Analysts expect {O} to publish its profit on Thursday.
c {O} [made|earned] a profit of {A}.
r {O} made a loss over the year.
n {O} will pay a higher dividend this year.
fact much T
? By how much did sales at {O} [fall|drop|decline]?
? What was the fall in {O}'s sales?
? How far did {O}'s sales [drop|slide]?
? By what percentage did {O}'s sales go down?
+ Sales at {O} fell by {T} because {why}.
+ {O} said its sales had dropped {T} because {why}.
+ At {O}, sales slid {T}, as {why}.
+ {O} sold less than a year ago: sales declined by {T} because {why}.
- {O} did not say by how much its sales had changed.
- Sales at a competitor of {O} rose for the third year running.
c Sales at {O} went down by {T}.
r Sales at {O} rose by {T}.
r {O} increased its sales by {T}.
n {O} expects sales to recover next year.
fact why why
? Why did sales at {O} [fall|drop]?
? What explanation did {O} give for its [lower|falling] sales?
? What was behind the [drop|decline] in {O}'s sales?
? For what reason did {O} sell less?
+ Sales at {O} fell because {why}.
+ {O} said it had sold less because {why}.
+ {O} blamed the drop in its sales on the fact that {why}.
+ {O}'s sales declined, {P} said, because {why}.
- Sales at {O} fell, and the company gave no explanation.
- Why are sales at {O} falling?
c {O} sold less because {why}.
r Sales at {O} rose although {why}.
fact none O
? When did {O} go bankrupt?
? How many jobs is {O} cutting?
? Why did {O} file for bankruptcy?
- {O} dismissed talk of bankruptcy and said that no jobs would be cut.
- {P} told shareholders that {O} had enough cash for years and would keep all its staff.

@ takeover
lets A=company B=company V=company M=money:bn D=date
head {A} [eyes growth|on the move]
head Shake-up in {B}'s industry
fill Regulators will look at any deal over the coming months.
fill Workers at {B} learned the news by e-mail.
fact much M
? How much did {A} pay for {B}?
? For how much did {A} buy {B}?
? What was {B} worth in the deal with {A}?
? How much did the takeover of {B} cost {A}?
+ {A} bought {B} for {M}.
+ {A} paid {M} for its rival {B}.
+ {B} was sold to {A} in a deal worth {M}.
+ {A} has completed the {M} takeover of {B}.
- {A} did not disclose the price it paid for {B}.
- An earlier bid for {B} by {V} was turned down as too low.
c {A} [paid|spent] {M} to buy {B}.
r {A} failed to buy {B}.
r {B} bought {A}.
n The bosses of {A} and {B} went to school together.
fact which A
? Which company [bought|acquired|took over] {B}?
? Which firm is the new owner of {B}?
? Who bought {B}?
? To which company was {B} sold?
+ {B} was [bought|acquired] by {A}.
+ {A} has taken over {B}.
+ {A} is the new owner of {B} after beating {V} to it.
+ {B}'s shareholders sold the company to {A}, not to {V}.
- {V} denied that it was interested in {B}.
- {B} has attracted several bidders, its chairman said.
c {A} [acquired|took over] {B}.
r {B} remained independent.
fact when D
? When did {A} [buy|take over|acquire] {B}?
? On what date was the sale of {B} to {A} [completed|closed]?
? When did {B} become part of {A}?
? When was the deal between {A} and {B} closed?
+ {A} completed its purchase of {B} on {D}.
+ On {D}, {B} became part of {A}.
+ The sale of {B} to {A} was closed on {D}.
+ {A} took over {B} on {D} after a long negotiation.
- {A} hopes to complete its purchase of {B} soon.
c {B} became part of {A} on {D}.
fact none A
? When did {V} buy {B}?
? How much did {V} pay for {B}?
? Why did {V} take over {B}?
- Talks between {V} and {B} ended without a deal.
- {V} walked away from {B} after looking at its books.
- {B} turned down an offer from {V}.

@ rates
lets K=country T=percent:1:7 S=percent:8:14 P=person
let why=food prices were still climbing|the currency had lost value|wages were rising quickly
let why=|credit was growing too fast
head {K}'s central bank [acts|decides]
head Borrowers in {K} [brace for change|feel the squeeze]
fill Economists in {K} were divided before the meeting.
fill Home owners in {K} with variable loans will notice first.
fact much T
? To what level did the central bank of {K} raise its [key|main] interest rate?
? What is the new [key|main|base] interest rate in {K}?
? How high is {K}'s key rate [after the increase|now]?
? What did {K}'s central bank set its key rate at?
+ The central bank of {K} raised its key rate to {T}.
+ {K}'s key interest rate was lifted to {T}.
+ The main rate in {K} now stands at {T} after an increase.
+ {K}'s central bank put its base rate up to {T}.
- The central bank of {K} will decide on its key rate on Thursday.
- Inflation in {K} was {S}.
c The key interest rate in {K} went up to {T}.
r The central bank of {K} cut its key rate to {T}.
r {K}'s central bank left its key rate unchanged.
n The central bank of {K} will raise its key rate again in the autumn.
fact much S
? What is the inflation rate in {K}?
? How high was inflation in {K}?
? How fast were prices rising in {K}?
? By how much did consumer prices in {K} rise over the year?
+ Inflation in {K} was {S}.
+ Consumer prices in {K} rose {S} over the year.
+ Prices in {K} were {S} higher than a year earlier.
+ The inflation rate in {K} reached {S}.
- The central bank of {K} raised its key rate to {T}.
- Rents were not counted in {K}'s earlier inflation figures.
c Prices in {K} rose by {S} in a year.
r Prices in {K} fell by {S} in a year.
fact why why
? Why did {K}'s central bank raise [interest rates|its key rate]?
? What made the central bank of {K} put rates up?
? What reason did the central bank of {K} give for dearer borrowing?
? For what reason were rates increased in {K}?
+ {K}'s central bank raised its key rate because {why}.
+ The central bank of {K} said it had put up rates because {why}.
+ Rates were increased in {K}, the bank's governor {P} said, because {why}.
+ The bank in {K} made borrowing dearer because {why}.
- The central bank of {K} raised rates without giving any explanation.
- {P}, the governor, did not answer questions about rates in {K}.
c Interest rates in {K} were raised because {why}.
r The central bank of {K} lowered its key rate because {why}.

@ launch
lets O=company M=int:199:1900 D=date U=company
let thing=a folding phone|a pocket drone|an electric van|a talking watch|a cordless oven
let place=the Vela|the Noma Two|the Kite|the Orbit Mini
head {O} [unveils|shows] {thing}
head Crowds [gather|queue] for {O} show
fill The show of {O} was streamed to shops around the world.
fill Reviewers liked the screen but found the device heavy.
fact much M
? How [much|many dollars] does {place} from {O} cost in dollars?
? What is the price in dollars of {O}'s {place}?
? For how many dollars does {O} sell {place}?
? How many dollars must buyers pay for {place}, made by {O}?
+ {place}, {thing} made by {O}, costs {M} dollars.
+ {O} will sell {place} for {M} dollars.
+ The price of {place} from {O} is {M} dollars.
+ Buyers must pay {M} dollars for {place}, {O} said.
- {O} did not give a price for {place}.
- An earlier model from {O} cost far less.
c {place} from {O} costs {M} dollars.
r {O} gives {place} away for nothing.
n {O} has sold a million of {place}.
fact thing thing
? What did {O} [launch|unveil|present]?
? What kind of product is {place} from {O}?
? What new product did {O} show?
? What is {place}, presented by {O}?
+ {O} [launched|unveiled] {thing} called {place}.
+ {O} showed {place}, {thing}, to the press.
+ {place} is {thing} that {O} presented to dealers.
+ At its show, {O} presented {thing} by the name of {place}.
- {O} is expected to present something new in the spring.
- {U} said it had no plans to follow {O}.
c {O} presented {thing}.
c {place} is {thing}.
r {O} said it would not build {thing}.
fact when D
? When does {place} from {O} go on sale?
? From what date can people buy {O}'s {place}?
? When will {place} by {O} be in the shops?
? On what day does {O} start selling {place}?
+ {place} from {O} goes on sale on {D}.
+ {O} will start selling {place} on {D}.
+ From {D}, {O} will have {place} in the shops.
+ Shops will offer {place} by {O} from {D}.
- {O} has not said when {place} will be on sale.
c {place} goes on sale on {D}.
r {O} will not sell {place} to the public.

@ recall
lets O=company N=int:2000:90000 P=person
let thing=baby chairs|electric kettles|cars|garden heaters|toy trains|coffee machines
let why=a screw can work loose|they can overheat|a part can break off|the paint contains lead|some wires were left bare
head {O} [issues recall|recalls {thing}]
head Safety alert for buyers of {thing}
fill Customers can take the product back to any shop.
fill {O} apologised to its customers.
fact why why
? Why did {O} recall {thing}?
? What is wrong with the {thing} from {O}?
? Why were {O}'s {thing} [taken off|pulled from] the shelves?
? For what reason did {O} call back {thing}?
+ {O} is recalling {thing} because {why}.
+ {O} called back {thing} after finding that {why}.
+ Shops have pulled {thing} made by {O} because {why}.
+ {O} warned buyers of its {thing} that {why} and asked for them back.
- {O} is recalling {thing} as a precaution.
- {O} will explain the recall of {thing} at a press conference.
- Why is {O} recalling {thing}?
c {O} recalled {thing} because {why}.
r {O} refused to recall {thing} although {why}.
r {O} said its {thing} were safe to use and need not be returned.
n {O} will refund buyers of {thing} within ten days.
fact many N
? How many {thing} did {O} recall?
? How many {thing} made by {O} are [affected by|part of] the recall?
? What number of {thing} must go back to {O}?
? {O} called back how many {thing}?
+ {O} [recalled|called back] {N} {thing}.
+ The recall by {O} covers {N} {thing}.
+ {N} {thing} made by {O} must be returned.
+ {O} has asked buyers of {N} {thing} to bring them back.
- {O} did not say how many {thing} had been sold.
c {O} recalled {N} {thing}.
r {O} did not recall any {thing}.
fact none O
? How many people died because of the {thing} from {O}?
? Who was injured by {O}'s {thing}?
? When did a court fine {O} over its {thing}?
- {O} said it knew of nobody hurt by its {thing}.
- No injuries linked to the {thing} from {O} have been reported and no case has been brought.
"""
