package names

// latin reads every Latin spelling but the Chinese one at once, for a paper seldom says which it uses: passports of
// Kazakhstan, both Kazakh alphabets, Uzbek, Karakalpak, Turkish, English transcriptions (domain.md §4.2–4.3). Uzbek o
// stands for а as well, Turkish c for ж, Uzbek y- for ж-. Two parts of names are words of their own there: do‘st for
// дос, yigit for жігіт.
var latin = &table{text: `
a аә1е4
aa аә1 ғ~1 аә~1
oa аоұ ғ~0 аә1
á,ä,ə,æ ә
â аә
b б
c жц1к3
ç,č ч
ch ч
d д
dzh,dj,dž ж
e еә2
é,ê,ě е
^ye е
ye е
f ф
g гғ
ğ ғг1
ǵ,ǧ,gh ғг1
g' ғг1
h хһқ1~5
^h хһқ1~8
j жй3~10
k кқ
kh хқ
l л
m м
n н
ñ,ń,ŋ ң
ng нң г~2
o оөа3
ó,ö ө
ō о
o' оөұ2
õ оө
p п
ph ф
q қк1
r р
s с
sh ш
ş,š ш
sch ш
t т
ts ц
u ұүуө2о3
ü,ú үөұ2
ū,û ұү
ý у
do'st,dost д оөұ2 с т~0
yigit,yiğit жй1 іи1 гғ1 іи1 т
v вуб3
^v ув
w ув1
x хқ1
y ыійи1
^y йы1і1ж2
ı ыіий
i іийы1
z з
zh ж
ž ж
' ғһ~0
`}
