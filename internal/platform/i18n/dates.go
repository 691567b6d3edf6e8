package i18n

import (
	"fmt"
	"strings"
	"time"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/script"
)

var (
	monthsKK = strings.Fields("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан")
	monthsRU = strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
	monthsEN = strings.Fields("January February March April May June July August September October November December")
	shortEN  = strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
	daysKK   = strings.Fields("жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі")
	daysRU   = strings.Fields("воскресенье понедельник вторник среда четверг пятница суббота")
	daysEN   = strings.Fields("Sunday Monday Tuesday Wednesday Thursday Friday Saturday")
)

// Date in a text: 26 November 2026; 26 ноября 2026 г.; 2026 жылғы 26 қараша (look.md §9).
func (r Reader) Date(d civil.Date) string {
	if d.IsZero() {
		return r.T("date.not_known")
	}
	switch r.l {
	case RU:
		return fmt.Sprintf("%d %s %d г.", d.Day(), monthsRU[d.Month()-1], d.Year())
	case EN:
		return fmt.Sprintf("%d %s %d", d.Day(), monthsEN[d.Month()-1], d.Year())
	}
	s := fmt.Sprintf("%d жылғы %d %s", d.Year(), d.Day(), monthsKK[d.Month()-1])
	if r.l == KKArab {
		return script.Tote(s)
	}
	return s
}

// DateShort in a table: 26 Nov 2026, 26.11.2026; without the year when it is today's.
func (r Reader) DateShort(d, today civil.Date) string {
	if d.IsZero() {
		return "–"
	}
	same := d.Year() == today.Year()
	if r.l == EN {
		if same {
			return fmt.Sprintf("%d %s", d.Day(), shortEN[d.Month()-1])
		}
		return fmt.Sprintf("%d %s %d", d.Day(), shortEN[d.Month()-1], d.Year())
	}
	if same {
		return fmt.Sprintf("%02d.%02d", d.Day(), d.Month())
	}
	return fmt.Sprintf("%02d.%02d.%d", d.Day(), d.Month(), d.Year())
}

// DateWeekday names the day of the week as well, where somebody must come.
func (r Reader) DateWeekday(d civil.Date) string {
	if d.IsZero() {
		return r.T("date.not_known")
	}
	w := int(d.Weekday())
	switch r.l {
	case RU:
		return daysRU[w] + ", " + r.Date(d)
	case EN:
		return daysEN[w] + " " + r.Date(d)
	case KKArab:
		return r.Date(d) + script.Tote(", "+daysKK[w])
	}
	return r.Date(d) + ", " + daysKK[w]
}

// Time is an instant in Asia/Almaty, to the minute, 24 hours.
func (r Reader) Time(t time.Time) string {
	return r.DateShort(civil.In(t), civil.Date{}) + ", " + t.In(civil.Almaty).Format("15:04")
}

// TimeShort is an instant without the year when it is this year's: 23 Nov, 09:40.
func (r Reader) TimeShort(t time.Time, today civil.Date) string {
	return r.DateShort(civil.In(t), today) + ", " + t.In(civil.Almaty).Format("15:04")
}

// Birth is a birth date, or the year when no more is known.
func (r Reader) Birth(d civil.Date, year int) string {
	switch {
	case !d.IsZero():
		return r.DateShort(d, civil.Date{})
	case year != 0:
		return r.T("date.year_only", "year", year)
	}
	return r.T("date.not_known")
}
