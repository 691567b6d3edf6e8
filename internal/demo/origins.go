package demo

import (
	"strconv"

	"nurlykosh/internal/casefile"
)

// origin is a country, or a region inside, with invented names as its papers write them: heads, spouses, children.
type origin struct {
	track                     casefile.Track
	country, place            string
	script, paper             string
	heads, spouses, offspring []string
}

var origins = []origin{
	{
		casefile.EthnicReturn, "CHN", "Шәуешек", "pinyin", "foreign_passport",
		[]string{"YEERBOLI HADEER", "SAILAO MUKAXI", "DAWULIETI KABIDEN", "TUERSUNBIEKE AKEN", "JIAKESIBIEKE ZHUMA"},
		[]string{"GULIBAHETI NUERMUHAN", "KALIMA ASAN", "MALIYA TUOLEWU", "BAYAN SEYITI", "NUERGULI AHAN"},
		[]string{"AYIBOTA YEERBOLI", "DIAS SAILAO", "MEIRAMU DAWULIETI", "ALIYA TUERSUN", "ERASILI JIAKESI"},
	},
	{
		casefile.EthnicReturn, "CHN", "Моңғолкүре", "kk-Arab", "identity_card_cn",
		[]string{"ەربول قادىر ۇلى", "ساۋلەت مۇقاش ۇلى", "جۇماباي اسقار ۇلى", "تولەگەن بەكەن ۇلى"},
		[]string{"باقىت نۇرمۇقان قىزى", "قاليما اسان قىزى", "مارزيا تولەۋ قىزى", "باياندى سەيىت قىزى"},
		[]string{"ايبوتا ەربول قىزى", "دياس ساۋلەت ۇلى", "مەيرام جۇماباي ۇلى", "اليا تولەگەن قىزى"},
	},
	{
		casefile.EthnicReturn, "MNG", "Баян-Өлгий", "mn", "foreign_passport",
		[]string{"Кабылын Ерлан", "Хуанын Сайрануур", "Базарын Еркин", "Сүлейменийн Хавдыл"},
		[]string{"Дөнгийн Гүлзира", "Мизамын Жанар", "Ахметийн Айгүл", "Кәкейн Бибигүл"},
		[]string{"Ерланы Аян", "Сайрануурын Дана", "Еркиний Мадина", "Хавдылын Тимур"},
	},
	{
		casefile.EthnicReturn, "UZB", "Шымбай", "uz", "foreign_passport",
		[]string{"Ermatov Qudrat", "Bekmurodov G‘ayrat", "Tolipov O‘rinboy", "Saparov Yerkin"},
		[]string{"Ermatova Nargiza", "Bekmurodova Gulchehra", "Tolipova Oysha", "Saparova Zulfiya"},
		[]string{"Ermatov Azamat", "Bekmurodova Madina", "Tolipov Jasur", "Saparova Laylo"},
	},
	{
		casefile.EthnicReturn, "TUR", "Салихлы", "tr", "foreign_passport",
		[]string{"Mehmet Çakır", "Abdullah Şentürk"},
		[]string{"Ayşe Çakır", "Gülsüm Şentürk"},
		[]string{"Bağdat Çakır", "Elif Şentürk"},
	},
	{
		casefile.EthnicReturn, "KGZ", "Бишкек", "ru", "foreign_passport",
		[]string{"Сарсенов Болатбек", "Калиев Марат"},
		[]string{"Сарсенова Гульмира", "Калиева Жамиля"},
		[]string{"Сарсенов Алмаз", "Калиева Диана"},
	},
	{
		casefile.FormerCitizen, "RUS", "Курган", "ru", "foreign_passport",
		[]string{"Лобанов Роман Ильич", "Черных Павел Олегович", "Ахметов Тимур Саматович", "Беляев Антон Юрьевич", "Сорокин Егор Львович", "Мельник Денис Павлович", "Назаров Артём Ильич", "Фомин Кирилл Олегович"},
		[]string{"Лобанова Вера Павловна", "Черных Нина Львовна", "Ахметова Алия Маратовна", "Беляева Ольга Игоревна", "Сорокина Инна Юрьевна", "Мельник Юлия Романовна", "Назарова Яна Олеговна", "Фомина Анна Ильинична"},
		[]string{"Лобанов Глеб Романович", "Черных Алина Павловна", "Ахметова Дана Тимуровна", "Беляев Марк Антонович", "Сорокина Ева Егоровна", "Мельник Лев Денисович", "Назарова Мила Артёмовна", "Фомин Пётр Кириллович"},
	},
	{
		casefile.FormerCitizen, "DEU", "Бремен", "Latn", "foreign_passport",
		[]string{"Alexander Weber", "Waldemar Klein", "Eduard Frank", "Jakob Lang", "Viktor Hahn", "Andreas Bauer", "Heinrich Vogel", "Robert Keller"},
		[]string{"Irina Weber", "Nelli Klein", "Olga Frank", "Lydia Lang", "Natalie Hahn", "Erika Bauer", "Rosa Vogel", "Helene Keller"},
		[]string{"Lena Weber", "Paul Klein", "Maria Frank", "Max Lang", "Anna Hahn", "Leo Bauer", "Emma Vogel", "Felix Keller"},
	},
	{
		casefile.InternalMove, "61", "Сарыағаш", "kk-Cyrl", "kz_identity_card",
		[]string{"Рүстем Қалдыбайұлы", "Ғалымжан Өтебекұлы", "Есен Тұрдалыұлы", "Шыңғыс Әлімқұлұлы", "Қуаныш Пернебайұлы", "Төлеби Әшімұлы", "Ерсін Мәдіұлы", "Сейілхан Құрбанұлы"},
		[]string{"Перизат Оңдасынқызы", "Әсем Жолдасқызы", "Ұлбосын Кәрімқызы", "Қарлығаш Байболқызы", "Балжан Исақызы", "Ләззат Оралқызы", "Үміт Сабырқызы", "Жұпар Мақсұтқызы"},
		[]string{"Ақерке Рүстемқызы", "Нұрислам Ғалымжанұлы", "Томирис Есенқызы", "Алдияр Шыңғысұлы", "Інжу Қуанышқызы", "Бекарыс Төлебиұлы", "Айзере Ерсінқызы", "Сұлтан Сейілханұлы"},
	},
	{
		casefile.InternalMove, "43", "Қазалы", "kk-Cyrl", "kz_identity_card",
		[]string{"Дәурен Сұлтанғалиұлы", "Бауыржан Тілепұлы", "Азат Көшербайұлы", "Мейірбек Сақтағанұлы", "Олжас Жақсылықұлы", "Ернар Қожабекұлы", "Талғат Дүйсенұлы", "Нұрбол Әбжанұлы"},
		[]string{"Меруерт Ақанқызы", "Сымбат Ізбасарқызы", "Назым Ержанқызы", "Гауһар Елеуқызы", "Мөлдір Бақтиярқызы", "Айнаш Сапарқызы", "Шолпан Нұрқызы", "Раушан Темірқызы"},
		[]string{"Айару Дәуренқызы", "Нұрәли Бауыржанұлы", "Ибраһим Азатұлы", "Аяла Мейірбекқызы", "Хан Олжасұлы", "Медина Ернарқызы", "Асылым Талғатқызы", "Арсен Нұрболұлы"},
	},
}

