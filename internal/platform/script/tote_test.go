package script_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nurlykosh/internal/platform/script"
)

func TestEveryFormOfTheTable(t *testing.T) {
	raw, err := os.ReadFile("testdata/tote-forms.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(raw)) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if cells[0] == "cyrillic" {
			continue
		}
		n++
		if got := script.Tote(cells[0]); got != cells[1] {
			t.Errorf("%s: got %q, want %q (contested: %s)", cells[0], got, cells[1], cells[3])
		}
	}
	if n < 100 {
		t.Errorf("only %d rows", n)
	}
}

func TestWhatStaysUntouched(t *testing.T) {
	for _, s := range []string{
		"{number}", "{атауы}", "NK-26-004213-K", "8 7182 00-00-00", "https://egov.kz/cms/kk?lang=kk&id=7", "help@nurlykosh.example",
		"SMS pdf 12.10.2026", "1,5", "HTTPS://EGOV.KZ/?a,b;c", "www.enbek.kz/?a;b", "https://kk.wikipedia.org/wiki/Көш_(тау)",
		"https://egov.kz/{number}?a", "әлия@пошта.қаз", "Əliyev", "",
	} {
		if got := script.Tote(s); got != s {
			t.Errorf("%q became %q", s, got)
		}
	}
}

func TestWhatStandsBesideKeptSpans(t *testing.T) {
	for in, want := range map[string]string{
		"Іс {case_no}, {n}?":                      "ٴىس {case_no}، {n}؟",
		"Пошта:help@egov.kz, сайт":                "پوشتا:help@egov.kz، سايت",
		"help@egov.kz-ке жазыңыз":                 "help@egov.kz-كە جازىڭىز",
		"(www.egov.kz); «https://egov.kz/?a»":     "(www.egov.kz)؛ «https://egov.kz/?a»",
		"https://egov.kz?":                        "https://egov.kz؟",
		"https://egov.kz/?a;b…":                   "https://egov.kz/?a;b…",
		"https://egov.kz-ке, www.enbek.kz-те.":    "https://egov.kz-كە، www.enbek.kz-تە.",
		"{ашық, @бос а@б":                         "{اشىق، @بوس ا@ب",
		"5 {n}, 1,5 және 1, 5":                    "5 {n}، 1,5 جانە 1، 5",
		"ə\u043a\u0435, \u0438\u0306, ɵмір, Ɵмір": "اكە، ي، ٴومىر، ٴومىر",
		"SMS, pdf":          "SMS، pdf",
		"ТУУ ТУРАЛЫ КУӘЛІК": "تۋۋ تۋرالى كۋالىك",
		"Тоқұлы, Жанқұлы, Байқұлының, Ұлы, Омарұлына": "توق ۇلى، جانقۇلى، بايقۇلىنىڭ، ۇلى، ومار ۇلىنا",
		"әпкеқызы Әліқызымен АЛТЫНҚЫЗЫНДАҒЫ":          "اپكەقىزى ٴالى قىزىمەن التىن قىزىنداعى",
		"жариялау, майя, Юлия":                        "جاريالاۋ، مايا، يۋليا",
	} {
		if got := script.Tote(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

const small = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"

func words() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.RuneFrom([]rune(small)), 1, 12, -1)
}

// A word has one hamza at most, before its first letter, and only if it has ә ө ү і and none of е э г к; no Cyrillic is
// left; what stands around a word does not change it.
func TestEveryWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, v := words().Draw(t, "w"), words().Draw(t, "v")
		got := script.Tote(w)
		if n := strings.Count(got, "\u0674"); n > 1 || n == 1 && (!strings.HasPrefix(got, "\u0674") || !strings.ContainsAny(w, "әөүі") || strings.ContainsAny(w, "еэгк")) {
			t.Fatalf("%s: hamza in %q", w, got)
		}
		if strings.ContainsAny(w, "әөүі") && !strings.ContainsAny(w, "еэгкқғ") && !strings.HasPrefix(got, "\u0674") {
			t.Fatalf("%s: no hamza in %q", w, got)
		}
		if s := script.Detect(got); s != script.Arab && strings.Trim(w, "ьъ") != "" {
			t.Fatalf("%s: %q is %s", w, got, s)
		}
		for _, sep := range []string{" ", "-", " — ", " 2026 ", "/", " {n} "} {
			if all := script.Tote(w + sep + v); all != got+sep+script.Tote(v) {
				t.Fatalf("%s%s%s: %q", w, sep, v, all)
			}
		}
		if up := script.Tote(strings.ToUpper(w)); up != got && !strings.Contains(up, " ") {
			t.Fatalf("%s: %q, in capitals %q", w, got, up)
		}
	})
}

func TestNothingIsTurnedTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := script.Tote(rapid.StringOf(rapid.RuneFrom([]rune(small+"АӘҚ ,.;?!-59azW{}@/:\u0306ə»"))).Draw(t, "s"))
		if twice := script.Tote(once); twice != once && !strings.ContainsAny(once, "{}@/") {
			t.Fatalf("%q, then %q", once, twice)
		}
	})
}

// A line that somebody made up to cost time costs no more than any other of its length.
func TestTimeGrowsWithLengthOnly(t *testing.T) {
	for _, s := range []string{"{", "-", "@", "www.", "h", "а@", "a@.", "http://", "www.a)", "(www.", "{а", "www.a-б", ")", "ə"} {
		s = strings.Repeat(s, 1<<20/len(s))
		start := time.Now()
		script.Tote(s)
		script.Tote("www.a" + s)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%.20q…: %s", s, took)
		}
	}
}

func BenchmarkTote(b *testing.B) {
	s := "NK-26-004213-K нөмірлі өтінішіңіз 2026 жылғы 14 қыркүйекте тіркелді."
	for b.Loop() {
		script.Tote(s)
	}
}
