package script_test

import (
	"testing"

	"nurlykosh/internal/platform/script"
)

func TestDetect(t *testing.T) {
	for in, want := range map[string]script.Script{
		"":                     script.Other,
		"NK":                   script.Latn,
		"26-004213 №":          script.Other,
		"Нұрлан Әбілмәжінұлы":  script.Cyrl,
		"и\u0306":              script.Cyrl,
		"نۇرلان، ٴابىل 5":      script.Arab,
		"محمد\u200cرضا ـ":      script.Arab,
		"努尔兰·阿布力马金":            script.Hans,
		"Nūrlan Ábilmájin":     script.Latn,
		"Po‘lat":               script.Latn,
		"Nurlan (Нұрлан)":      script.Mixed,
		"努尔兰 Nuerlan":          script.Mixed,
		"ნურლან":               script.Other,
		"ნურლან Нұрлан":        script.Mixed,
		"Нұрлан ნურლან":        script.Mixed,
		"26 қараша 2026, NK-1": script.Mixed,
	} {
		if got := script.Detect(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestDirection(t *testing.T) {
	for in, want := range map[string]string{
		"": script.LTR, "5": script.LTR, "Нұрлан": script.LTR, "5 نۇرلان": script.RTL, "«ٴابىل» Әбіл": script.RTL, "NK نۇرلان": script.LTR, "努尔兰": script.LTR,
	} {
		if got := script.Direction(in); got != want {
			t.Errorf("%q: %s", in, got)
		}
	}
}
