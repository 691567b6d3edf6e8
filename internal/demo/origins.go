package demo

import (
	"strconv"

	"nurlykosh/internal/casefile"
)

// origin is a country, or a region inside, with invented names as its papers write them; heads, spouses and children of one
// family stand at one place of the lists.
type origin struct {
	track          casefile.Track
	country, place string
	script, paper  string
	heads, spouses []string
	children       [][2]offspring
}

type offspring struct{ sex, name string }

var origins = []origin{
	{
		casefile.EthnicReturn, "CHN", "Шәуешек", "pinyin", "foreign_passport",
		[]string{"YEERBOLI HADEER", "SAILAO MUKAXI", "DAWULIETI KABIDEN", "TUERSUNBIEKE AKEN", "JIAKESIBIEKE ZHUMA"},
		[]string{"GULIBAHETI NUERMUHAN", "KALIMA ASAN", "MALIYA TUOLEWU", "BAYAN SEYITI", "NUERGULI AHAN"},
		[][2]offspring{
			{{"female", "AYIBOTA YEERBOLI"}, {"male", "AERMAN YEERBOLI"}},
			{{"male", "DIAS SAILAO"}, {"female", "AYIGERIMU SAILAO"}},
			{{"male", "MEIRAMU DAWULIETI"}, {"female", "NUERAI DAWULIETI"}},
			{{"female", "ALIYA TUERSUN"}, {"male", "SERIKE TUERSUN"}},
			{{"male", "ERASILI JIAKESI"}, {"female", "GULINAZI JIAKESI"}},
		},
	},
	{
		casefile.EthnicReturn, "CHN", "Моңғолкүре", "kk-Arab", "identity_card_cn",
		[]string{"ەربول قادىر ۇلى", "ساۋلەت مۇقاش ۇلى", "جۇماباي اسقار ۇلى", "تولەگەن بەكەن ۇلى"},
		[]string{"باقىت نۇرمۇقان قىزى", "قاليما اسان قىزى", "مارزيا تولەۋ قىزى", "باياندى سەيىت قىزى"},
		[][2]offspring{
			{{"female", "ايبوتا ەربول قىزى"}, {"male", "ارمان ەربول ۇلى"}},
			{{"male", "دياس ساۋلەت ۇلى"}, {"female", "ايگەرىم ساۋلەت قىزى"}},
			{{"male", "مەيرام جۇماباي ۇلى"}, {"female", "نۇراي جۇماباي قىزى"}},
			{{"female", "اليا تولەگەن قىزى"}, {"male", "سەرىك تولەگەن ۇلى"}},
		},
	},
	{
		casefile.EthnicReturn, "MNG", "Баян-Өлгий", "mn", "foreign_passport",
		[]string{"Кабылын Ерлан", "Хуанын Сайрануур", "Базарын Еркин", "Сүлейменийн Хавдыл"},
		[]string{"Дөнгийн Гүлзира", "Мизамын Жанар", "Ахметийн Айгүл", "Кәкейн Бибигүл"},
		[][2]offspring{
			{{"male", "Ерланы Аян"}, {"female", "Ерланы Айгүл"}},
			{{"female", "Сайрануурын Дана"}, {"male", "Сайрануурын Мирас"}},
			{{"female", "Еркиний Мадина"}, {"male", "Еркиний Бауржан"}},
			{{"male", "Хавдылын Тимур"}, {"female", "Хавдылын Гүлназ"}},
		},
	},
	{
		casefile.EthnicReturn, "UZB", "Шымбай", "uz", "foreign_passport",
		[]string{"Ermatov Qudrat", "Bekmurodov G‘ayrat", "Tolipov O‘rinboy", "Saparov Yerkin"},
		[]string{"Ermatova Nargiza", "Bekmurodova Gulchehra", "Tolipova Oysha", "Saparova Zulfiya"},
		[][2]offspring{
			{{"male", "Ermatov Azamat"}, {"female", "Ermatova Nilufar"}},
			{{"female", "Bekmurodova Madina"}, {"male", "Bekmurodov Sardor"}},
			{{"male", "Tolipov Jasur"}, {"female", "Tolipova Zilola"}},
			{{"female", "Saparova Laylo"}, {"male", "Saparov Timur"}},
		},
	},
	{
		casefile.EthnicReturn, "TUR", "Салихлы", "tr", "foreign_passport",
		[]string{"Mehmet Çakır", "Abdullah Şentürk"},
		[]string{"Ayşe Çakır", "Gülsüm Şentürk"},
		[][2]offspring{
			{{"male", "Bağdat Çakır"}, {"female", "Zeynep Çakır"}},
			{{"female", "Elif Şentürk"}, {"male", "Emir Şentürk"}},
		},
	},
	{
		casefile.EthnicReturn, "KGZ", "Бишкек", "ru", "foreign_passport",
		[]string{"Сарсенов Болатбек", "Калиев Марат"},
		[]string{"Сарсенова Гульмира", "Калиева Жамиля"},
		[][2]offspring{
			{{"male", "Сарсенов Алмаз"}, {"female", "Сарсенова Айдана"}},
			{{"female", "Калиева Диана"}, {"male", "Калиев Арсен"}},
		},
	},
	{
		casefile.FormerCitizen, "RUS", "Курган", "ru", "foreign_passport",
		[]string{"Лобанов Роман Ильич", "Черных Павел Олегович", "Ахметов Тимур Саматович", "Беляев Антон Юрьевич", "Сорокин Егор Львович", "Мельник Денис Павлович", "Назаров Артём Ильич", "Фомин Кирилл Олегович"},
		[]string{"Лобанова Вера Павловна", "Черных Нина Львовна", "Ахметова Алия Маратовна", "Беляева Ольга Игоревна", "Сорокина Инна Юрьевна", "Мельник Юлия Романовна", "Назарова Яна Олеговна", "Фомина Анна Ильинична"},
		[][2]offspring{
			{{"male", "Лобанов Глеб Романович"}, {"female", "Лобанова Майя Романовна"}},
			{{"female", "Черных Алина Павловна"}, {"male", "Черных Иван Павлович"}},
			{{"female", "Ахметова Дана Тимуровна"}, {"male", "Ахметов Арсен Тимурович"}},
			{{"male", "Беляев Марк Антонович"}, {"female", "Беляева Софья Антоновна"}},
			{{"female", "Сорокина Ева Егоровна"}, {"male", "Сорокин Илья Егорович"}},
			{{"male", "Мельник Лев Денисович"}, {"female", "Мельник Дарья Денисовна"}},
			{{"female", "Назарова Мила Артёмовна"}, {"male", "Назаров Степан Артёмович"}},
			{{"male", "Фомин Пётр Кириллович"}, {"female", "Фомина Вера Кирилловна"}},
		},
	},
	{
		casefile.FormerCitizen, "DEU", "Бремен", "Latn", "foreign_passport",
		[]string{"Alexander Weber", "Waldemar Klein", "Eduard Frank", "Jakob Lang", "Viktor Hahn", "Andreas Bauer", "Heinrich Vogel", "Robert Keller"},
		[]string{"Irina Weber", "Nelli Klein", "Olga Frank", "Lydia Lang", "Natalie Hahn", "Erika Bauer", "Rosa Vogel", "Helene Keller"},
		[][2]offspring{
			{{"female", "Lena Weber"}, {"male", "Jonas Weber"}},
			{{"male", "Paul Klein"}, {"female", "Mia Klein"}},
			{{"female", "Maria Frank"}, {"male", "Tim Frank"}},
			{{"male", "Max Lang"}, {"female", "Sophie Lang"}},
			{{"female", "Anna Hahn"}, {"male", "Ben Hahn"}},
			{{"male", "Leo Bauer"}, {"female", "Clara Bauer"}},
			{{"female", "Emma Vogel"}, {"male", "Noah Vogel"}},
			{{"male", "Felix Keller"}, {"female", "Lea Keller"}},
		},
	},
	{
		casefile.InternalMove, "61", "Сарыағаш", "kk-Cyrl", "kz_identity_card",
		[]string{"Рүстем Қалдыбайұлы", "Ғалымжан Өтебекұлы", "Есен Тұрдалыұлы", "Шыңғыс Әлімқұлұлы", "Қуаныш Пернебайұлы", "Төлеби Әшімұлы", "Ерсін Мәдіұлы", "Сейілхан Құрбанұлы"},
		[]string{"Перизат Оңдасынқызы", "Әсем Жолдасқызы", "Ұлбосын Кәрімқызы", "Қарлығаш Байболқызы", "Балжан Исақызы", "Ләззат Оралқызы", "Үміт Сабырқызы", "Жұпар Мақсұтқызы"},
		[][2]offspring{
			{{"female", "Ақерке Рүстемқызы"}, {"male", "Әлихан Рүстемұлы"}},
			{{"male", "Нұрислам Ғалымжанұлы"}, {"female", "Айша Ғалымжанқызы"}},
			{{"female", "Томирис Есенқызы"}, {"male", "Мансұр Есенұлы"}},
			{{"male", "Алдияр Шыңғысұлы"}, {"female", "Раяна Шыңғысқызы"}},
			{{"female", "Інжу Қуанышқызы"}, {"male", "Алпамыс Қуанышұлы"}},
			{{"male", "Бекарыс Төлебиұлы"}, {"female", "Аяулым Төлебиқызы"}},
			{{"female", "Айзере Ерсінқызы"}, {"male", "Санжар Ерсінұлы"}},
			{{"male", "Сұлтан Сейілханұлы"}, {"female", "Көзайым Сейілханқызы"}},
		},
	},
	{
		casefile.InternalMove, "43", "Қазалы", "kk-Cyrl", "kz_identity_card",
		[]string{"Дәурен Сұлтанғалиұлы", "Бауыржан Тілепұлы", "Азат Көшербайұлы", "Мейірбек Сақтағанұлы", "Олжас Жақсылықұлы", "Ернар Қожабекұлы", "Талғат Дүйсенұлы", "Нұрбол Әбжанұлы"},
		[]string{"Меруерт Ақанқызы", "Сымбат Ізбасарқызы", "Назым Ержанқызы", "Гауһар Елеуқызы", "Мөлдір Бақтиярқызы", "Айнаш Сапарқызы", "Шолпан Нұрқызы", "Раушан Темірқызы"},
		[][2]offspring{
			{{"female", "Айару Дәуренқызы"}, {"male", "Әмір Дәуренұлы"}},
			{{"male", "Нұрәли Бауыржанұлы"}, {"female", "Іңкәр Бауыржанқызы"}},
			{{"male", "Ибраһим Азатұлы"}, {"female", "Сара Азатқызы"}},
			{{"female", "Аяла Мейірбекқызы"}, {"male", "Ерасыл Мейірбекұлы"}},
			{{"male", "Хан Олжасұлы"}, {"female", "Айлин Олжасқызы"}},
			{{"female", "Медина Ернарқызы"}, {"male", "Дінмұхаммед Ернарұлы"}},
			{{"female", "Асылым Талғатқызы"}, {"male", "Алихан Талғатұлы"}},
			{{"male", "Арсен Нұрболұлы"}, {"female", "Ару Нұрболқызы"}},
		},
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
		x := o.children[n%len(o.children)][k]
		h.members = append(h.members, member{"child", x.name, o.script, "birth_certificate", x.sex, born(head+26+4*k, k)})
	}
	return h
}
