package casefile

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"nurlykosh/internal/platform/civil"
)

// Day is a day of the calendar that differs from its place in the week.
type Day struct {
	Date civil.Date
	Kind string // holiday, day_off_moved, working_day_moved
}

// LoadHolidays builds a calendar from the table holidays.tsv.
func LoadHolidays(r io.Reader) (*Calendar, error) {
	days, err := ReadHolidays(r)
	if err != nil {
		return nil, err
	}
	return NewCalendar(days)
}

// ReadHolidays reads the table holidays.tsv: a date and a kind in the first two columns, under one row of headings.
func ReadHolidays(r io.Reader) ([]Day, error) {
	var days []Day
	sc := bufio.NewScanner(r)
	for first := true; sc.Scan(); first = false {
		cells := strings.Split(sc.Text(), "\t")
		if first || len(cells) < 2 {
			continue
		}
		d, err := civil.Parse(cells[0])
		if err != nil {
			return nil, fmt.Errorf("calendar: %w", err)
		}
		days = append(days, Day{Date: d, Kind: cells[1]})
	}
	return days, sc.Err()
}

// FixedHoliday reports whether a day is a holiday with a date of its own in every year; Kurban Ait moves, and days off
// are moved by decree. Source: the rows of holidays.tsv; a year before its first is taken as that one, a year after its
// last as the last.
func FixedHoliday(d civil.Date) bool {
	switch [2]int{d.Month(), d.Day()} {
	case [2]int{1, 1}, [2]int{1, 2}, [2]int{1, 7}, [2]int{3, 8}, [2]int{3, 21}, [2]int{3, 22}, [2]int{3, 23}, [2]int{5, 1},
		[2]int{5, 7}, [2]int{5, 9}, [2]int{7, 6}, [2]int{10, 25}, [2]int{12, 16}:
		return true
	case [2]int{3, 15}: // the new Constitution of 15.03.2026, kept from 2027
		return d.Year() >= 2027
	case [2]int{8, 30}: // the Constitution before it
		return d.Year() <= 2025
	}
	return false
}
