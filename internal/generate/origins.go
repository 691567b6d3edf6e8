package generate

import (
	"math/rand/v2"

	"nurlykosh/internal/casefile"
)

// origin is where families come from, and what their papers are written in.
type origin struct {
	share               float64 // of a hundred
	track               casefile.Track
	country, region     string
	script, paper       string
	second, secondPaper string
	third               string
	often               float64 // how often there is a second paper
	places              []string
}

// origins by their share; which countries people came from is domain.md §5, the shares are rounded by hand.
var origins = []origin{
	{36, casefile.EthnicReturn, "CHN", "", "pinyin", "foreign_passport", "kk-Arab", "identity_card_cn", "Hans", 0.4, []string{"Тарбағатай", "Алтай", "Құлжа", "Үрімжі", "Шәуешек"}},
	{14, casefile.EthnicReturn, "UZB", "", "uz", "foreign_passport", "", "", "", 0, []string{"Нукус", "Ташкент", "Навои", "Бухара"}},
	{13, casefile.EthnicReturn, "MNG", "", "mn", "foreign_passport", "", "", "", 0, []string{"Баян-Өлгий", "Ховд", "Улаанбаатар"}},
	{5, casefile.EthnicReturn, "TKM", "", "ru", "foreign_passport", "", "", "", 0, []string{"Балканабат", "Ашхабад"}},
	{4, casefile.EthnicReturn, "KGZ", "", "ru", "foreign_passport", "", "", "", 0, []string{"Талас", "Бишкек"}},
	{6, casefile.EthnicReturn, "RUS", "", "ru", "foreign_passport", "kk-Cyrl", "birth_certificate", "", 0.1, []string{"Омск", "Астрахань", "Кош-Агач"}},
	{2, casefile.EthnicReturn, "TUR", "", "tr", "foreign_passport", "", "", "", 0, []string{"Кайсери", "Салихлы"}},
	{8, casefile.FormerCitizen, "RUS", "", "", "internal_passport_ru", "", "", "", 0, []string{"Курган", "Омск", "Барнаул"}},
	{2, casefile.FormerCitizen, "DEU", "", "", "foreign_passport", "", "", "", 0, []string{"Бремен", "Берлин"}},
	{6, casefile.InternalMove, "KAZ", "61", "kk-Cyrl", "kz_identity_card", "Latn", "foreign_passport", "", 0.4, []string{"Кентау", "Сарыағаш"}},
	{4, casefile.InternalMove, "KAZ", "43", "kk-Cyrl", "kz_identity_card", "Latn", "foreign_passport", "", 0.4, []string{"Арал", "Қазалы"}},
}

func pick(r *rand.Rand) origin {
	x := r.Float64() * 100
	for _, o := range origins {
		if x -= o.share; x < 0 {
			return o
		}
	}
	return origins[0]
}
