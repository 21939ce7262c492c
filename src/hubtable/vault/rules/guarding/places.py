"""Words that addresses are made of: kinds of streets, boxes, states and codes of many countries.

English kinds are those of USPS Publication 28, appendix C1; those that are as often an office or a
town ("Station", "Village") stand apart. Other languages: what streets are commonly called there.
Everything here is a piece of a regular expression, to be read without regard to case where not
said otherwise.
"""

UPPER = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢİĪĶŁĻŃŇŅŌŐŒŘŚŠŞŢŤŪŮŰŹŻŽȘȚ]"
"""A capital letter. Case says something."""
WORD = rf"{UPPER}[\w'’.-]*"
"""A capitalized word."""

STREETS = (
    r"(?:street|str?|avenue|ave|av|road|rd|lane|ln|drives?|dr|courts?|ct|circles?|cir|place|pl|"
    r"terrace|terr?|boulevard|blvd|highway|hwy|parkways?|pkwy|ways?|squares?|sq|trails?|trl|row|"
    r"path|alley|aly|crescent|cres|turnpike|tpke|extensions?|broadway|loop|run|plaza|plz|close|"
    r"walks?|greens?|heights|hts|pike|mews|groves?|gardens?|gdns|ridges?|hollow|crossing|xing|"
    r"points?|bend|landing|meadows?|fields?|knolls?|orchard|shores?|springs?|spurs?|trace|track|"
    r"viaduct|vista|views?|hills?|causeway|cswy|commons?|expressway|expy|freeway|fwy|parade|"
    r"esplanade|quay|wharf|bypass|byway|crossroads?|drove|motorway|overpass|promenade|skyway|"
    r"stravenue|throughway|thoroughfare|trafficway|underpass|wynd)"
)
PLACES = (
    r"(?:annex|arcade|bayou|beach|bluffs?|bottom|branch|bridges?|brooks?|burgs?|camp|canyon|cape|"
    r"centers?|centres?|cliffs?|club|corners?|course|coves?|creek|crest|curve|dale|dam|dell|divide|"
    r"estates?|falls?|fells?|ferry|flats?|fords?|forests?|forges?|forks?|fort|gateway|glade|glens?|"
    r"harbou?rs?|haven|house|inlet|islands?|isle|junctions?|keys?|lakes?|land|lea|lights?|loaf|"
    r"locks?|lodge|mall|manors?|mills?|mission|mount|mountains?|neck|oval|parks?|pass|passage|"
    r"pines?|plains?|ports?|prairie|radial|ramp|ranch|rapids?|rest|rise|rivers?|rue|shoals?|"
    r"stations?|stream|summit|towers?|trailer|tunnel|unions?|vale|valleys?|villages?|ville|wall|"
    r"wells?)"
)
"""Kinds of streets that are as often something else."""

