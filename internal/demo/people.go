package demo

import "nurlykosh/internal/platform/access"

type office struct {
	key, level, parent, region string
	kk, ru, en, phone          string
}

// Phones are invented and end in zeros.
var offices = []office{
	{"ministry", "ministry", "", "", "Министрлік", "Министерство", "Ministry", "8 7172 00-00-01"},
	{"pavlodar_region", "region", "ministry", "55", "Павлодар облысы", "Павлодарская область", "Pavlodar Region", "8 7182 00-00-10"},
	{"pavlodar", "district", "pavlodar_region", "55", "Павлодар мансап орталығы", "Павлодар, центр карьеры", "Pavlodar career centre", "8 7182 00-00-00"},
	{"ekibastuz", "district", "pavlodar_region", "55", "Екібастұз мансап орталығы", "Экибастуз, центр карьеры", "Ekibastuz career centre", "8 7187 00-00-00"},
	{"turkistan_region", "region", "ministry", "61", "Түркістан облысы", "Туркестанская область", "Turkistan Region", "8 7253 00-00-10"},
	{"turkistan", "district", "turkistan_region", "61", "Түркістан мансап орталығы", "Туркестан, центр карьеры", "Turkistan career centre", "8 7253 00-00-00"},
}

type person struct {
	login, name, office string
	role                access.Role
}

var staff = []person{
	{"ainur", "Айнұр Сейітқали", "pavlodar", access.Caseworker},
	{"bolat", "Болат Ермеков", "pavlodar", access.Caseworker},
	{"marat", "Марат Жүнісов", "ekibastuz", access.Caseworker},
	{"gulnar", "Гүлнар Сәдуақас", "pavlodar", access.Supervisor},
	{"dana", "Дана Омарова", "pavlodar_region", access.Supervisor},
	{"saule", "Сәуле Бекова", "ministry", access.Supervisor},
	{"igor", "Игорь Пак", "pavlodar_region", access.Finance},
	{"asel", "Әсел Тілеуқызы", "pavlodar_region", access.Protection},
	{"ruslan", "Руслан Әлиев", "ministry", access.Auditor},
	{"zhanna", "Жанна Ли", "ministry", access.Administrator},
	{"erzhan", "Ержан Төлегенов", "turkistan", access.Caseworker},
}

// Password of every demo account; the sign-in page has a button for each, so that nobody needs to type it.
const Password = "demo-demo-demo-demo"
