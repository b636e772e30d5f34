"""Words of everyday English that say nothing of a molecule, and words that say nothing at all.

Many of them are made of pieces that chemical names have as well ("capital", "time"), and some
stand in descriptions now and then; what a description needs to be understood is not among them.
"""

from __future__ import annotations

from textmol.language import NUMBERS

_EVERYDAY = """
absent accept accident account actor actors actress address adopted advice afraid africa afternoon
again ages agree ahead airport album amazing america american angry anna announced answer answers
anybody anyone anything anyway apartment apologise apologize app appear appointment apps argue
argument arm armchair arms army arrested arrive arrived arrives art article artist ashamed asia ask
asked asking asks asleep attack attend attic audience august aunt australia austria author autumn
avoid awake away awesome awful baby back backpack bad bag bags bake baked ball ballet band bank
bankrupt bar basement basket basketball bath bathroom battle beach beat beautiful bed bedroom beds
began begin begins behind beijing believe bell belong below berlin best better bicycle big bigger
biggest bike bill bird birth birthday bishop bit blame blanket bless blog boat book books boot boots
bored boring borrow boss boston bottle bottles bought bowl box boxes boy boyfriend boys brave brazil
breakfast bride brilliant bring british broke broken brother brothers brought browser
brush budget build buildings built bus buses business busy button buy buying cafe cake call
calls calm came camera camping canada cancel cancelled capital car card cards careful carpet cars
case casino castle castles catch cathedral caught ceiling celebrate chair chairman chairs champion
championship chance changed chapter cheap cheaper check cheers chef cheque chess chicago child
children chimney china choice choose chose church cinema city classes classroom clever click climb
climbed clock close closed closes clothes cloud clouds cloudy club coach coat code coin coins
colleague college come comedy comes comfortable coming commander committee company competition
complain computer concert conference congratulations conversation cook cooked cooking corner correct
cost costs couch country course cousin cousins crazy cricket cried crossword crowd cruise cry cup
cups curtain curtains customer cute dad daily dance danced dancing danger dangerous dates daughter
day days dealer dear debate debt december decide decided decision deck def delay delayed delicious
deliver denmark depart department desk dessert dictionary die died difference difficult dinner
dinosaur dinosaurs disappear disaster disasters discovered discuss discussion distance divorced
doctors doing dollar dollars done door doors doubt download downstairs dream dreams dress dressed
drive driver drives driving drove drummer drums earn east easy eat eating eats economy editor
education effort egg eighty election elections elephant elephants elevator elif else email
embarrassed emperor empire employee employees england english enjoy enjoyed enter entrance envelope
error escalator essay euro europe euros even evening events ever everybody everyone everything
everywhere exam example exams excellent excited exciting excuse exercise exhibition expect expected
expensive explain face fact fail failed fairy fall false families famous fantastic far farmer
farmers fashion father fault favorite favourite february feel feeling feels feet fell felt fence
festival field fifth fight film films finally fine finger finish finished fishing fix flag flew
flight flights floor fly follow football forest forever forget forgot forgotten forward fox france
freezer french friday fridge friend friendly friends front full fun funeral funny furious furniture
future gallery game games garage gardens gate gave gentle gentleman george german germany gets
getting ghost gift giraffe girl girlfriend girls giving glad glasses goal goalkeeper goals god goes
going golf gone goodbye gorgeous got government governor grammar grandfather grandma grandmother
grandpa great greetings grew ground grow guess guest guests guide guitar guitarist guy guys hall
hallway hamlet hammer hands handsome happen happened happens happiness happy hard harry hat hate he
headmaster hear heard heavily height hello helped helping herself hey hike hiking hill him himself
history hockey hole holiday holidays holland home homepage homework honest hope horrible horses
hostel hotel hotels hour hours house houses html http https huge hugged hungry hurry hurt husband
idea ideas imagine impossible improve india inflation insurance int interest interested interesting
international internet interview investor investors invite invited island italy jacket january japan
javascript jazz jealous job jobs john join joke jokes journey judge july jump jumps june just kettle
keyboard keys kid kids kind kindergarten king kissed kitchen kitten kittens knew knife knight knock
know knowing knows ladder lady lake lamb lamp land landlord language languages laptop last late
later latest laugh laughed law lawn lawyer lazy leader learn learned learning leave leaving lecture
lectures leg legs lend lesson lessons letter letters library lie lift lights lion listen listening
live lived lives living loan loans login london lonely look lorry lost lot lots lottery loud love
loved lovely loves luck luckily lucky luggage lunch machine mad madam madrid magazine mail manage
manager map march mark market marriage married mary match matches matter maybe mayor meal meals mean
meaning meant meanwhile medal meet meeting meetings memories men menu message messages mexico middle
midnight mile miles million mind mine minister minute minutes mirror miss missed mistake mistakes
mobile model modern mom moment monday money month months moon morning mortgage moscow mosque mother
motorway mountain mountains move moved movie movies moving mum museum music musician my myself names
narrow nation national navy nearby nearest nearly needed needs neighbor neighbour neighbourhood
neighbours nephew network never nevertheless newest news newsletter newspaper next nice niece night
nights ninety nobody noise noisy none noon north norway nose note nothing notice novel novelist
november now nowhere nurse object ocean october offer office officer offices okay old older oldest
olympic online opera opinion opposite orchestra order ordered orders our ourselves oven owner page
pages paid painted painter painting pair papers paragraph parcel parents paris park parked parking
parliament parties partner party pass passed passenger passengers passport password past path paul
pavement pay paying peace pen pencil people perfect perhaps period permission person peter petrol
phone phones photo photos piano pick picked picnic picture pictures piece pillow pilot pirates pizza
place places plan plane planet planned plans planted played player players playing playwright please
pleased pleasure pocket poem poems poet poetry poland police policeman polite political politician
politicians politics pool pope popular post postcard poster pound pounds practice prayer prefer
prepare president press pretty previous price prices prime prince princess print prison private
problem problems professor profit profits programme project promise promised protest protests proud
prove public published pull pupil pupils puppy purpose push putting puzzle quarter queen question
questions queue quick quickly quiet quietly quite quiz race racing radio railway rained raining
rainy ran rang reach read reader reading reads ready real realise realize really reason recipe
recommend referee referendum refugee refugees refuse regards relationship relationships relax
remember reminded rent repeat reply report request rescue reservation restaurant restaurants return
returned rhyme riddle ride riding risen river rivers road roads roman romance rome roof rooms rope
round rude rugby rule rules running runs rush russia sad safe safely said sail sailor salary sale
sand sandwich sandwiches sang sat saturday saucepan save saved saw say saying says scared scene
school schools scientist scientists scooter score scored scream screen sculptor sculpture seat seats
secret secretary see seem seemed seems seen sell selling semester senate senator send sending sends
sense sent sentence sentenced september serious seriously service services seventy shake shakespeare
shame shape share shares she sheet shelter ship shirt shirts shoe shoes shook shop shopping shops
shot shoulder shout shouted showed shower shut shy sightseeing sign silence silent silly sincerely
sing singer singing sings sir sister sisters sit sits sitting situation sixty size skirt sky sleeps
slept slow slowly smaller smart smile smiled snowed snowing social sofa software sold soldier
soldiers solve somebody someone something sometimes somewhere son song songs sonnet soon sorry sort
sound sounds south souvenir spain speak speaking speaks special speech speed spell spend spent spoke
spoon sport sports spread spring square stadium stage stair stairs stamp stand standing star stars
started starting starts station stay stayed steal stock stocks stole stolen stone stood store
stories storm story str stranger street streets striker student students stupid subject subscribe
success successful sudden suddenly suggest suit suitcase summer sunday sundays sunny sunset
supermarket sure surely surprise surprised swam sweater sweden swim swimming switch symphony table
tables tablet tail taking tale talk talked talking talks tall taught tax taxes taxi teach teacher
teachers team teams teenager teenagers telephone television tell telling tells temple tenant tennis
tent terrible test tested testing tests thank thanks theatre thick thief thin thing things think
thinking thinks thirsty thought threw throw thursday ticket tickets tidy tiger till time times tiny
tip tired title today toddler tokyo told tomorrow tonight took tool topic touch tour tourist
tourists tournament towel tower town towns toy toys traffic tragedy train trains tram translate
travel traveling travelled travelling treaty triangle triangles trick tried tries trip trips trivia
trophy trouble trousers truck true trust truth try trying tuesday tuition twice ugly umbrella uncle
underground understand understood unfortunately unhappy university unless until upload upset
upstairs useless user username users usual vacation van vehicle verse version video vienna view
village villages violin visit visited visiting visitor visitors voice volcano volcanoes vote voted
voters votes voting wait waited waiter waiting wake walk walked walking walks wallet walls wanted
wants warm wash washed washing waste watch watched watching wave ways we wear wearing wears weather
website wedding wednesday week weekend weekends weeks welcome went west wet whale whales whatever
wheel whenever wherever whether whisper whispered whoever why wife win wind window windows windy
wings winner winter wish wishes wizard woke woman women won wonder wonderful wooden word words wore
worked worker workers working world worried worry worse worst worth wound wow write writer writes
writing written wrong wrote www yard year years yes yesterday york young younger your yourself zebra
zero zoo
"""
EVERYDAY_WORDS = frozenset(_EVERYDAY.split())

_NEUTRAL = """
building thirty forty fifty hundred thousand first second third cause causes gives good like likes
long look looked looking looks made make makes open opened opens room stop stopped stops turn
turned turns
"""
NEUTRAL_WORDS = frozenset((*NUMBERS[1:], *_NEUTRAL.split()))
