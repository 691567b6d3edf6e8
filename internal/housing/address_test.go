package housing

import "testing"

// The same place written by other people meets under one key; another house, flat or region does not.
func TestAddressesMeetWithoutTheirSpelling(t *testing.T) {
	same := addressKey("55", "г. Павлодар, ул. Абая, д. 12, кв. 5")
	for _, x := range []string{"Павлодар, Абая 12-5", "ПАВЛОДАР УЛ АБАЯ 12 КВ5", "улица Абая, дом 12, квартира 5, город Павлодар", "Павлодар қаласы, Абай көшесі, 12 үй, 5 пәтер"} {
		if got := addressKey("55", x); got != same {
			t.Errorf("%s: %q, want %q", x, got, same)
		}
	}
	for _, x := range []string{"Павлодар, Абая 12-6", "Павлодар, Абая 12а-5", "Павлодар, Абая 125", "Екібастұз, Абая 12-5"} {
		if addressKey("55", x) == same {
			t.Errorf("%s is taken for %s", x, same)
		}
	}
	if addressKey("61", "Павлодар, Абая 12-5") == same {
		t.Error("two regions meet")
	}
	if a, b := addressKey("55", "Ақсу қаласы, Абай көшесі 12 үй"), addressKey("55", "Абай 12, Ақсу"); a != b || a == "" {
		t.Errorf("%q and %q", a, b)
	}
	if a, b := addressKey("55", "Сәтбаев көшесі 12, Ақсу"), addressKey("55", "Аксу, Сатбаева 12"); a != b || a == "" {
		t.Errorf("%q and %q", a, b)
	}
	for _, x := range []string{"", "у брата", "Павлодар", "12", "ул. 5"} {
		if got := addressKey("55", x); got != "" {
			t.Errorf("%q has the key %q: everybody would meet there", x, got)
		}
	}
}
