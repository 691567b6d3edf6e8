package identity_test

import (
	"testing"

	"nurlykosh/internal/identity"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

func TestIIN(t *testing.T) {
	for _, c := range []struct{ number, want string }{
		{"850312399913", ""},
		{"850312399218", ""},
		{"050228699949", ""},
		{"600701299920", ""},
		{"٨٥٠٣١٢٣٩٩٩١٣", ""},
		{"850312399914", "iin.check_digit"},
		{"850231399913", "iin.no_such_date"},
		{"850312999911", "iin.seventh_digit"},
		{"850312399220", "iin.never_issued"},
		{"090440999908", "iin.is_bin"},
		{"85031239992x", "iin.not_digits"},
		{"8503123999", "iin.length"},
		{"", "iin.length"},
	} {
		_, err := identity.CheckIIN(c.number)
		if got := key(err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.number, got, c.want)
		}
	}
}

func TestIINAgainstItsPerson(t *testing.T) {
	born := civil.Must(1985, 3, 12)
	for _, c := range []struct {
		birth    civil.Date
		year     int
		sex      string
		override bool
		want     string
	}{
		{born, 1985, "male", false, ""},
		{civil.Date{}, 1985, "", false, ""},
		{civil.Date{}, 0, "", false, ""},
		{born.AddDays(1), 1985, "male", false, "iin.birth_date_differs"},
		{civil.Date{}, 1986, "", false, "iin.birth_date_differs"},
		{born, 1985, "female", false, "iin.sex_differs"},
		{born, 1985, "female", true, ""},
	} {
		if got := key(identity.CheckIINOf("850312399913", c.birth, c.year, c.sex, c.override)); got != c.want {
			t.Errorf("%+v: got %q", c, got)
		}
	}
}

func TestBIN(t *testing.T) {
	for _, c := range []struct{ number, want string }{
		{"940140000385", ""},
		{"950341000052", ""},
		{"961141000023", ""},
		{"070941024691", ""},
		{"090440999908", ""},
		{"850312399913", "bin.is_iin"},
		{"940140000386", "bin.check_digit"},
		{"941340000385", "bin.no_such_month"},
		{"940170000385", "bin.fifth_digit"},
		{"94014", "bin.length"},
	} {
		if got := key(identity.CheckBIN(c.number)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.number, got, c.want)
		}
	}
}

func TestFoldBringsScriptsTogether(t *testing.T) {
	for _, c := range [][2]string{{"Нұрлан", "نۇرلان"}, {"Нұрлан", "NURLAN"}, {"Нұрлан", "Nuerlan"}, {"Серік", "سەرىك"}, {"Жеңіс", "جەڭىس"}, {"Шыңғыс", "Shyngys"}} {
		if a, b := identity.FoldLatin(c[0]), identity.FoldLatin(c[1]); a != b {
			t.Errorf("%s → %s, %s → %s", c[0], a, c[1], b)
		}
	}
	if identity.Fold("Әбілмәжін  ұлы") != identity.Fold("Абилмажинулы") {
		t.Errorf("%q", identity.Fold("Әбілмәжін  ұлы"))
	}
}

func key(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Key
}
