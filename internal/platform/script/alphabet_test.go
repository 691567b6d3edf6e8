package script_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nurlykosh/internal/platform/script"
)

// rows gives the cells of the table of name variants by column.
func nameRows(t *testing.T) (out []map[string][]string) {
	t.Helper()
	for _, file := range []string{"../../identity/names/testdata/name-variants.tsv", "../../identity/names/testdata/made-by-rule.tsv"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
		head := strings.Split(lines[0], "\t")
		for _, line := range lines[1:] {
			row := map[string][]string{}
			for i, cell := range strings.Split(line, "\t") {
				row[head[i]] = strings.Split(cell, "; ")
			}
			out = append(out, row)
		}
	}
	return out
}

// The columns that are made by rule come out letter for letter; the Russian one was seen on papers, the way back from
// Arabic script and from Latin is a proposal.
func TestConversionsOfNames(t *testing.T) {
	rows := nameRows(t)
	for _, x := range []struct {
		what     string
		from, to string
		convert  func(string) string
		least    float64
	}{
		{"passport", "kk_cyrl", "kz_passport_latn", script.Passport, 1},
		{"töte", "kk_cyrl", "kk_arab_tote", script.Tote, 1},
		{"Latin 2018", "kk_cyrl", "kk_latn_2018", script.Latin2018, 1},
		{"Latin 2021", "kk_cyrl", "kk_latn_2021", script.Latin2021, 1},
		{"Russian", "kk_cyrl", "ru_cyrl", script.Russian, 0.9},
		{"from Latin 2018", "kk_latn_2018", "kk_cyrl", script.From2018, 0.97},
		{"from Latin 2021", "kk_latn_2021", "kk_cyrl", script.From2021, 0.97},
		{"from töte", "kk_arab_tote", "kk_cyrl", script.FromTote, 0.7},
	} {
		hits, all := 0, 0
		var misses []string
		for _, row := range rows {
			from := row[x.from][0]
			all++
			if got := x.convert(from); slices.Contains(row[x.to], got) {
				hits++
			} else {
				misses = append(misses, from+" → "+got+", not "+strings.Join(row[x.to], " or "))
			}
		}
		t.Logf("%s: %d of %d %v", x.what, hits, all, misses)
		if float64(hits) < x.least*float64(all) {
			t.Errorf("%s: %d of %d: %s", x.what, hits, all, strings.Join(misses, "; "))
		}
	}
}

func TestConversionsKeepCase(t *testing.T) {
	for got, want := range map[string]string{
		script.Latin2018("ЖАҢА Шәкен, 12-үй"):       "JAŃA Sháken, 12-úı",
		script.Latin2021("ЩУКИН Ілия"):              "ŞTŞUKIN Iliia",
		script.Passport("Есен Жәкенұлы"):            "YESEN ZHAKENULY",
		script.Russian("АЙГҮЛ Нұрғайып, Гүлнар іс"): "АЙГУЛЬ Нургаип, Гульнар ис",
		script.FromTote("قابىش ۇلى  ءجۇرسىن"):       "Қабышұлы Жүрсін",
		script.FromTote("ٴىلياس"):                   "Ілияс",
		script.FromTote("جوق x 12"):                 "Жоқ X 12",
		script.From2018("Ǵabıt Máýlenqulov"):        "Ғабит Мәуленқұлов",
		script.From2021("ŞAILAN Qūdaibergen"):       "ШАЙЛАН Құдайберген",
		script.Passport(""):                         "",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestConversionsNeverPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		for _, f := range []func(string) string{script.Passport, script.Latin2018, script.Latin2021, script.Russian, script.FromTote, script.From2018, script.From2021} {
			f(s)
		}
	})
}
