package identity

import (
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/fault"
)

// IIN is what an individual identification number says about its person (domain.md §3.1).
type IIN struct {
	Birth     civil.Date
	Sex       string // male, female, or "" for a foreigner's number
	Foreigner bool   // seventh digit 0: neither sex nor century can be derived (unverified use)
}

// CheckIIN checks an IIN and reads what it says. Source: decrees 565 of 2003 and 406 of 2007, as domain.md §3.1 cites them.
func CheckIIN(s string) (IIN, error) {
	d, err := twelve(s, "iin")
	if err != nil {
		return IIN{}, err
	}
	if d[4] >= 4 && d[4] <= 6 {
		return IIN{}, fault.Refuse("iin.is_bin", nil)
	}
	if d[6] > 6 {
		return IIN{}, fault.Refuse("iin.seventh_digit", nil)
	}
	info := IIN{Foreigner: d[6] == 0}
	century := 1800 + 100*((d[6]-1)/2)
	if info.Foreigner {
		century = 1900
	} else {
		info.Sex = [2]string{"male", "female"}[(d[6]-1)%2]
	}
	birth, ok := civil.New(century+d[0]*10+d[1], d[2]*10+d[3], d[4]*10+d[5])
	if !ok && info.Foreigner {
		birth, ok = civil.New(century+100+d[0]*10+d[1], d[2]*10+d[3], d[4]*10+d[5])
	}
	if !ok {
		return IIN{}, fault.Refuse("iin.no_such_date", nil)
	}
	if !info.Foreigner {
		info.Birth = birth
	}
	return info, checkDigit(d, "iin")
}

// CheckIINOf checks an IIN against what is known of its person; override accepts what the paper says although
// birth date or sex do not agree.
func CheckIINOf(s string, birth civil.Date, birthYear int, sex string, override bool) error {
	info, err := CheckIIN(s)
	if err != nil || override || info.Foreigner {
		return err
	}
	switch {
	case !birth.IsZero() && birth != info.Birth, birth.IsZero() && birthYear != 0 && birthYear != info.Birth.Year():
		return fault.Refuse("iin.birth_date_differs", nil)
	case sex != "" && sex != info.Sex:
		return fault.Refuse("iin.sex_differs", nil)
	}
	return nil
}

// CheckBIN checks a business identification number (domain.md §3.2).
func CheckBIN(s string) error {
	d, err := twelve(s, "bin")
	if err != nil {
		return err
	}
	switch {
	case d[4] <= 3:
		return fault.Refuse("bin.is_iin", nil)
	case d[4] > 6:
		return fault.Refuse("bin.fifth_digit", nil)
	case d[2]*10+d[3] < 1 || d[2]*10+d[3] > 12:
		return fault.Refuse("bin.no_such_month", nil)
	case d[5] > 3:
		return fault.Refuse("bin.sixth_digit", nil)
	}
	return checkDigit(d, "bin")
}

func twelve(s, kind string) ([12]int, error) {
	var d [12]int
	s = civil.Digits(s)
	if len([]rune(s)) != 12 {
		return d, fault.Refuse(kind+".length", nil)
	}
	for i, r := range []rune(s) {
		if r < '0' || r > '9' {
			return d, fault.Refuse(kind+".not_digits", nil)
		}
		d[i] = int(r - '0')
	}
	return d, nil
}

// checkDigit weighs by 1…11 modulo 11; a remainder of 10 is weighed again by 3…11, 1, 2; 10 again is never issued.
func checkDigit(d [12]int, kind string) error {
	r := weigh(d, 1)
	if r == 10 {
		r = weigh(d, 3)
	}
	switch {
	case r == 10 && kind == "iin":
		return fault.Refuse("iin.never_issued", nil)
	case r != d[11]:
		return fault.Refuse(kind+".check_digit", nil)
	}
	return nil
}

func weigh(d [12]int, first int) int {
	sum := 0
	for i := range 11 {
		w := first + i
		if w > 11 {
			w -= 11
		}
		sum += d[i] * w
	}
	return sum % 11
}
