package civil_test

import (
	"testing"

	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

func key(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Key
}

func TestDigits(t *testing.T) {
	for in, want := range map[string]string{"٠١٢٣٤٥٦٧٨٩": "0123456789", "۰۱۲۳۴۵۶۷۸۹": "0123456789", "NK-26 Қ": "NK-26 Қ", "": ""} {
		if got := civil.Digits(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestFromParts(t *testing.T) {
	for _, c := range []struct{ day, month, year, want, key string }{
		{"", " ", "", "", ""},
		{"5", "3", "2022", "2022-03-05", ""},
		{" ۰۵ ", "٣", "٢٠٢٢", "2022-03-05", ""},
		{"29", "2", "2024", "2024-02-29", ""},
		{"1", "1", "1900", "1900-01-01", ""},
		{"31", "12", "2100", "2100-12-31", ""},
		{"", "3", "2022", "", "date.missing_day"},
		{"5", "", "2022", "", "date.missing_month"},
		{"5", "3", "", "", "date.missing_year"},
		{"x", "3", "2022", "", "date.not_a_number"},
		{"5", "3.0", "2022", "", "date.not_a_number"},
		{"+5", "3", "2022", "", "date.not_a_number"},
		{"-5", "3", "2022", "", "date.not_a_number"},
		{"\u200f5", "3\u00a0", "2 022", "2022-03-05", ""},
		{"5", "3", "1899", "", "date.year_range"},
		{"5", "3", "2101", "", "date.year_range"},
		{"5", "13", "2022", "", "date.month_range"},
		{"5", "0", "2022", "", "date.month_range"},
		{"29", "2", "2023", "", "date.no_such_day"},
		{"0", "2", "2023", "", "date.no_such_day"},
	} {
		got, err := civil.FromParts(c.day, c.month, c.year)
		if got.String() != c.want || key(err) != c.key {
			t.Errorf("%s.%s.%s: %q, %q", c.day, c.month, c.year, got, key(err))
		}
	}
	_, err := civil.FromParts("31", "4", "2022")
	if a := fault.Of(err).Args; a["day"] != 31 || a["month"] != 4 || a["year"] != 2022 {
		t.Errorf("%v", a)
	}
}

func TestBirthFromParts(t *testing.T) {
	for _, c := range []struct {
		day, month, year, want string
		born                   int
	}{
		{"", "", "1985", "", 1985},
		{"12", "3", "1985", "1985-03-12", 1985},
		{"31", "2", "1985", "", 0},
	} {
		if got, born, _ := civil.BirthFromParts(c.day, c.month, c.year); got.String() != c.want || born != c.born {
			t.Errorf("%s.%s.%s: %q, %d", c.day, c.month, c.year, got, born)
		}
	}
}