SMALL = (
    r"(?:d[eoauil]|d[eo]s|das|del|della|dell|delle|degli|dei|la|le|les|los|las|l|van|van der|"
    r"van den|von|der|den|het|ten|ter|el|al|y|e|na|w|od|im|am|zum|zur|sv|st|ste|św)"
)
"""Small words inside the names of streets."""
BEFORE = (
    r"(?:(?i:rue|ruelle|impasse|all[ée]es?|chemin|quai|sentier|faubourg|boulevard|avenue|bld|"
    r"calle|c/|carrer|avenida|avda|paseo|passeig|camino|carretera|ctra|traves[ií]a|callej[óo]n|"
    r"glorieta|rambla|rua|travessa|pra[çc]a|alameda|estrada|rodovia|beco|viale|piazzale|piazza|"
    r"vicolo|contrada|ul|ulica|ulice|ulitsa|aleja|aleje|osiedle|bulevar|strada|calea|aleea|"
    r"[sș]oseaua|jalan|jl|n[áa]m[ěe]st[íi]|trg|prospekt)"
    r"|Via|Corso|An der|An den|Auf der|Auf dem|In der|Unter den|Hinter der)"
)
"""Kinds of streets that stand before the name. Case says something for those of the last line."""
LOOSE_BEFORE = (
    r"(?:V\.le|Borgo|Salita|Cours|Place|Plaza|Plza|Pza|Route|Passage|Square|Ronda|Barrio|Largo|"
    r"Cesta|Plac|Al|Os|Pl|Av|Bd|Str|Am|Im|Zum|Zur)"
)
"""The same, of words that have other meanings too. Case says something."""
ENDINGS = (
    r"(?:stra(?:ß|ss)e|str\.?|gasse|g[äa]sschen|allee|platz|weg|damm|chaussee|straat|laan|plein|"
    r"gracht|singel|dijk|steeg|dreef|kade|plantsoen|gatan|gata|gaten|gate|v[äa]gen|v[äa]g|vegen|"
    r"veg|veien|vei|vejen|vej|gaden|gade|str[æa]de|plads|stien|all[ée]n|all[ée]|gr[äa]nd|"
    r"stigen|torget|torvet|katu|kuja|polku|utca|utja|k[öo]r[úu]t|st[ií]gur|vegur)"
)
"""Ends of one word that is a street: Hauptstraße, Kirkegata, Skolevej."""
LOOSE_ENDINGS = (
    r"(?:ring|ufer|steig|pfad|stieg|stiege|markt|hof|berg|graben|twiete|kamp|feld|park|pad|hoek|"
    r"baan|lei|hoeve|backen|bakken|bakke|br[åa]ten|haugen|lia|toppen|stig|led|tie|rinne|"
    r"parken|engen|marken|bacie|ova|eva|sk[áa])"
)
"""Ends that many other words have too."""
APART = (
    r"(?:stra(?:ß|ss)e|str\.|straat|laan|plein|weg|allee|platz|ring|ufer|gatan|gata|gate|v[äa]g|"
    r"v[äa]gen|vej|vei|veien|all[ée]|utca|u\.|[úu]t|[úu]tja|t[ée]r|k[öo]r[úu]t|katu|tie|cesta|"
    r"ulica|ulice|trg|caddesi|cad\.|sokak|sok\.|jalan|iela|gatv[ėe]|g\.|pr\.)"
)
"""Kinds of streets that stand behind the name as a word of their own, before the number."""

BOXES = (
    r"(?:p\.?\s?o\.?\s*box|post(?:al)?\s+office\s+box|post\s?box|g\.?p\.?o\.?\s+box|p\.?o\.?b\.?|"
    r"pmb|private\s+bag|postfach|apartado(?:\s+(?:de\s+correos|postal))?|apdo\.?|caixa\s+postal|"
    r"casella\s+postale|bo[iî]te\s+postale|postbus|postbo[xk]s|skrytka\s+pocztowa|"
    r"(?:rr|hc|rural\s+route|highway\s+contract)\s*#?\s*\d+,?\s*box)"
)
STATES = (
    r"(?:A[LKZRSAEP]|C[AOT]|D[CE]|F[LM]|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEHINOPST]|N[CDEHJMVY]|"
    r"O[HKR]|P[AWR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY])"
)
"""Of the United States, with territories and forces. Case says something."""
CODES = (
    r"(?<![\w-])(?:"
    r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d"
    r"|(?:GIR ?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9][0-9]|[0-9][A-HJKSTUW]|"
    r"[A-HK-Y][0-9][ABEHMNPRV-Y])\s?[0-9][ABD-HJLNP-UW-Z]{2})"
    rf"|(?!19|20)[1-9]\d{{3}}\s[A-Z]{{2}}(?=,?\s+{UPPER}\w{{2}})"
    r")(?![\w-])"
)
"""Postal codes with letters: Canada, the United Kingdom (BS 7666), the Netherlands. Case says
something."""
COUNTRIES = r"(?:A|B|CH|CZ|D|DK|E|F|FI|FIN|H|I|IS|L|LT|LV|N|NO|P|PL|S|SE|SI|SK)"
"""Signs of countries before a postal code."""
