package civil

// Days are reckoned without package time, whose dates carry a clock and a zone: lists count days for every row. The
// year begins in March here, so that the leap day is its last; four hundred years are a round.

const (
	yearDays  = 365
	roundDays = 400*yearDays + 97
)

// daysIn is the length of a month.
func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

var firstNumber, lastNumber = first.number(), last.number()

// number counts the days from 1 March of year 0.
func (d Date) number() int {
	year, month := int(d.year), int(d.month)-3
	if month < 0 {
		year, month = year-1, month+12
	}
	round, year := year/400, year%400
	return round*roundDays + year*yearDays + year/4 - year/100 + monthStart(month) + int(d.day) - 1
}

// monthStart is the day of the year on which a month begins, March being 0: 31 and 30 by turns, five months 153.
func monthStart(month int) int { return (153*month + 2) / 5 }

// ofNumber is the opposite of number; beyond the calendar's ends it gives the end.
func ofNumber(n int) Date {
	switch {
	case n <= firstNumber:
		return first
	case n >= lastNumber:
		return last
	}
	round, n := n/roundDays, n%roundDays
	year := (n - n/1460 + n/36524 - n/146096) / yearDays
	n -= year*yearDays + year/4 - year/100
	month := (5*n + 2) / 153
	day := n - monthStart(month) + 1
	year += round * 400
	if month += 3; month > 12 {
		year, month = year+1, month-12
	}
	return Date{int16(year), uint8(month), uint8(day)}
}
