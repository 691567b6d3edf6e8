package demo

import (
	"nurlykosh/internal/casefile"
	"nurlykosh/internal/identity"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/civil"
)

// member is one invented person: relation|written name|script|paper|sex|birth (a date or a year).
type member struct{ relation, name, script, paper, sex, birth string }

type household struct {
	track   casefile.Track
	country string // or region of origin for moves inside
	place   string
	days    int // opened so many days ago
	bed     casefile.Tri
	done    int // how many of the first open tasks are finished
	paused  bool
	members []member
	at      place // how far a family of families goes
}

var households = []household{
	{casefile.EthnicReturn, "CHN", "Тарбағатай", 70, casefile.Yes, 2, false, []member{
		{"head", "NUERLAN ABILIMAJIN", "pinyin", "foreign_passport", "male", "1984-03-14"},
		{"spouse", "AYIGULI TUOHETAERBIEKE", "pinyin", "foreign_passport", "female", "1987-09-02"},
		{"child", "Ерасыл Нұрланұлы", "kk-Cyrl", "", "male", "2012-05-21"},
		{"child", "Аружан Нұрланқызы", "kk-Cyrl", "", "female", "2016-11-30"},
		{"parent", "كۇلاش مۇقاش قىزى", "kk-Arab", "identity_card_cn", "female", "1955"},
	}, place{}},
	{casefile.EthnicReturn, "UZB", "Нукус", 41, casefile.Yes, 2, false, []member{
		{"head", "Jumabayev Tangat", "uz", "foreign_passport", "male", "1979-01-05"}, {"spouse", "Jumabayeva Gulnoz", "uz", "foreign_passport", "female", "1981-06-17"}, {"child", "Jumabayev Alisher", "uz", "birth_certificate", "male", "2009-02-12"},
	}, place{}},
	{casefile.EthnicReturn, "MNG", "Баян-Өлгий", 33, casefile.No, 1, false, []member{
		{"head", "Батбаярын Хайрат", "mn", "foreign_passport", "male", "1990-07-01"}, {"spouse", "Мөнхбатын Айжан", "mn", "foreign_passport", "female", "1992-10-10"}, {"child", "Хайратын Нұрай", "mn", "birth_certificate", "female", "2019-04-04"},
	}, place{}},
	{casefile.EthnicReturn, "CHN", "Алтай", 20, casefile.Yes, 0, true, []member{
		{"head", "سەرىك قابدولدا ۇلى", "kk-Arab", "identity_card_cn", "male", "1968"}, {"spouse", "SAILIHAN", "pinyin", "foreign_passport", "female", "1970-03-03"},
	}, place{}},
	{casefile.FormerCitizen, "RUS", "Омск", 26, casefile.Yes, 1, false, []member{
		{"head", "Иванов Сергей Петрович", "ru", "internal_passport_ru", "male", "1975-12-24"}, {"spouse", "Иванова Мария Андреевна", "ru", "internal_passport_ru", "female", "1977-08-08"}, {"child", "Иванов Пётр Сергеевич", "ru", "birth_certificate", "male", "2008-05-05"},
	}, place{}},
	{casefile.InternalMove, "61", "Кентау", 18, casefile.Yes, 2, false, []member{
		{"head", "Мақсат Жұмабекұлы", "kk-Cyrl", "kz_identity_card", "male", "1988-02-28"}, {"spouse", "Динара Серікқызы", "kk-Cyrl", "kz_identity_card", "female", "1990-09-19"}, {"child", "Әлихан Мақсатұлы", "kk-Cyrl", "birth_certificate", "male", "2015-06-01"},
	}, place{}},
	{casefile.EthnicReturn, "TUR", "Кайсери", 12, casefile.Yes, 1, false, []member{{"head", "Yusuf Altay", "tr", "foreign_passport", "male", "1983-11-11"}, {"spouse", "Elif Altay", "tr", "foreign_passport", "female", "1986-01-20"}}, place{}},
	{casefile.EthnicReturn, "IRN", "Горган", 9, casefile.No, 0, false, []member{{"head", "مراد بیگی", "fa", "identity_card_ir", "male", "1959"}, {"spouse", "مهرناز بیگی", "fa", "identity_card_ir", "female", "1963"}}, place{}},
	{casefile.EthnicReturn, "TKM", "Балканабат", 6, casefile.Yes, 0, false, []member{{"head", "Нургалиев Ерлан", "ru", "foreign_passport", "male", "1982-04-16"}, {"spouse", "Нургалиева Айгерим", "ru", "foreign_passport", "female", "1985-05-30"}, {"child", "Нургалиев Данияр", "ru", "birth_certificate", "male", "2018-08-18"}}, place{}},
	{casefile.InternalMove, "43", "Арал", 0, casefile.Yes, 1, false, []member{{"head", "Гүлмира Тоқтарқызы", "kk-Cyrl", "kz_identity_card", "female", "1979-10-02"}, {"child", "Бекзат Асанұлы", "kk-Cyrl", "birth_certificate", "male", "2010-12-12"}}, place{}},
	{casefile.FormerCitizen, "DEU", "Берлин", 0, casefile.Yes, 1, false, []member{{"head", "Viktor Schmidt", "Latn", "foreign_passport", "male", "1961-06-06"}}, place{}},
	{casefile.EthnicReturn, "KGZ", "Талас", 0, casefile.Yes, 1, false, []member{{"head", "Абдылдаев Нурлан", "ru", "foreign_passport", "male", "1991-02-14"}, {"spouse", "Абдылдаева Айзат", "ru", "foreign_passport", "female", "1993-07-21"}}, place{}},
	{casefile.EthnicReturn, "UZB", "Ташкент", 1, casefile.Yes, 1, false, []member{{"head", "Po‘latov Berik", "uz", "foreign_passport", "male", "1986-09-09"}, {"child", "Po‘latova Saule", "uz", "birth_certificate", "female", "2014-03-30"}}, place{}},
	{casefile.FormerCitizen, "UKR", "Харьков", 1, casefile.Yes, 1, false, []member{{"head", "Коваленко Олена", "ru", "foreign_passport", "female", "1980-10-01"}}, place{}},
	{casefile.InternalMove, "61", "Түркістан", 1, casefile.Yes, 1, false, []member{{"head", "Жандос Әбдіқадырұлы", "kk-Cyrl", "kz_identity_card", "male", "1994-12-05"}, {"spouse", "Ақмарал Ерланқызы", "kk-Cyrl", "kz_identity_card", "female", "1996-08-15"}}, place{}},
	{casefile.EthnicReturn, "CHN", "Іле", 0, casefile.No, 0, false, []member{{"head", "BIEKE ALIMUJIANG", "pinyin", "foreign_passport", "male", "1995-05-15"}, {"spouse", "古丽娜尔", "Hans", "identity_card_cn", "female", "1997"}, {"child", "AYIDA", "pinyin", "birth_certificate", "female", "2021-09-09"}}, place{}},
}

