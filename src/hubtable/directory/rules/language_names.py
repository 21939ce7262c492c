"""Names of languages people ask for help in, each with its ISO 639 code.

Codes are ISO 639-1 where there is one, else ISO 639-3 (HSDS 3.1, language.code). The list holds the
languages the American Community Survey names and those of interpreter services in New England, with
the names their speakers use. After a code the first name is the one shown; "|" parts
the names, and a line whose names begin with "|" adds to the one before.
"""

NAMES = """
en English|inglés|ingles|inglês|anglè|anglais
es Spanish|español|espanol|espanhol|castellano|castilian|panyòl|spanish language
pt Portuguese|português|portugues|brazilian|brazilian portuguese|european portuguese
pt |portuguese (brazil)
ht Haitian Creole|haitian|kreyòl|kreyol|kreyòl ayisyen|kreyol ayisyen|haitian kreyol|french creole
ht |haitian-creole|haitian french creole|creole haitian|creole (haitian)
kea Cape Verdean Creole|cape verdean|cape-verdean|cape verdian|cape verdean creole (kriolu)|kriolu
kea |kriol cabo verde|crioulo|cabo verdean|cape verde creole|kabuverdianu|caboverdean
kea |creole cape verdean|cape verdean kriolu
fr French|français|francais|francés
ase American Sign Language|asl|sign language|american sign|sign|asl (american sign language)
ase |american sign language (asl)
zh Chinese|中文|chinese (simplified)|chinese (traditional)|simplified chinese|traditional chinese
zh |chinese languages
cmn Mandarin|mandarin chinese|chinese mandarin|chinese (mandarin)|普通话|putonghua
yue Cantonese|cantonese chinese|chinese cantonese|chinese (cantonese)|廣東話|粤语
nan Min Nan Chinese|taiwanese|hokkien|fujianese|fukienese
vi Vietnamese|tiếng việt|tieng viet
km Khmer|cambodian|khmer (cambodian)|cambodian (khmer)|cambodian/khmer|ខ្មែរ
lo Lao|laotian
th Thai
hmn Hmong
my Burmese
ar Arabic|العربية|arabe
fa Persian|farsi|persian (farsi)|farsi (persian)
prs Dari|dari persian
ps Pashto|pushto|pashtu
ur Urdu
hi Hindi
bn Bengali|bangla
pa Punjabi|panjabi
gu Gujarati|gujrati
ta Tamil
te Telugu
ml Malayalam
mr Marathi
kn Kannada
ne Nepali
si Sinhala|sinhalese
ko Korean|한국어
ja Japanese|日本語
tl Tagalog
fil Filipino|pilipino
ilo Ilocano|iloko
ceb Cebuano
id Indonesian
ms Malay
ru Russian|русский
uk Ukrainian|українська
pl Polish|polski
cs Czech
sk Slovak
hu Hungarian
ro Romanian|moldovan
bg Bulgarian
sr Serbian
hr Croatian
bs Bosnian
sh Serbo-Croatian|serbo croatian
sl Slovenian|slovene
mk Macedonian
sq Albanian|shqip
el Greek|ελληνικά
it Italian|italiano
de German|deutsch
nl Dutch
sv Swedish
no Norwegian
da Danish
fi Finnish
lt Lithuanian
lv Latvian
et Estonian
hy Armenian
ka Georgian
tr Turkish
az Azerbaijani
kk Kazakh
uz Uzbek
ku Kurdish
ckb Sorani|central kurdish|kurdish (sorani)
kmr Kurmanji|northern kurdish|kurdish (kurmanji)
he Hebrew|ivrit
yi Yiddish
am Amharic|አማርኛ
ti Tigrinya|tigrigna
om Oromo|afaan oromo
so Somali|soomaali
sw Swahili|kiswahili
rw Kinyarwanda
rn Kirundi
ln Lingala
kg Kikongo|kongo
tw Twi
ak Akan
ee Ewe
gaa Ga
ig Igbo|ibo
yo Yoruba
ha Hausa
ff Fulani|fula|fulah|pulaar
wo Wolof
man Mandingo|mandinka
bm Bambara
kri Krio|sierra leone krio
sn Shona
zu Zulu
xh Xhosa
af Afrikaans
lg Luganda|ganda
ymm Maay Maay|maay|af maay
din Dinka
nus Nuer
aii Assyrian
arc Aramaic
mt Maltese
ga Irish|gaelic|irish gaelic
cy Welsh
ca Catalan
eu Basque
quc K'iche'|kiche|k'iche|quiche
mam Mam
kek Q'eqchi'|qeqchi|kekchi
qu Quechua
gn Guarani
nah Nahuatl
mix Mixtec|mixteco
pap Papiamento|papiamentu
jam Jamaican Patois|jamaican creole|patois|patwa
gcr Guianese Creole
nv Navajo
haw Hawaiian
sm Samoan
to Tongan
ch Chamorro
chk Chuukese
mh Marshallese
ug Uyghur
bo Tibetan
mn Mongolian
kar Karen
rhg Rohingya
syl Sylheti
la Latin
eo Esperanto
"""


def _tables() -> tuple[dict[str, str], dict[str, str]]:
    by_name: dict[str, str] = {}
    shown: dict[str, str] = {}
    for line in NAMES.strip().splitlines():
        code, _, names = line.partition(" ")
        for name in filter(None, names.split("|")):
            shown.setdefault(code, name)
            by_name[name.lower()] = code
    return by_name, shown


CODE_BY_NAME, NAME_BY_CODE = _tables()
OLD_CODES = {
    "ger": "de", "fre": "fr", "chi": "zh", "gre": "el", "per": "fa", "rum": "ro", "alb": "sq",
    "arm": "hy", "bur": "my", "cze": "cs", "dut": "nl", "geo": "ka", "ice": "is", "mac": "mk",
    "may": "ms", "slo": "sk", "tib": "bo", "wel": "cy", "baq": "eu", "cpf": "ht", "sgn-us": "ase",
    "iw": "he", "in": "id", "ji": "yi",
}  # fmt: skip
"""Codes of ISO 639-2/B and withdrawn ones, and the one in use now."""