// where a family of the demo stands, and how its next action is.
type place struct {
	stage casefile.Step
	how   string // late, soon, paused, proposed, returned; for settled: done; else how the case ended
}

// places are all stages with every kind of lateness, and the ends.
func places() []place {
	var out []place
	for _, s := range casefile.Steps {
		for _, how := range []string{"late", "soon", "paused"} {
			out = append(out, place{s, how})
		}
	}
	return append(out, place{casefile.Intake, "proposed"}, place{casefile.Integration, "returned"}, place{casefile.Settled, "done"}, place{casefile.Intake, string(casefile.Withdrawn)})
}

// families gives one family of each track for each place; i counts the names on.
func families() []household {
	var out []household
	for _, track := range casefile.Tracks {
		var of []origin
		for _, o := range origins {
			if o.track == track {
				of = append(of, o)
			}
		}
		for i, p := range places() {
			out = append(out, of[i%len(of)].family(i/len(of), i, p))
		}
	}
	return out
}

// family composes the n-th family of an origin; serial varies its size and ages.
func (o origin) family(n, serial int, p place) household {
	days := map[string]int{"late": 110, "soon": 100, "paused": 105, "proposed": 40, "returned": 115, "done": 170, string(casefile.Withdrawn): 30}[p.how]
	if p.stage == casefile.Intake {
		days = map[string]int{"late": 48, "soon": 6, "paused": 25, "proposed": 19, string(casefile.Withdrawn): 30}[p.how] + serial%3
	}
	switch {
	case p.stage == casefile.Housing:
		days -= 50
	case p.stage == casefile.Integration: // ninety days after somebody was hired
		days += 60
	}
	h := household{track: o.track, country: o.country, place: o.place, days: days, bed: casefile.Yes, at: p}
	born := func(year, k int) string {
		return strconv.Itoa(year) + []string{"-02-03", "-05-17", "-08-29", "-11-08"}[(serial+k)%4]
	}
	head := 1976 + (serial*5)%18
	h.members = []member{{"head", o.heads[n%len(o.heads)], o.script, o.paper, "male", born(head, 0)}}
	if serial%4 != 3 {
		h.members = append(h.members, member{"spouse", o.spouses[n%len(o.spouses)], o.script, o.paper, "female", born(head+2, 1)})
	}
	for k := range serial % 3 {
		child := member{"child", o.offspring[(n+k)%len(o.offspring)], o.script, "birth_certificate", []string{"male", "female"}[k%2], born(head+26+4*k, k)}
		h.members = append(h.members, child)
	}
	return h
}