// again are families that come to another counter under another spelling: pairs for who looks at duplicates. Each with who
// registers it; why tells what was said of the people found alike.
var again = []struct {
	who, why string
	household
}{
	{"bolat", "Олар басқа паспорт көрсетті", household{casefile.EthnicReturn, "TKM", "Балканабат", 3, casefile.Yes, 0, false, []member{
		{"head", "Нұрғалиев Ерлан", "kk-Cyrl", "foreign_passport", "male", "1982-04-16"}, {"spouse", "Нұрғалиева Айгерім", "kk-Cyrl", "foreign_passport", "female", "1985-05-30"}, {"child", "Нұрғалиева Аяла", "kk-Cyrl", "birth_certificate", "female", "2023-02-02"},
	}, place{}}},
	{"marat", "Ол кісі Түркістанда тұрады", household{casefile.EthnicReturn, "UZB", "Ташкент", 1, casefile.Yes, 0, false, []member{
		{"head", "Болатов Берік", "kk-Cyrl", "foreign_passport", "male", "1986-09-09"},
	}, place{}}},
}

// registration turns an invented household into what the counter would type on a day.
func (h household) registration(today civil.Date) intake.Registration {
	r := intake.Registration{
		Track: h.track, Channel: "arrival", Received: today, Arrived: today, OriginPlace: h.place, BedTonight: h.bed,
		Phone: "+7 705 000 00 00", PhoneRelation: "own",
	}
	if h.track == casefile.InternalMove {
		r.OriginRegion = h.country
	} else {
		r.OriginCountry = h.country
	}
	for i, m := range h.members {
		n := intake.Newcomer{Name: identity.Attested{Written: m.name, Script: m.script, PaperKind: m.paper}, Relation: m.relation, Sex: m.sex}
		if d, err := civil.Parse(m.birth); err == nil {
			n.Birth, n.BirthYear = d, d.Year()
		} else {
			for _, r := range m.birth {
				n.BirthYear = n.BirthYear*10 + int(r-'0')
			}
		}
		if i == 0 {
			r.Head = n
		} else {
			r.Others = append(r.Others, n)
		}
	}
	return r
}
